/**
 * For some seconds a reply waits: it can be taken back, changed and deleted, and outlives the process meanwhile.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { choosesInMenu, showsOnCard, whispersTo } from '../support/cards.ts'
import { placeWith } from '../support/places.ts'
import { startProcess } from '../support/process.ts'
import { MARK, marked, pressesWhisper, writes } from '../support/replies.ts'
import { asksQuestion, hears, type Thread, threadOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const UNDO_MS = 60_000
const cleanUp = new AsyncDisposableStack()
let town: Town

beforeAll(async () => {
  const place = cleanUp.use(await placeWith('undoSeconds: 10', 'undoSeconds: 60'))
  town = cleanUp.use(await startTown({ placeFile: place.file }))
})
afterAll(() => cleanUp.disposeAsync())

async function caseOf(firstName: string, network: 'telegram' | 'discord' = 'telegram') {
  const person =
    network === 'telegram'
      ? town.telegram.addPerson({ firstName, languageCode: 'en' })
      : town.discord.addPerson({ username: firstName.toLowerCase(), locale: 'en-GB' })
  return { person, thread: await threadOf(town, await asksQuestion(person)) }
}

test.each(['telegram', 'discord'] as const)(
  '%s: it goes when its seconds are over, and holds nothing else back',
  async network => {
    const { person, thread } = await caseOf('Ana', network)
    const ts = writes(town.priya, thread, 'From ten to four.')
    await marked(thread, ts, MARK.underWay)
    await eventually(() => expect(whispersTo(town, town.priya).at(-1)).toMatch(/Goes to \w+ in 60 s\./i))
    // The bot goes on talking with the same person meanwhile.
    await asksQuestion(person, 'And on Mondays?')
    expect(person.heard().join('\n')).not.toContain('From ten to four')
    town.advance(UNDO_MS)
    await hears(person, /Priya, Front desk\W+HB-\d+\nFrom ten to four\./)
    await marked(thread, ts, MARK.sent)
  },
)

test('Undo takes it back, once; afterwards it can be sent after all', async () => {
  const { person, thread } = await caseOf('Bea')
  const ts = writes(town.priya, thread, 'Closed on Sundays.')
  await pressesWhisper(town, town.priya, thread, 'undo-reply', /Goes to Bea/)
  await marked(thread, ts, MARK.undone)
  await pressesWhisper(town, town.priya, thread, 'undo-reply', /Goes to Bea/)
  await eventually(() => expect(whispersTo(town, town.priya).at(-1)).toBe('That was settled already.'))
  town.advance(UNDO_MS)
  const later = writes(town.priya, thread, 'Open on Sundays.')
  await marked(thread, later, MARK.underWay)
  town.advance(UNDO_MS)
  await hears(person, /Open on Sundays/)
  expect(person.heard().join('\n')).not.toContain('Closed on Sundays')

  await pressesWhisper(town, town.priya, thread, 'send-asked', /nobody got it/)
  await marked(thread, ts, MARK.underWay)
  town.advance(UNDO_MS)
  await hears(person, /Closed on Sundays/)
})

test('Undo that comes too late says what helps then', async () => {
  const { person, thread } = await caseOf('Cleo')
  writes(town.priya, thread, 'Bring your card.')
  await eventually(() => expect(whispersTo(town, town.priya).at(-1)).toMatch(/Goes to Cleo/))
  town.advance(UNDO_MS)
  await hears(person, /Bring your card/)
  await pressesWhisper(town, town.priya, thread, 'undo-reply', /Goes to Cleo/)
  await eventually(() => expect(whispersTo(town, town.priya).at(-1)).toMatch(/on its way already\. Edit your message/))
})

test('edited meanwhile it goes as it is then; deleted, or made a note, it does not go', async () => {
  const { person, thread } = await caseOf('Dora')
  const deleted = writes(town.priya, thread, 'I think it is closed.')
  const noted = writes(town.priya, thread, 'She has called before.')
  const edited = writes(town.priya, thread, 'From ten to for.')
  for (const ts of [deleted, noted, edited]) await marked(thread, ts, MARK.underWay)
  town.priya.deletes(thread.channel, deleted)
  town.priya.edits(thread.channel, noted, 'note: she has called before.')
  town.priya.edits(thread.channel, edited, 'From *ten* to four.')
  await marked(thread, noted, MARK.undone)
  const versions = () => town.connections.db.selectFrom('reply_versions').select('words').execute()
  await eventually(async () => expect((await versions()).map(v => v.words.text)).toEqual(['From ten to for.']))
  town.advance(UNDO_MS)
  await hears(person, /From ten to four\./)
  expect(person.heard().join('\n')).not.toMatch(/corrected|I think|called before/)
})

test('replies of one case keep their order', async () => {
  const { person, thread } = await caseOf('Eva')
  const words = ['First.', 'Second.', 'Third.']
  for (const each of words) writes(town.priya, thread, each)
  await eventually(() => expect(whispersTo(town, town.priya).filter(w => w.includes('to Eva'))).toHaveLength(3))
  town.advance(UNDO_MS)
  await hears(person, /Third/)
  expect(
    person
      .heard()
      .slice(-3)
      .map(heard => heard.split('\n')[1]),
  ).toEqual(words)
})

test('several follow the case: the card and the whisper say so', async () => {
  const { person, thread } = await caseOf('Gus')
  const ida = town.telegram.addPerson({ firstName: 'Ida', languageCode: 'en' })
  const merged = await threadOf(town, await asksQuestion(ida))
  const reference = /HB-\d+/.exec(person.heard().join('\n'))![0]
  await choosesInMenu(town, town.priya, merged, 'merge')
  await town.priya.looksUp('view', 'into', reference)
  await town.priya.submits({ into: reference.split('-')[1]! })
  await showsOnCard(town, thread, /What you write in this thread goes to Gus and 1 other\./)
  const ts = writes(town.priya, thread, 'It is mended tomorrow.')
  await marked(thread, ts, MARK.underWay)
  await eventually(() => expect(whispersTo(town, town.priya).at(-1)).toMatch(/^Goes to Gus and 1 other in 60 s\./))
  town.advance(UNDO_MS)
  for (const each of [person, ida]) await hears(each, /mended tomorrow/)
})

/** Waits until these words are to be approved, and approves them. */
async function approves(user: SlackUser, { channel, ts }: Thread, words: string): Promise<void> {
  const question = await eventually(() => {
    const posts = town.slack.channels.find(one => one.id === channel)!.messages
    const found = posts.findLast(m => m.thread_ts === ts && buttonsOf(m).some(button => button.label === 'Approve'))
    expect(JSON.stringify(found)).toContain(words)
    return found!
  })
  user.presses(channel, question.ts, 'approve-reply')
}

test('approved, it waits its seconds too: taken back or edited in them, it has to be approved again', async () => {
  const { person, thread } = await caseOf('Jan')
  const staff = (id: string, name: string) => town.slack.addUser({ id, name, kind: 'member' })
  const [lea, tim] = [staff('U0LEAD', 'Lea'), staff('U0TRAINEE', 'Tim')]
  for (const user of [lea, tim]) town.slack.join(user, thread.channel)
  const ts = writes(tim, thread, 'From ten to for.')
  await marked(thread, ts, MARK.draft)
  await approves(lea, thread, 'From ten to for.')
  await marked(thread, ts, MARK.underWay)
  for (const user of [lea, tim])
    await eventually(() => expect(whispersTo(town, user).at(-1)).toMatch(/^Goes to Jan in 60 s\./))
  await pressesWhisper(town, tim, thread, 'undo-reply', /Goes to Jan/)
  await marked(thread, ts, MARK.undone)
  await pressesWhisper(town, tim, thread, 'send-asked', /nobody got it/)
  await marked(thread, ts, MARK.draft)
  await approves(lea, thread, 'From ten to for.')
  await marked(thread, ts, MARK.underWay)
  tim.edits(thread.channel, ts, 'From ten to four.')
  await marked(thread, ts, MARK.draft)
  town.advance(UNDO_MS)
  await approves(lea, thread, 'From ten to four.')
  await marked(thread, ts, MARK.underWay)
  town.advance(UNDO_MS)
  await hears(person, /From ten to four\./)
  await marked(thread, ts, MARK.sent)
  expect(person.heard().join('\n')).not.toContain('ten to for.')
})

test('kill -9 while it waits: it goes once, when its time has come', async () => {
  await using place = await placeWith('undoSeconds: 10', 'undoSeconds: 60')
  await using other = await startTown({ placeFile: place.file, started: false })
  const folkmoot = await startProcess(other.env)
  const ana = other.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(other, await asksQuestion(ana))
  const ts = writes(other.priya, thread, 'From ten to four.')
  await marked(thread, ts, MARK.underWay)
  await folkmoot.kill()
  expect(ana.heard().at(-1)).not.toMatch(/ten to four/)
  await other.connections.db.updateTable('replies').set({ send_at: new Date() }).execute()
  await using first = await startProcess(other.env, { ready: false })
  await using second = await startProcess(other.env, { ready: false })
  expect(first.url).not.toBe(second.url)
  await hears(ana, /ten to four/)
  await marked(thread, ts, MARK.sent)
  expect(ana.heard().filter(heard => heard.includes('ten to four'))).toHaveLength(1)
})
