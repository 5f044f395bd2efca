/**
 * After a reply went out: what its author changes or deletes in Slack changes or goes in the resident's chat.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { picture } from '../support/pictures.ts'
import { MARK, marked, writes } from '../support/replies.ts'
import { asksQuestion, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

type Network = 'telegram' | 'discord'
const NETWORKS = ['telegram', 'discord'] as const

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

function personOn(network: Network, firstName: string, language = 'en'): TelegramPerson | DiscordPerson {
  return network === 'telegram'
    ? town.telegram.addPerson({ firstName, languageCode: language })
    : town.discord.addPerson({ username: firstName.toLowerCase(), locale: `${language}-GB` })
}

/** What stands in the chat now, of what Priya wrote, oldest first. */
function stands(person: TelegramPerson | DiscordPerson): readonly string[] {
  const all = person.heard().filter(words => words !== '')
  return all.slice(all.findIndex(words => words.includes('Priya, ')))
}

async function answered(network: Network, firstName: string, words: string) {
  const person = personOn(network, firstName)
  const thread = await threadOf(town, await asksQuestion(person))
  const ts = writes(town.priya, thread, words)
  await marked(thread, ts, MARK.sent)
  return { person, thread, ts }
}

const long = (word: string, count: number) => Array.from({ length: count }, (_, n) => `${word}${n}`).join(' ')

test.each(NETWORKS)('%s: an edit edits the message that is there, and says that it was corrected', async network => {
  const { person, thread, ts } = await answered(network, 'Ana', 'From ten to for.')
  const before = person.heard().length
  town.priya.edits(thread.channel, ts, 'From *ten* to four.')
  await hears(person, /Priya, Front desk\W+HB-\d+ · corrected\nFrom \W*ten\W* to four\./)
  expect(person.heard()).toHaveLength(before)
  await marked(thread, ts, MARK.sent)
  const { db } = town.connections
  const reply = await db
    .selectFrom('replies')
    .select(['id', 'state', 'words', 'version'])
    .where('ts', '=', ts)
    .executeTakeFirstOrThrow()
  expect(reply).toMatchObject({ state: 'sent', version: 2, words: { text: 'From ten to four.' } })
  const earlier = await db.selectFrom('reply_versions').selectAll().where('reply_id', '=', reply.id).execute()
  expect(earlier).toMatchObject([{ version: 1, words: { text: 'From ten to for.' }, by: town.priya.id }])
})

test.each(NETWORKS)('%s: every part of a long reply follows: more parts, fewer parts, none', async network => {
  const { person, thread, ts } = await answered(network, 'Bea', long('first', 700))
  const parts = stands(person).length
  expect(parts).toBeGreaterThan(1)
  town.priya.edits(thread.channel, ts, long('second', 1_500))
  await hears(person, /second1499/)
  expect(stands(person).length).toBeGreaterThan(parts)
  expect(stands(person).join(' ')).not.toContain('first')
  expect(
    stands(person)
      .join(' ')
      .match(/second\d+/g),
  ).toEqual(long('second', 1_500).split(' '))
  town.priya.edits(thread.channel, ts, 'third')
  await hears(person, /third$/)
  expect(stands(person)).toHaveLength(1)
  town.priya.deletes(thread.channel, ts)
  await eventually(() => expect(person.heard().join(' ')).not.toContain('third'))
  await eventually(() =>
    expect(thread.posts().join('\n')).toMatch(/Priya took a reply back\. It is gone from the chat of/),
  )
  expect(await stateOf(ts)).toBe('withdrawn')
})

test.each(NETWORKS)(
  '%s: words beside a picture are changed where they stand, however long they become',
  async network => {
    const person = personOn(network, 'Cleo')
    const thread = await threadOf(town, await asksQuestion(person))
    const files = [{ name: 'map.jpg', mediaType: 'image/jpeg', bytes: await picture('#208040') }]
    const { event } = town.priya.writes(thread.channel, 'Here is the map', { thread: thread.ts, files })
    const ts = String(event.ts)
    await marked(thread, ts, MARK.sent)
    town.priya.edits(thread.channel, ts, 'Here is the right map')
    await eventually(() => expect(worded(person)).toMatch(/corrected\nHere is the right map/))
    town.priya.edits(thread.channel, ts, long('word', 400))
    await eventually(() => expect(worded(person)).toMatch(/word399/))
    expect(worded(person)).not.toContain('right map')
    expect(pictures(person)).toBe(1)
    town.priya.edits(thread.channel, ts, 'Here it is')
    await eventually(() => expect(worded(person)).toMatch(/corrected\nHere it is$/))
    expect(worded(person)).not.toContain('word')
    town.priya.deletes(thread.channel, ts)
    await eventually(() => expect(pictures(person)).toBe(0))
  },
)

test('a photo album goes whole', async () => {
  const person = town.telegram.addPerson({ firstName: 'Dora', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(person))
  const files = await Promise.all(
    ['#208040', '#802040', '#402080'].map(async (colour, n) => ({
      name: `map${n}.jpg`,
      mediaType: 'image/jpeg',
      bytes: await picture(colour),
    })),
  )
  const ts = String(town.priya.writes(thread.channel, 'Here are the maps', { thread: thread.ts, files }).event.ts)
  await marked(thread, ts, MARK.sent)
  expect(pictures(person)).toBe(3)
  town.priya.edits(thread.channel, ts, 'Here are the right maps')
  await eventually(() => expect(worded(person)).toMatch(/right maps/))
  town.priya.deletes(thread.channel, ts)
  await eventually(() => expect(pictures(person)).toBe(0))
})

test('after 48 hours Telegram lets nothing be taken out, and the thread says so', async () => {
  const { person, thread, ts } = await answered('telegram', 'Eva', 'From ten to four.')
  if ('chat' in person) for (const message of person.chat) Object.assign(message, { date: message.date - 49 * 3_600 })
  town.priya.deletes(thread.channel, ts)
  await eventually(() =>
    expect(thread.posts().join('\n')).toMatch(/deleted a reply, but Eva still has it: Telegram no longer/),
  )
  expect(person.heard().at(-1)).toContain('From ten to four.')
})

test('a change that the network refuses is told: the resident still has the words from before', async () => {
  const { person, thread, ts } = await answered('discord', 'Fay', 'From ten to for.')
  town.discord.faults.on('PATCH /channels/:id/messages/:id', { kind: 'refuse', error: '10008' }, 1)
  town.priya.edits(thread.channel, ts, 'From ten to four.')
  await eventually(() => expect(thread.posts().join('\n')).toMatch(/Discord did not take the change: fay still has/i))
  await marked(thread, ts, MARK.failed)
  expect(person.heard().at(-1)).toContain('to for.')
})

test('edited while it is on its way: what arrives last is what stands in Slack', async () => {
  const person = town.telegram.addPerson({ firstName: 'Gil', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(person))
  town.telegram.faults.on('sendMessage', { kind: 'status', status: 429, retryAfterS: 1 }, 1)
  const ts = writes(town.priya, thread, 'one')
  town.priya.edits(thread.channel, ts, 'two')
  town.priya.edits(thread.channel, ts, 'three')
  await hears(person, /three$/)
  await marked(thread, ts, MARK.sent)
  expect(stands(person)).toHaveLength(1)
})

test('deleted while the network is away: it is never sent', async () => {
  const person = town.telegram.addPerson({ firstName: 'Hal', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(person))
  town.telegram.faults.on('sendMessage', { kind: 'status', status: 429, retryAfterS: 2 }, 1)
  const ts = writes(town.priya, thread, 'Never mind')
  await eventually(async () => {
    const { rows } = await waitingOf(ts)
    expect(rows).toBe(1)
  })
  town.priya.deletes(thread.channel, ts)
  await eventually(async () => expect(await stateOf(ts)).toBe('undone'))
  const next = writes(town.priya, thread, 'What counts')
  await hears(person, /What counts/)
  await marked(thread, next, MARK.sent)
  expect(person.heard().join(' ')).not.toContain('Never mind')
})

test('links that Slack unfolds, and changes by our own hand, change nothing', async () => {
  const { person, thread, ts } = await answered('telegram', 'Ida', 'See https://example.org/hours')
  const channel = town.slack.channels.find(c => c.id === thread.channel)!
  const message = channel.messages.find(m => m.ts === ts)!
  const unfolded = { ...message, attachments: [{ from_url: 'https://example.org/hours' }] }
  const at = `${Math.floor(Date.now() / 1000)}.000900`
  await town.slack.redeliver({
    ...town.priya.writes(thread.channel, 'note: links', { thread: thread.ts }),
    event_id: 'EvUNFOLDED',
    event: {
      type: 'message',
      subtype: 'message_changed',
      hidden: true,
      channel: thread.channel,
      message: unfolded,
      previous_message: message,
      ts: at,
      event_ts: at,
    },
  })
  const next = writes(town.priya, thread, 'And this.')
  await marked(thread, next, MARK.sent)
  expect(person.heard().join(' ')).not.toContain('corrected')
})

async function stateOf(ts: string): Promise<string> {
  const { state } = await town.connections.db
    .selectFrom('replies')
    .select('state')
    .where('ts', '=', ts)
    .executeTakeFirstOrThrow()
  return state
}

/** Rows of the outbox that nobody has in hand, for this reply. */
async function waitingOf(ts: string) {
  const { db } = town.connections
  const { id } = await db.selectFrom('replies').select('id').where('ts', '=', ts).executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('outbox')
    .select('purpose')
    .where('settled_at', 'is', null)
    .where('claimed_by', 'is', null)
    .execute()
  return { rows: rows.filter(row => row.purpose && 'replyId' in row.purpose && row.purpose.replyId === id).length }
}

/** The words that stand there, captions too. */
function worded(person: TelegramPerson | DiscordPerson): string {
  const all = 'chat' in person ? person.chat.map(m => m.text ?? m.caption ?? '') : person.dm.map(m => m.content)
  const from = all.findIndex(words => words.includes('reference is'))
  return all.slice(from + 1).join('\n')
}

function pictures(person: TelegramPerson | DiscordPerson): number {
  return 'chat' in person
    ? person.chat.filter(m => m.photo).length
    : person.dm.reduce((sum, m) => sum + m.attachments.length, 0)
}
