/**
 * The doors that networks knock on, with `PUBLIC_URL`: who is let in, and what becomes of everything else.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asksQuestion, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown({ webhooks: true })
})
afterAll(() => town[Symbol.asyncDispose]())

const SECRET = { 'x-telegram-bot-api-secret-token': 'test-webhook-secret' }
const JSON_TYPE = { 'content-type': 'application/json' }
const minutes = (count: number) => new Date(Date.now() + count * 60_000)

/** An update of somebody who never wrote before. */
function update(id: number, words: string) {
  const person = { id: 4_000 + id, is_bot: false, first_name: 'Somebody', language_code: 'en' }
  const chat = { id: person.id, type: 'private', first_name: 'Somebody' }
  return {
    update_id: 800_000_000 + id,
    message: { message_id: 1, date: 1_800_000_000, from: person, chat, text: words },
  }
}

function event(id: string, channel: string, thread: string, words: string): string {
  const elements = [{ type: 'rich_text_section', elements: [{ type: 'text', text: words }] }]
  return JSON.stringify({
    type: 'event_callback',
    event_id: id,
    event_time: Math.floor(Date.now() / 1000),
    team_id: town.slack.team,
    api_app_id: 'A0',
    authorizations: [{ team_id: town.slack.team, user_id: town.slack.botUser, is_bot: true }],
    event: {
      type: 'message',
      channel,
      channel_type: 'channel',
      user: town.priya.id,
      team: town.slack.team,
      ts: `${Math.floor(Date.now() / 1000)}.000${id.slice(-3)}`,
      event_ts: `${Math.floor(Date.now() / 1000)}.000${id.slice(-3)}`,
      thread_ts: thread,
      text: words,
      blocks: [{ type: 'rich_text', block_id: 'b', elements }],
    },
  })
}

const post = (path: string, body: string, headers: Readonly<Record<string, string>>) =>
  fetch(`${town.url()}${path}`, { method: 'POST', body, headers: { ...JSON_TYPE, ...headers } })

async function kept(): Promise<number> {
  const { rows } = await town.connections.pool.query('select count(*)::integer as n from inbox')
  return rows[0].n
}

test('the circle closes over HTTP', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))
  town.priya.writes(thread.channel, 'From ten to four.', { thread: thread.ts })
  await hears(ana, /From ten to four\./)
  expect(town.slack.socketCount).toBe(0)
})

const OK_UPDATE = JSON.stringify(update(1, 'Hello'))
const EVENT = '{"type":"event_callback"}'
const REFUSED: Readonly<Record<string, readonly [status: number, ask: () => Promise<Response>]>> = {
  'Telegram without the secret': [401, () => post('/telegram/webhook', OK_UPDATE, {})],
  'Telegram with a wrong secret': [
    401,
    () => post('/telegram/webhook', OK_UPDATE, { 'x-telegram-bot-api-secret-token': 'guess' }),
  ],
  'Telegram with broken JSON': [400, () => post('/telegram/webhook', '{"update_id":', SECRET)],
  'Telegram with too much': [
    413,
    () => post('/telegram/webhook', JSON.stringify(update(2, 'x'.repeat(2_000_000))), SECRET),
  ],
  'Slack unsigned': [401, () => post('/slack/events', EVENT, {})],
  'Slack signed for something else': [401, () => post('/slack/events', EVENT, town.slack.sign('{}'))],
  'Slack stale': [401, () => post('/slack/events', EVENT, town.slack.sign(EVENT, minutes(-6)))],
  'Slack from the future': [401, () => post('/slack/events', EVENT, town.slack.sign(EVENT, minutes(6)))],
  'Slack with broken JSON': [400, () => post('/slack/events', '{"type":', town.slack.sign('{"type":'))],
  'Slack with too much': [413, () => post('/slack/events', 'x'.repeat(1_100_000), {})],
  'a path that is not there': [404, () => post('/wp-login.php', '{}', {})],
  'a page that is not there': [404, () => fetch(`${town.url()}/admin`)],
  'a path that cannot be decoded': [404, () => fetch(`${town.url()}/%ff`)],
}

test.for(Object.entries(REFUSED))('refused: %s', async ([, [status, ask]]) => {
  const before = await kept()
  const answer = await ask()
  expect(answer.status).toBe(status)
  // No stack, no version, no path of the machine.
  expect(await answer.text()).not.toMatch(/node_modules|Error|\bat\b.*\.ts/)
  expect(answer.headers.get('x-powered-by')).toBeNull()
  expect(await kept()).toBe(before)
})

test('an update of a kind that nobody knows is taken, and nothing comes of it', async () => {
  const before = await kept()
  const unknown = JSON.stringify({ update_id: 800_000_500, shiny_new_thing: { id: 1 } })
  expect((await post('/telegram/webhook', unknown, SECRET)).status).toBe(200)
  const body = JSON.stringify({ type: 'event_callback', event_id: 'Ev1', team_id: 'T', event: { type: 'team_rename' } })
  expect((await post('/slack/events', body, town.slack.sign(body))).status).toBe(200)
  expect(await kept()).toBe(before)
})

test('what is replayed byte for byte is answered 200, and done once', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))
  const body = event('Ev0000901', thread.channel, thread.ts, 'Said once.')
  const headers = town.slack.sign(body)
  for (const _ of [1, 2, 3]) expect((await post('/slack/events', body, headers)).status).toBe(200)
  const after = event('Ev0000902', thread.channel, thread.ts, 'Said after.')
  expect((await post('/slack/events', after, town.slack.sign(after))).status).toBe(200)
  await hears(ana, /Said after\./)
  expect(ana.heard().filter(words => words.includes('Said once.'))).toHaveLength(1)

  const before = await kept()
  const greeting = JSON.stringify(update(3, 'Hello'))
  for (const _ of [1, 2, 3]) expect((await post('/telegram/webhook', greeting, SECRET)).status).toBe(200)
  await eventually(async () => expect(await kept()).toBe(before + 1))
})
