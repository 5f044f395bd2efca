/**
 * What stands at `/slack/events`: only Slack is heard, and nothing is acknowledged that was not kept.
 */
import { expect, test, vi } from 'vitest'
import payloads from '../../fixtures/slack/payloads.json' with { type: 'json' }
import { type Connected, connect } from './connected.ts'

const BODY = JSON.stringify(payloads['plain words in a thread'])
const JSON_TYPE = { 'content-type': 'application/json' }
const minutes = (count: number) => new Date(Date.now() + count * 60_000)

async function listening(): Promise<Connected> {
  const connected = await connect('http')
  await connected.slack.start(connected.recorder.doors)
  return connected
}

const REFUSED: Readonly<
  Record<string, { status: number; body?: string; headers: (of: Connected) => Record<string, string> }>
> = {
  unsigned: { status: 401, headers: () => ({}) },
  'signed with another secret': {
    status: 401,
    headers: ({ standIn }) => ({ ...standIn.sign(BODY), 'x-slack-signature': `v0=${'0'.repeat(64)}` }),
  },
  'signed for another body': { status: 401, headers: ({ standIn }) => standIn.sign(`${BODY} `) },
  'signature without a version': {
    status: 401,
    headers: ({ standIn }) => ({ ...standIn.sign(BODY), 'x-slack-signature': 'v0' }),
  },
  stale: { status: 401, headers: ({ standIn }) => standIn.sign(BODY, minutes(-6)) },
  'dated in the future': { status: 401, headers: ({ standIn }) => standIn.sign(BODY, minutes(6)) },
  'broken JSON': { status: 400, body: '{"type":', headers: ({ standIn }) => standIn.sign('{"type":') },
  'no body': { status: 400, body: '', headers: ({ standIn }) => standIn.sign('') },
  'larger than 1 MB': { status: 413, body: 'x'.repeat(1_000_001), headers: () => ({}) },
}

test.for(Object.entries(REFUSED))('refused: %s', async ([, { status, body = BODY, headers }]) => {
  await using connected = await listening()
  const answer = await connected.standIn.deliverRaw({ body, headers: { ...JSON_TYPE, ...headers(connected) } })
  expect(answer.status).toBe(status)
  expect(connected.recorder.received).toEqual([])
})

test.for([-4, 0, 4])('taken: dated %d minutes from now', async offset => {
  await using connected = await listening()
  const headers = { ...JSON_TYPE, ...connected.standIn.sign(BODY, minutes(offset)) }
  expect((await connected.standIn.deliverRaw({ body: BODY, headers })).status).toBe(200)
  expect(connected.recorder.received).toHaveLength(1)
})

test('replayed byte for byte: 200, with the identity of the first', async () => {
  await using connected = await listening()
  const headers = { ...JSON_TYPE, ...connected.standIn.sign(BODY) }
  for (let i = 0; i < 2; i += 1) {
    expect((await connected.standIn.deliverRaw({ body: BODY, headers })).status).toBe(200)
  }
  const { received } = connected.recorder
  expect(received).toHaveLength(2)
  expect(received[1]).toEqual(received[0])
})

test.for(['null', '[]', '"words"', '{}', '{"type":"event_callback"}', '{"type":"block_actions","actions":[]}'])(
  'signed, and nothing we know: 200 at once, for it would only come again: %s',
  async body => {
    await using connected = await listening()
    const headers = { ...JSON_TYPE, ...connected.standIn.sign(body) }
    expect((await connected.standIn.deliverRaw({ body, headers })).status).toBe(200)
    expect(connected.recorder.received).toEqual([])
  },
)

test('the address is verified', async () => {
  await using connected = await listening()
  expect(await connected.standIn.verifyUrl()).toBe(true)
})

test('what cannot be kept is answered 503, and comes again', async () => {
  await using connected = await listening()
  const { standIn, recorder } = connected
  recorder.refuseNext(1)
  const headers = { ...JSON_TYPE, ...standIn.sign(BODY) }
  expect((await standIn.deliverRaw({ body: BODY, headers })).status).toBe(503)
  recorder.refuseNext(2)
  const user = standIn.addUser({ name: 'Priya', kind: 'member' })
  const { id, messages } = standIn.addChannel({ name: 'highways' })
  user.writes(id, 'root')
  user.writes(id, 'hello', { thread: messages[0]!.ts })
  await vi.waitFor(() => expect(recorder.received).toHaveLength(1), { timeout: 20_000, interval: 5 })
  expect(recorder.refused).toBe(3)
})

test('nothing is acknowledged before it is kept', async () => {
  await using connected = await connect('http')
  const { standIn, slack, recorder } = connected
  const kept = Promise.withResolvers<void>()
  await slack.start({ ...recorder.doors, receive: () => kept.promise })
  let answered = false
  const answer = standIn
    .deliverRaw({ body: BODY, headers: { ...JSON_TYPE, ...standIn.sign(BODY) } })
    .then(({ status }) => {
      answered = true
      return status
    })
  // a request that needs no keeping overtakes it
  expect(await standIn.verifyUrl()).toBe(true)
  expect(answered).toBe(false)
  kept.resolve()
  expect(await answer).toBe(200)
})

test('before the start and after the stop: 503', async () => {
  await using connected = await connect('http')
  const { standIn, slack, recorder } = connected
  const ask = async () =>
    (await standIn.deliverRaw({ body: BODY, headers: { ...JSON_TYPE, ...standIn.sign(BODY) } })).status
  expect(await ask()).toBe(503)
  await slack.start(recorder.doors)
  expect(await ask()).toBe(200)
  await slack.stop()
  expect(await ask()).toBe(503)
})

test('what takes longer than Slack waits is answered 503; keeping it late harms nothing', async () => {
  await using connected = await connect('http')
  const { standIn, slack, recorder } = connected
  const kept = Promise.withResolvers<void>()
  await slack.start({ ...recorder.doors, receive: () => kept.promise })
  const headers = { ...JSON_TYPE, ...standIn.sign(BODY) }
  const url = `${connected.url}/slack/events`
  const answer = await fetch(url, { method: 'POST', body: BODY, headers })
  expect(answer.status).toBe(503)
  kept.resolve()
  expect(await standIn.verifyUrl()).toBe(true)
})
