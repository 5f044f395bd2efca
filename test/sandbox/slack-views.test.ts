/**
 * Modals: the stand-in refuses what Slack refuses of them (https://docs.slack.dev/reference/methods/views.open,
 * https://docs.slack.dev/reference/views/modal-views), and does with the app's answers what Slack does.
 */
import { type Logger, LogLevel, WebClient } from '@slack/web-api'
import { expect, test } from 'vitest'
import { startSlack } from '../../sandbox/slack/stand-in.ts'

const SECRETS = { botToken: 'xoxb-sandbox', appToken: 'xapp-sandbox', signingSecret: 'sandbox-secret' }
const nothing = () => undefined
const QUIET: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
}

async function open(triggerMs?: number) {
  const standIn = await startSlack({ ...SECRETS, ...(triggerMs !== undefined && { triggerMs }) })
  const client = new WebClient(SECRETS.botToken, {
    slackApiUrl: standIn.apiRoot,
    retryConfig: { retries: 0 },
    logger: QUIET,
  })
  const priya = standIn.addUser({ name: 'Priya', kind: 'member' })
  return {
    standIn,
    priya,
    opens: (view: object, trigger = standIn.trigger(priya)): Promise<Record<string, unknown>> =>
      client.apiCall('views.open', { trigger_id: trigger, view }).catch(error => error.data),
    [Symbol.asyncDispose]: () => standIn.close(),
  }
}

const text = (words: string) => ({ type: 'plain_text', text: words })
const input = (element: object, more: object = {}) => ({
  type: 'input',
  block_id: 'a',
  label: text('What?'),
  element: { type: 'plain_text_input', action_id: 'a', ...element },
  ...more,
})
const VIEW = {
  type: 'modal',
  callback_id: 'try',
  private_metadata: '7',
  title: text('Title'),
  submit: text('Save'),
  blocks: [input({})],
}
const options = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ text: text(`Option ${n}`), value: String(n) }))
const select = (list: object[]) => ({ ...VIEW, blocks: [input({ type: 'static_select', options: list })] })

test.for<[string, object]>([
  ['a home tab', { ...VIEW, type: 'home' }],
  ['no title', { ...VIEW, title: undefined }],
  ['title over 24', { ...VIEW, title: text('x'.repeat(25)) }],
  ['a title in mrkdwn', { ...VIEW, title: { type: 'mrkdwn', text: 'x' } }],
  ['inputs without a button', { ...VIEW, submit: undefined }],
  ['submit over 24', { ...VIEW, submit: text('x'.repeat(25)) }],
  ['close over 24', { ...VIEW, close: text('x'.repeat(25)) }],
  ['metadata over 3,000', { ...VIEW, private_metadata: 'x'.repeat(3_001) }],
  ['callback_id over 255', { ...VIEW, callback_id: 'x'.repeat(256) }],
  ['no blocks', { ...VIEW, blocks: [] }],
  ['101 blocks', { ...VIEW, blocks: Array.from({ length: 101 }, (_, n) => input({}, { block_id: `b${n}` })) }],
  ['a block_id twice', { ...VIEW, blocks: [input({}), input({})] }],
  ['label over 2,000', { ...VIEW, blocks: [input({}, { label: text('x'.repeat(2_001)) })] }],
  ['hint over 2,000', { ...VIEW, blocks: [input({}, { hint: text('x'.repeat(2_001)) })] }],
  ['an empty hint', { ...VIEW, blocks: [input({}, { hint: text('') })] }],
  ['an unknown element', { ...VIEW, blocks: [input({ type: 'dice' })] }],
  ['max_length over 3,000', { ...VIEW, blocks: [input({ max_length: 3_001 })] }],
  ['no options', select([])],
  ['101 options', select(options(101))],
  ['option over 75', select([{ text: text('x'.repeat(76)), value: '1' }])],
  ['option value over 150', select([{ text: text('x'), value: 'x'.repeat(151) }])],
])('refused: %s', async ([, view]) => {
  await using room = await open()
  expect(await room.opens(view)).toMatchObject({ ok: false, error: 'invalid_arguments' })
  expect(room.priya.view).toBeUndefined()
})

test('a trigger opens one modal, for a while', async () => {
  await using room = await open()
  const trigger = room.standIn.trigger(room.priya)
  expect(await room.opens(VIEW, trigger)).toMatchObject({
    ok: true,
    view: { callback_id: 'try', state: { values: {} } },
  })
  expect(await room.opens(VIEW, trigger)).toMatchObject({ error: 'exchanged_trigger_id' })
  await using late = await open(-1)
  expect(await late.opens(VIEW)).toMatchObject({ error: 'expired_trigger_id' })
})

test('a modal that no app takes stays open; the client sends nothing that is incomplete', async () => {
  await using room = await open()
  await room.opens({ ...VIEW, blocks: [input({ max_length: 5 })] })
  await expect(room.priya.submits({})).rejects.toThrow('has to be filled in')
  await expect(room.priya.submits({ a: 'too long' })).rejects.toThrow('is too long')
  await expect(room.priya.submits({ b: 'x' })).rejects.toThrow('no such field')
  await room.priya.submits({ a: 'fits' })
  expect(room.priya.view).toMatchObject({ failed: true })
  room.priya.dismisses()
  expect(room.priya.view).toBeUndefined()
})
