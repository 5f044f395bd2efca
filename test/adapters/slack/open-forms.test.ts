/**
 * Forms that stay open, as Slack tells of them: read field by field, answered at once, and nothing of them believed.
 */
import { describe, expect, test, vi } from 'vitest'
import type { DeskForm } from '../../../src/core/desk-views.ts'
import type { DeskEvent } from '../../../src/core/inbound.ts'
import { plain } from '../../../src/core/rich-text.ts'
import { connect } from './connected.ts'

const CARRIED = JSON.stringify({ channel: 'C0HIGHWAYS', thread: '1355517000.000100', value: '7' })
const VIEW = {
  id: 'V0OPEN',
  callback_id: 'try',
  private_metadata: CARRIED,
  hash: '1.a',
  blocks: [{ type: 'input', block_id: 'words~onOurWay' }],
  state: {
    values: {
      kind: { kind: { type: 'static_select', selected_option: { value: 'thanks' } } },
      'words~onOurWay': { words: { type: 'plain_text_input', value: 'Thank you.' } },
      other: { other: { type: 'external_select', selected_option: { value: '12' } } },
      files: { files: { type: 'file_input', files: [{ id: 'F01', name: 'map.pdf', size: 3, mimetype: 'image/png' }] } },
      odd: { odd: { type: 'static_select', selected_option: 'none' } },
    },
  },
}
const WHO = { user: { id: 'U0PRIYA', team_id: 'T0FOLKMOOT' }, team: { id: 'T0FOLKMOOT' }, trigger_id: '1.1.aa' }
const CHOICE = {
  ...WHO,
  type: 'block_actions',
  container: { type: 'view', view_id: 'V0OPEN' },
  view: VIEW,
  actions: [{ action_id: 'kind', block_id: 'kind', type: 'static_select', selected_option: { value: 'thanks' } }],
}
const SEARCH = {
  ...WHO,
  type: 'block_suggestion',
  container: { type: 'view', view_id: 'V0OPEN' },
  view: VIEW,
  action_id: 'other',
  block_id: 'other',
  value: 'pot',
}
const FORM = {
  action: 'try',
  value: '7',
  filled: { kind: 'thanks', words: 'Thank you.', other: '12' },
  files: [{ ref: 'file:F01', name: 'map.pdf', mediaType: 'image/png', bytes: 3 }],
}

async function desk() {
  const connected = await connect('http')
  await connected.slack.start(connected.recorder.doors)
  await vi.waitUntil(() => connected.slack.health().ready, { timeout: 20_000, interval: 5 })
  const delivers = async (payload: object) => {
    const body = new URLSearchParams({ payload: JSON.stringify(payload) }).toString()
    const headers = { ...connected.standIn.sign(body), 'content-type': 'application/x-www-form-urlencoded' }
    return connected.standIn.deliverRaw({ body, headers })
  }
  return Object.assign(connected, { delivers })
}

test('a choice tells how the form stands, and is kept nowhere', async () => {
  await using d = await desk()
  expect(await d.delivers(CHOICE)).toMatchObject({ status: 200 })
  await expect.poll(() => d.recorder.inForms).toHaveLength(1)
  expect(d.recorder.inForms[0]).toMatchObject({
    channel: 'C0HIGHWAYS',
    thread: '1355517000.000100',
    user: 'U0PRIYA',
    did: { kind: 'changed', field: 'kind', ...FORM },
  })
  expect(d.recorder.received).toEqual([])
})

test('a search is answered with its options, within what Slack shows', async () => {
  await using d = await desk()
  d.recorder.offer([
    { value: '12', label: 'HB-12 Pothole', description: 'x'.repeat(80) },
    ...Array.from({ length: 120 }, (_, n) => ({ value: `${n}`, label: `Case ${n}` })),
  ])
  const { status, body } = await d.delivers(SEARCH)
  expect(status).toBe(200)
  const { options } = JSON.parse(body)
  expect(options).toHaveLength(100)
  expect(options[0]).toEqual({
    value: '12',
    text: { type: 'plain_text', text: 'HB-12 Pothole', emoji: false },
    description: { type: 'plain_text', text: `${'x'.repeat(74)}…`, emoji: false },
  })
  expect(d.recorder.inForms[0]?.did).toMatchObject({ kind: 'searched', field: 'other', query: 'pot', ...FORM })
})

describe('what is no form of ours', () => {
  const wrong = [
    ['no view', { ...CHOICE, view: undefined }],
    ['nothing carried', { ...CHOICE, view: { ...VIEW, private_metadata: '{' } }],
    ['a channel that is none', { ...CHOICE, view: { ...VIEW, private_metadata: '{"channel":"../x","value":"7"}' } }],
    ['no actions', { ...CHOICE, actions: 'none' }],
    ['no user', { ...CHOICE, user: null }],
    ['a search for nothing', { ...SEARCH, value: 7 }],
    ['a search in no field', { ...SEARCH, action_id: [] }],
  ] as const
  test.each(wrong)('%s: acknowledged, and nothing happens', async (_, payload) => {
    await using d = await desk()
    expect(await d.delivers(payload)).toMatchObject({ status: 200 })
    expect(d.recorder.inForms).toEqual([])
    expect(d.recorder.received).toEqual([])
  })
})

describe('a form that changes while it is filled in', () => {
  const options = ['thanks', 'clarification'].map(value => ({ value, label: value }))
  /** The form as the desk makes it: what is chosen stands in its title, the words are as they were typed. */
  const formOf = (kind: string, words = '', edition?: string): DeskForm => ({
    action: 'try',
    value: '7',
    title: `Chosen ${kind}`,
    submit: 'Send',
    cancel: 'Cancel',
    fields: [
      { key: 'kind', kind: 'choice', label: 'Kind', required: true, live: true, options },
      {
        key: 'words',
        kind: 'words',
        label: 'Words',
        required: false,
        most: 100,
        given: words,
        ...(edition && { edition }),
      },
      { kind: 'text', text: plain(kind) },
      { kind: 'button', key: 'preview', label: 'Show' },
    ],
  })

  async function open() {
    const d = await desk()
    const priya = d.standIn.addUser({ name: 'Priya', kind: 'member' })
    const channel = d.standIn.addChannel({ name: 'highways' })
    d.standIn.join(priya, channel.id)
    await d.slack.views.open({ channel: channel.id, trigger: d.standIn.trigger(priya) }, formOf('nothing'))
    const title = () => priya.view?.view.title.text
    return Object.assign(d, { priya, title })
  }
  const chosenIn = ({ did }: DeskEvent) => (did.kind === 'changed' ? (did.filled.kind ?? 'nothing') : '')

  test('two choices in quick succession: the last one is what stands there, and what was typed stays', async () => {
    await using d = await open()
    const first = Promise.withResolvers<void>()
    d.recorder.changeForms(async event => {
      if (chosenIn(event) === 'thanks') await first.promise
      return { kind: 'update', form: formOf(chosenIn(event)) }
    })
    d.priya.fills({ words: 'as I typed it' })
    d.priya.fills({ kind: 'thanks' })
    await expect.poll(() => d.recorder.inForms).toHaveLength(1)
    d.priya.fills({ kind: 'clarification' })
    first.resolve()
    await expect.poll(() => d.title()).toBe('Chosen clarification')
    expect(JSON.stringify(d.priya.view?.state)).toContain('as I typed it')
    expect(d.standIn.complaints).toEqual([])
  })

  test('pressed between two changes that were under way: the press counts too', async () => {
    await using d = await open()
    const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    d.recorder.changeForms(async event => {
      if (event.did.kind === 'changed' && event.did.field === 'preview')
        return { kind: 'update', form: formOf('and shown') }
      await (chosenIn(event) === 'thanks' ? first : second).promise
      return { kind: 'update', form: formOf(chosenIn(event)) }
    })
    d.priya.fills({ kind: 'thanks' })
    await expect.poll(() => d.recorder.inForms).toHaveLength(1)
    d.priya.fills({ kind: 'clarification' })
    first.resolve()
    await expect.poll(() => d.recorder.inForms).toHaveLength(2)
    expect(d.title()).toBe('Chosen thanks')
    d.priya.pressesIn('view', 'preview')
    second.resolve()
    await expect.poll(() => d.title()).toBe('Chosen and shown')
    expect(d.standIn.complaints).toEqual([])
  })

  test('another edition of a field brings its own words; errors find it by its key', async () => {
    await using d = await open()
    d.recorder.changeForms(async event => ({ kind: 'update', form: formOf(chosenIn(event), 'by template', 'b1') }))
    d.priya.fills({ words: 'mine' })
    d.priya.fills({ kind: 'thanks' })
    await expect.poll(() => JSON.stringify(d.priya.view?.state)).toContain('by template')
    d.recorder.answerForms({ kind: 'errors', errors: { words: 'Too short.' } })
    await d.priya.submits()
    expect(d.priya.view?.errors).toEqual({ 'words~b1': 'Too short.' })
    expect(d.recorder.received.at(-1)?.event).toMatchObject({
      did: { kind: 'submitted', filled: { kind: 'thanks', words: 'by template' } },
    })
    expect(d.standIn.complaints).toEqual([])
  })

  test('closed meanwhile: nothing comes of the change, and the next form changes as ever', async () => {
    await using d = await open()
    const waits = Promise.withResolvers<void>()
    d.recorder.changeForms(async event => {
      await waits.promise
      return { kind: 'update', form: formOf(chosenIn(event)) }
    })
    d.priya.pressesIn('view', 'preview')
    await expect.poll(() => d.recorder.inForms).toHaveLength(1)
    d.priya.dismisses()
    waits.resolve()
    await expect.poll(() => d.standIn.journal.some(call => call.method === 'views.update')).toBe(true)
    expect(d.priya.view).toBeUndefined()
    expect(d.slack.health().ready).toBe(true)
  })

  test('another is laid over it, and closes alone', async () => {
    await using d = await open()
    d.recorder.changeForms(async () => ({ kind: 'push', form: formOf('above') }))
    d.priya.pressesIn('view', 'preview')
    await expect.poll(() => d.title()).toBe('Chosen above')
    d.recorder.answerForms({ kind: 'back' })
    await d.priya.submits({ kind: 'thanks' })
    expect(d.title()).toBe('Chosen nothing')
    expect(d.standIn.complaints).toEqual([])
  })
})
