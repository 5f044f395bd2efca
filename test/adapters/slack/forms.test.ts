/**
 * Forms through the real SDK: opened within Slack's limits, and answered by what the desk says of them.
 */
import { describe, expect, test, vi } from 'vitest'
import type { SlackIntake } from '../../../adapters/slack/index.ts'
import type { DeskForm, FormField } from '../../../src/core/desk-views.ts'
import { connect } from './connected.ts'

const LONG = 'é👍🏽'.repeat(1_000)
const FIELDS: readonly FormField[] = [
  {
    key: 'choice',
    kind: 'choice',
    label: 'What?',
    hint: LONG,
    required: true,
    options: Array.from({ length: 100 }, (_, n) => ({ value: String(n), label: n === 0 ? LONG : `Option ${n}` })),
  },
  { key: 'words', kind: 'words', label: LONG, required: false, most: 10 },
  { key: 'day', kind: 'date', label: 'When?', required: false },
  { key: 'person', kind: 'person', label: 'Who?', required: false },
]
const FORM: DeskForm = {
  action: 'try',
  value: '7',
  title: LONG,
  submit: 'x'.repeat(30),
  cancel: 'Cancel',
  fields: FIELDS,
}

async function desk(by: SlackIntake['by']) {
  const connected = await connect(by)
  const { standIn, slack, recorder } = connected
  await slack.start(recorder.doors)
  await vi.waitUntil(() => slack.health().ready, { timeout: 20_000, interval: 5 })
  const priya = standIn.addUser({ name: 'Priya', kind: 'member' })
  const channel = standIn.addChannel({ name: 'highways' })
  standIn.join(priya, channel.id)
  const press = { channel: channel.id, thread: '1355517000.000100' }
  const opens = () => slack.views.open({ ...press, trigger: standIn.trigger(priya) }, FORM)
  return Object.assign(connected, { priya, press, opens })
}

describe.each(['http', 'socket'] as const)('by %s', by => {
  test('a form comes back with what was filled in, and closes', async () => {
    await using d = await desk(by)
    await d.opens()
    expect(d.priya.view?.view.title.text).toBe(`${'é👍🏽'.repeat(4)}é…`)
    await d.priya.submits({ choice: '42', words: 'hello', day: '2026-11-30', person: d.priya.id })
    expect(d.priya.view).toBeUndefined()
    const filled = { choice: '42', words: 'hello', day: '2026-11-30', person: d.priya.id }
    const { channel, thread } = d.press
    expect(d.recorder.received.map(r => r.event)).toMatchObject([
      { channel, thread, user: d.priya.id, did: { kind: 'submitted', action: 'try', value: '7', filled } },
    ])
    expect(d.standIn.complaints).toEqual([])
  })

  test('with errors it stays, and each attempt is one of its own', async () => {
    await using d = await desk(by)
    await d.opens()
    d.recorder.answerForms({ kind: 'errors', errors: { words: 'Too rude.' } })
    await d.priya.submits({ choice: '1', words: 'humbug' })
    expect(d.priya.view?.errors).toEqual({ words: 'Too rude.' })
    await d.priya.submits({ choice: '1', words: 'please' })
    expect(new Set(d.recorder.received.map(r => r.externalId)).size).toBe(2)
    expect(d.standIn.complaints).toEqual([])
  })

  test('where the desk fails, the person sees that it failed, and what they typed', async () => {
    await using d = await desk(by)
    await d.opens()
    d.recorder.refuseNext(1)
    await d.priya.submits({ choice: '1' })
    expect(d.priya.view?.failed).toBe(true)
    await d.priya.submits({ choice: '1' })
    expect(d.priya.view).toBeUndefined()
  })
})

test.each([
  ['used before', 'views.open: exchanged_trigger_id'],
  ['too long ago', 'views.open: expired_trigger_id'],
])('a press %s opens nothing', async (what, reason) => {
  await using d = await desk('http')
  const trigger = what === 'used before' ? d.standIn.trigger(d.priya) : '1.1.aa'
  if (what === 'used before') await d.slack.views.open({ ...d.press, trigger }, FORM)
  const error = await d.slack.views.open({ ...d.press, trigger }, FORM).catch(e => e)
  expect(error).toMatchObject({ name: 'SendError', code: 'REJECTED' })
  expect(error.message).toContain(reason)
})
