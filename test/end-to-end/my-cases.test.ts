/**
 * One's own cases, in the chat: looked at, added to, taken back, opened again; replies, edits and deletions.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { addressOf } from '../../src/core/network.ts'
import { ownCase } from '../../src/store/own-cases.ts'
import { setsStatus, showsOnCard } from '../support/cards.ts'
import { picture } from '../support/pictures.ts'
import { asksQuestion, commands, hears, type Thread, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const DAY_MS = 86_400_000
const NETWORKS = ['telegram', 'discord'] as const

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

function someone(network: (typeof NETWORKS)[number], name = 'Ana') {
  return network === 'telegram'
    ? town.telegram.addPerson({ firstName: name, languageCode: 'en' })
    : town.discord.addPerson({ username: name.toLowerCase(), globalName: name, locale: 'en-GB' })
}

/** The id of the first message with these words, whoever's it is. */
function idOf(person: TelegramPerson | DiscordPerson, words: string): string {
  const all =
    'chat' in person
      ? person.chat.map(m => ({ id: String(m.message_id), words: m.text ?? '' }))
      : person.dm.map(m => ({ id: m.id, words: m.content }))
  return all.find(m => m.words.includes(words))!.id
}

function replies(person: TelegramPerson | DiscordPerson, to: string, words: string) {
  return 'chat' in person
    ? person.says(words, { replyTo: Number(idOf(person, to)) })
    : person.says(words, { replyTo: idOf(person, to) })
}

function edits(person: TelegramPerson | DiscordPerson, words: string, instead: string) {
  return 'chat' in person
    ? person.edits(Number(idOf(person, words)), instead)
    : person.edits(idOf(person, words), instead)
}

const saysInThread = (thread: Thread, words: RegExp) =>
  eventually(() => expect(thread.posts().join('\n')).toMatch(words))

test.each(NETWORKS)('on %s: the list, one in full, something added, taken back', async network => {
  const ana = someone(network)
  commands(ana, 'cases')
  await hears(ana, /You have not sent us anything yet/)
  const reference = await asksQuestion(ana)
  const thread = await threadOf(town, reference)
  const { event: written } = town.priya.writes(thread.channel, 'From ten to four.\nCome in.', { thread: thread.ts })
  await hears(ana, /From ten to four/)
  await eventually(() => expect(thread.marks(String(written.ts))).toContain('white_check_mark'))
  ana.says('my cases')
  await hears(ana, new RegExp(`${reference}[\\s\\S]*Sent[\\s\\S]*Priya, [^\\n]*“From ten to four\\.”`))
  ana.taps(`${reference}: When does the library open on Sundays?`)
  await hears(ana, /Question:[\s\S]*Next:.* aims to settle it by[\s\S]*Come in/)
  ana.taps('Add something')
  await hears(ana, /What would you like to add/)
  ana.says('Is there a lift?')
  await hears(ana, /Passed on to .*Send more/)
  await saysInThread(thread, /Is there a lift\?/)
  if ('sendsPhoto' in ana) {
    ana.sendsPhoto(await picture())
    await eventually(() =>
      expect(town.slack.channels.find(c => c.id === thread.channel)!.messages.at(-1)?.files).toHaveLength(1),
    )
  }
  ana.says('Done')
  await hears(ana, /What else would you like to do/)

  commands(ana, 'cases')
  await hears(ana, /You, .*“/)
  ana.says(reference)
  await hears(ana, /Question:/)
  ana.says('Withdraw it')
  await hears(ana, /Nobody will work on it any more/)
  ana.taps('Yes, withdraw it')
  await hears(ana, new RegExp(`^\\W*${reference}\\W* is withdrawn`))
  await saysInThread(thread, /Ana\s+withdrew it/)
  await showsOnCard(town, thread, /Status\s*: Withdrawn/)
  commands(ana, 'cases')
  await hears(ana, /Withdrawn/)
})

test.each(NETWORKS)(
  'on %s: what is not right is opened again; after 14 days it goes on as a new one',
  async network => {
    const ana = someone(network)
    const reference = await asksQuestion(ana, 'Who mends the swing?')
    const thread = await threadOf(town, reference)
    await setsStatus(town, thread, { choice: 'fixed' })
    await hears(ana, /your question is answered/)
    const before = await due(reference)
    // A week has working days, whenever it begins.
    town.advance(7 * DAY_MS)
    ana.says(reference)
    await hears(ana, /Answered/)
    ana.taps('It’s not answered')
    await hears(ana, /What is not right about/)
    ana.says('Nobody came')
    await hears(ana, /is open again/)
    await saysInThread(thread, /Ana\s+says that it is not right, and opened it again:\s+Nobody came/)
    await showsOnCard(town, thread, /Status\s*: Reopened/)
    const after = await due(reference)
    expect(after.fix_due_at.getTime()).toBeGreaterThan(before.fix_due_at.getTime())
    expect(after.answered_at).toBeNull()

    await setsStatus(town, thread, { choice: 'fixed' })
    await eventually(async () => expect((await due(reference)).status).toBe('fixed'))
    town.advance(15 * DAY_MS)
    ana.says(reference)
    await hears(ana, /Answered/)
    ana.taps('It’s not answered')
    await hears(ana, /more than 14 days ago[\s\S]*What would you like to know/)
    ana.says('And who mends it now?')
    await hears(ana, /What is it about/)
    ana.says('Not sure')
    await hears(ana, /Is this right/)
    ana.says('Send question')
    const next = /HB-\d+/.exec(await hears(ana, /reference is/))![0]
    const there = await threadOf(town, next)
    const card = town.slack.channels.flatMap(c => c.messages).find(m => m.ts === there.ts)!
    expect(wordsOf(card)).toMatch(new RegExp(`Takes up again\\s*: ${reference}`))
    await saysInThread(thread, new RegExp(`It goes on as\\s+${next}`))
  },
)

test.each(NETWORKS)('on %s: a reply goes to its case; an edit is shown old and new, and kept', async network => {
  const ana = someone(network)
  const first = await asksQuestion(ana, 'When does the museum open?')
  const second = await asksQuestion(ana, 'Who cleans the pier?')
  const [one, two] = [await threadOf(town, first), await threadOf(town, second)]
  commands(ana, 'report')
  await hears(ana, /What is the problem/)
  replies(ana, first, 'On Sundays, I mean')
  expect(await hears(ana, /Passed on/)).toMatch(new RegExp(`Passed on to \\W*${first}[\\s\\S]*What is the problem`))
  await saysInThread(one, /On Sundays, I mean/)
  // To one's own words as well.
  replies(ana, 'Who cleans the pier?', 'The old one')
  await saysInThread(two, /The old one/)
  ana.says('Cancel')
  await hears(ana, /Cancelled/)

  edits(ana, 'On Sundays, I mean', 'On Mondays, I mean')
  await saysInThread(one, /Ana\s+changed a message[\s\S]*On Sundays, I mean[\s\S]*Now:[\s\S]*On Mondays, I mean/)
  edits(ana, 'When does the museum open?', 'When does the museum shut?')
  await saysInThread(one, /When does the museum open\?[\s\S]*Now:[\s\S]*When does the museum shut\?/)
  await showsOnCard(town, one, /When does the museum shut\?/)
  const events = await town.connections.db
    .selectFrom('case_events as e')
    .innerJoin('case_event_words as w', 'w.event_id', 'e.id')
    .select('w.words')
    .where('e.kind', '=', 'residentChanged')
    .where('e.case_id', '=', first.split('-')[1]!)
    .orderBy('e.id')
    .execute()
  expect(events.map(e => e.words)).toMatchObject([
    { before: { text: 'On Sundays, I mean' }, text: { text: 'On Mondays, I mean' } },
    { before: { text: 'When does the museum open?' }, text: { text: 'When does the museum shut?' } },
  ])
  expect(ana.heard().at(-1)).toMatch(/Cancelled/)
})

test('a reply to any picture of an album that we sent goes to its case', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Mia', languageCode: 'en' })
  const [first, second] = [await asksQuestion(ana, 'Where are the maps?'), await asksQuestion(ana, 'Who has the keys?')]
  const one = await threadOf(town, first)
  await threadOf(town, second)
  const files = await Promise.all(
    ['#208040', '#402080', '#804020'].map(async (colour, n) => ({
      name: `map ${n}.jpg`,
      mediaType: 'image/jpeg',
      bytes: await picture(colour),
    })),
  )
  const { event } = town.priya.writes(one.channel, 'Here are the maps', { thread: one.ts, files })
  await eventually(() => expect(one.marks(String(event.ts))).toEqual(['white_check_mark']))
  const album = ana.chat.filter(({ media_group_id }) => media_group_id !== undefined)
  expect(album).toHaveLength(3)
  for (const [n, { message_id }] of album.entries()) {
    ana.says(`About picture ${n}`, { replyTo: message_id })
    await saysInThread(one, new RegExp(`About picture ${n}`))
  }
})

test('on Discord, a deleted message is told in the thread, also where we have just been started', async () => {
  const ben = town.discord.addPerson({ username: 'ben', globalName: 'Ben', locale: 'en-GB' })
  const reference = await asksQuestion(ben, 'May one swim here?')
  const thread = await threadOf(town, reference)
  ben.says('My number is 01632 960 000')
  await saysInThread(thread, /01632/)
  await town.stop()
  await town.start()
  ben.deletes(idOf(ben, '01632'))
  await saysInThread(thread, /Ben\s+deleted a message on\s+Discord/)
  ben.says(reference)
  expect(await hears(ben, /Last word/)).not.toContain('01632')
})

test("another's case is not found, neither by its reference nor in the database", async () => {
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const ben = town.telegram.addPerson({ firstName: 'Benno', languageCode: 'en' })
  const reference = await asksQuestion(ana, 'Where is the key?')
  commands(ben, 'cases')
  await hears(ben, /not sent us anything/)
  ben.says(reference)
  expect(await hears(ben, /I cannot find that one among yours/)).not.toContain('key')
  const { db } = town.connections
  const id = reference.split('-')[1]!
  expect(await ownCase(db, addressOf('telegram', ben.user.id), id)).toBeUndefined()
  expect(await ownCase(db, addressOf('telegram', ana.user.id), id)).toMatchObject({ own: true, alone: true })
})

async function due(reference: string) {
  return town.connections.db
    .selectFrom('cases')
    .select(['fix_due_at', 'answered_at', 'status'])
    .where('id', '=', reference.split('-')[1]!)
    .executeTakeFirstOrThrow()
}
