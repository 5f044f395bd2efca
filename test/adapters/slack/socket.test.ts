/**
 * Socket Mode's bad days: the connection comes back, and the process goes on.
 */
import { expect, test, vi } from 'vitest'
import { connect } from './connected.ts'

const SOON = { timeout: 20_000, interval: 5 }

test('a socket that Slack recycles is opened again, and what came in between is delivered', async () => {
  await using connected = await connect('socket')
  const { standIn, slack, recorder } = connected
  await slack.start(recorder.doors)
  await vi.waitUntil(() => standIn.socketCount === 1, SOON)
  const user = standIn.addUser({ name: 'Priya', kind: 'member' })
  const { id, messages } = standIn.addChannel({ name: 'highways' })
  user.writes(id, 'root')
  standIn.refreshSockets()
  await vi.waitUntil(() => standIn.socketCount === 0, SOON)
  user.writes(id, 'hello', { thread: messages[0]!.ts })
  await vi.waitUntil(() => standIn.socketCount === 1, SOON)
  const again = user.writes(id, 'hello again', { thread: messages[0]!.ts })
  await vi.waitFor(() => expect(recorder.received.map(r => r.externalId)).toContain(again.event_id), SOON)
})

test('while Slack takes no connection, health says why; afterwards it is well again', async () => {
  await using connected = await connect('socket')
  const { standIn, slack, recorder } = connected
  standIn.faults.on('apps.connections.open', { kind: 'reset' }, 1)
  standIn.faults.on('socket', { kind: 'reset' }, 1)
  await slack.start(recorder.doors)
  await vi.waitFor(() => expect(slack.health().trouble).toMatch(/^apps\.connections\.open: /), SOON)
  expect(slack.health().ready).toBe(false)
  await vi.waitFor(() => expect(slack.health()).toEqual({ ready: true }), SOON)
})

test.for([
  [{ botToken: 'xoxb-wrong' }, 'auth.test: invalid_auth'],
  [{ appToken: 'xapp-wrong' }, 'apps.connections.open: invalid_auth'],
] as const)('a wrong token ends nothing: %o', async ([given, trouble]) => {
  await using connected = await connect('socket', given)
  const { standIn, slack, recorder } = connected
  await slack.start(recorder.doors)
  const method = trouble.slice(0, trouble.indexOf(':'))
  await vi.waitFor(() => expect(slack.health()).toEqual({ ready: false, trouble }), SOON)
  await vi.waitFor(() => expect(standIn.journal.filter(call => call.method === method).length).toBeGreaterThan(1), SOON)
})

test('a message of an unknown shape is survived', async () => {
  await using connected = await connect('socket')
  const { standIn, slack, recorder } = connected
  await slack.start(recorder.doors)
  await vi.waitUntil(() => standIn.socketCount === 1, SOON)
  for (const odd of [
    '{"type":"events_api","envelope_id":"1","payload":{}}',
    '{"type":"events_api"}',
    'null',
    '[',
    '7',
  ]) {
    standIn.pushRaw(odd)
  }
  const user = standIn.addUser({ name: 'Priya', kind: 'member' })
  const { id, messages } = standIn.addChannel({ name: 'highways' })
  user.writes(id, 'root')
  user.writes(id, 'hello', { thread: messages[0]!.ts })
  await vi.waitFor(() => expect(recorder.received).toHaveLength(1), SOON)
})

test('missing scopes are named', async () => {
  await using connected = await connect('socket')
  const { standIn, slack, recorder } = connected
  standIn.scopes.delete('files:write')
  standIn.scopes.delete('users:read')
  await slack.start(recorder.doors)
  await vi.waitFor(
    () =>
      expect(slack.health().trouble).toMatch(
        /^missing scopes: files:write \(.+\), users:read \(nobody is known to be staff\)\./,
      ),
    SOON,
  )
})
