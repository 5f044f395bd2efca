/**
 * A reply that was overtaken, or holds what is not for the resident, asks its author first: nobody else, and once.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { colleague, opensForm, whispersTo } from '../support/cards.ts'
import { placeWithAll } from '../support/places.ts'
import { eventsOfReply, MARK, marked, pressesWhisper, writes } from '../support/replies.ts'
import { asksQuestion, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const cleanUp = new AsyncDisposableStack()
let town: Town

beforeAll(async () => {
  const place = cleanUp.use(
    await placeWithAll(
      ['collisionSeconds: 20', 'collisionSeconds: 20'],
      ['gis.harbourside.example', 'maps.harbourside.example'],
    ),
  )
  town = cleanUp.use(await startTown({ placeFile: place.file }))
})
afterAll(() => cleanUp.disposeAsync())

async function caseOf(firstName: string, network: 'telegram' | 'discord' = 'telegram') {
  const person =
    network === 'telegram'
      ? town.telegram.addPerson({ firstName, languageCode: 'en' })
      : town.discord.addPerson({ username: firstName, locale: 'en-GB' })
  const thread = await threadOf(town, await asksQuestion(person))
  return { person, thread, tom: colleague(town, thread, `Tom of ${firstName}`) }
}

const newest = () => whispersTo(town, town.priya).at(-1) ?? ''

test.each(['telegram', 'discord'] as const)('%s: what the resident wrote just before is shown first', async network => {
  const { person, thread } = await caseOf('Ana', network)
  person.says('No, forget it, I found the hours')
  await eventually(() => expect(thread.posts().join('\n')).toContain('forget it'))
  const ts = writes(town.priya, thread, 'From ten to four.')
  await marked(thread, ts, MARK.asked)
  expect(newest()).toMatch(/Not sent to Ana yet[\s\S]*Ana wrote meanwhile:[\s\S]*forget it, I found the hours/)
  expect(person.heard().join('\n')).not.toContain('From ten to four')
  await pressesWhisper(town, town.priya, thread, 'send-held', /to Ana yet/)
  await hears(person, /From ten to four/)
  await pressesWhisper(town, town.priya, thread, 'discard-held', /to Ana yet/)
  await eventually(() => expect(newest()).toBe('That was settled already.'))
  await marked(thread, ts, MARK.sent)
  expect(await eventsOfReply(town, ts)).toMatchObject([
    { kind: 'held', actor: town.priya.id, detail: { guards: ['newer'], version: 1 } },
    { kind: 'sentAllTheSame', actor: town.priya.id, detail: { version: 1 } },
    { kind: 'replied' },
    { kind: 'delivered' },
  ])
})

test('a colleague’s reply of the last seconds counts, one’s own and an older one do not', async () => {
  const { person, thread, tom } = await caseOf('Bea')
  writes(tom, thread, 'From nine to five.')
  await hears(person, /nine to five/)
  const second = writes(town.priya, thread, 'From ten to four.')
  await marked(thread, second, MARK.asked)
  expect(newest()).toMatch(/Tom of Bea wrote meanwhile:[\s\S]*From nine to five/)
  await pressesWhisper(town, town.priya, thread, 'discard-held', /to Bea yet/)
  await marked(thread, second, MARK.undone)

  town.advance(20_000)
  writes(town.priya, thread, 'Sundays too.')
  await hears(person, /Sundays too/)
  writes(town.priya, thread, 'And on holidays.')
  await hears(person, /And on holidays/)
})

test('what may leak is marked; changed in Slack it is looked at again, and goes', async () => {
  const { person, thread } = await caseOf('Cleo')
  const ts = writes(town.priya, thread, 'Ask Lea on 07700 900123, or look at https://maps.harbourside.example/17.')
  await marked(thread, ts, MARK.asked)
  expect(newest()).toMatch(/There is .*an address of our own network.* in it/)
  expect(newest()).toMatch(/There is .*a telephone number.* in it/)
  expect(newest().replaceAll(' ', '')).toMatch(/»07700900123«[\s\S]*»/)
  town.priya.edits(thread.channel, ts, 'Ask Lea on 07700 900124.')
  await eventually(() => expect(newest().replaceAll(' ', '')).toContain('»07700900124«'))
  // The question before was about other words.
  await pressesWhisper(town, town.priya, thread, 'send-held', /900123/)
  await eventually(() => expect(newest()).toBe('That was settled already.'))
  town.priya.edits(thread.channel, ts, 'Ask the desk on 01632 960000.')
  await hears(person, /Ask the desk on 01632 960000/)
  expect(person.heard().join('\n')).not.toMatch(/07700|maps\./)
})

test('Change… puts other words there, and the thread shows them', async () => {
  const { person, thread, tom } = await caseOf('Dora')
  const ts = writes(town.priya, thread, 'It is HB-9 again, we think.')
  await marked(thread, ts, MARK.asked)
  await pressesWhisper(town, town.priya, thread, 'change-reply', /to Dora yet/)
  await eventually(() => expect(town.priya.view?.view.title.text).toMatch(/^Change HB-/))
  await town.priya.submits({ words: '' }).catch(() => undefined)
  await town.priya.submits({ words: 'It is the same as last year.' })
  await hears(person, /It is the same as last year/)
  await eventually(() =>
    expect(thread.posts().join('\n')).toMatch(/Priya changed the reply to Dora:[\s\S]*same as last year/),
  )
  await marked(thread, ts, MARK.sent)
  expect(person.heard().join('\n')).not.toContain('HB-9 ')
  expect(tom.view).toBeUndefined()
})

test('a stretch of a note is kept back, and kept as a note where its author says so', async () => {
  const { person, thread } = await caseOf('Eva')
  const note = writes(town.priya, thread, 'note: she rings every single week about the same lamp')
  await marked(thread, note, MARK.note)
  const ts = writes(town.priya, thread, 'I see: she rings every single week about it.')
  await marked(thread, ts, MARK.asked)
  expect(newest()).toMatch(/something from a note/)
  await pressesWhisper(town, town.priya, thread, 'keep-asked', /to Eva yet/)
  await marked(thread, ts, MARK.note)
  expect(person.heard().join('\n')).not.toContain('every single week')
})

test('an edit after it went out is looked at as well; discarded, the resident keeps what they have', async () => {
  const { person, thread } = await caseOf('Fay')
  const ts = writes(town.priya, thread, 'Please ring the desk.')
  await hears(person, /ring the desk/)
  await marked(thread, ts, MARK.sent)
  town.priya.edits(thread.channel, ts, 'Please ring 07700 900125.')
  await marked(thread, ts, MARK.asked)
  await pressesWhisper(town, town.priya, thread, 'discard-held', /to Fay yet/)
  await marked(thread, ts, MARK.sent)
  const row = await town.connections.db
    .selectFrom('replies')
    .select(['state', 'words'])
    .where('ts', '=', ts)
    .executeTakeFirstOrThrow()
  expect(row).toMatchObject({ state: 'sent', words: { text: 'Please ring the desk.' } })
  town.priya.edits(thread.channel, ts, 'Please ring the front desk.')
  await hears(person, /corrected\nPlease ring the front desk\./)
  expect(person.heard().join('\n')).not.toContain('900125')
})

test('a form: what came since it was opened is shown, and a question’s answers are looked at as its words are', async () => {
  const { person, thread } = await caseOf('Hana')
  await opensForm(town.priya, thread, 'answer')
  person.says('Do not hurry, I rang them')
  await eventually(() => expect(thread.posts().join('\n')).toContain('I rang them'))
  town.advance(60_000)
  await town.priya.submits({ kind: 'thanks', words: 'We will ring them.' })
  await pressesWhisper(town, town.priya, thread, 'discard-held', /Hana wrote meanwhile:[\s\S]*I rang them/)

  town.advance(60_000)
  await opensForm(town.priya, thread, 'askResident')
  await town.priya.submits({ words: 'Whom shall we ring?', choices: 'Lea\n07700 900130' })
  await eventually(() => expect(newest().replaceAll(' ', '')).toContain('»07700900130«'))
  await pressesWhisper(town, town.priya, thread, 'send-held', /telephone number/)
  await hears(person, /Whom shall we ring/)
  expect(person.heard().join('\n')).not.toContain('We will ring them')
})

test('words that go out with a status: the form shows what is in them, and sends those all the same', async () => {
  const { person, thread } = await caseOf('Kay')
  await opensForm(town.priya, thread, 'status')
  const form = () => JSON.stringify(town.priya.view?.view)
  await town.priya.submits({ choice: 'closed.noFurtherAction', words: 'Lea decides that: 07700 900140.' })
  expect(form()).toMatch(/There is a telephone number in it[\s\S]*»07700 900140«/)
  expect(form()).toContain('Send all the same')
  // What was shown were other words.
  await town.priya.submits({ words: 'Lea decides that: 07700 900141.' })
  expect(form()).toContain('»07700 900141«')
  expect(person.heard().join('\n')).not.toContain('Lea decides')
  await town.priya.submits()
  expect(town.priya.view).toBeUndefined()
  await hears(person, /Lea decides that: 07700 900141\./)
  const { db } = town.connections
  const events = db.selectFrom('case_events').select(['actor', 'detail']).where('kind', '=', 'sentAllTheSame')
  const [last] = await events.orderBy('id', 'desc').limit(1).execute()
  expect(last).toEqual({ actor: town.priya.id, detail: { guards: ['phone'] } })
})

test('a change of what went out is asked about where the resident wrote just before it', async () => {
  const { person, thread } = await caseOf('Ivo')
  const ts = writes(town.priya, thread, 'From nine to five.')
  await marked(thread, ts, MARK.sent)
  person.says('So I come at half past four')
  await eventually(() => expect(thread.posts().join('\n')).toContain('half past four'))
  town.priya.edits(thread.channel, ts, 'From nine to four.')
  await marked(thread, ts, MARK.asked)
  await pressesWhisper(town, town.priya, thread, 'send-held', /Ivo wrote meanwhile:[\s\S]*half past four/)
  await eventually(() => expect(person.heard().join('\n')).toMatch(/corrected\nFrom nine to four\./))
})

test('changed after it failed, it passes the guards before it is tried again', async () => {
  const { person, thread } = await caseOf('Jo')
  if (!('blocks' in person)) throw new Error('this network has nothing to block')
  person.blocks()
  const ts = writes(town.priya, thread, 'Please ring the desk.')
  await marked(thread, ts, MARK.failed)
  const failure = await eventually(() => {
    const { messages } = town.slack.channels.find(c => c.id === thread.channel)!
    const found = messages.find(
      m => m.thread_ts === thread.ts && JSON.stringify(m.blocks ?? []).includes('retry-reply'),
    )
    expect(found).toBeDefined()
    return found!
  })
  town.priya.edits(thread.channel, ts, 'Please ring 07700 900131.')
  await eventually(async () => expect((await eventsOfReply(town, ts)).at(-1)).toMatchObject({ kind: 'edited' }))
  person.unblocks()
  town.priya.presses(thread.channel, failure.ts, 'retry-reply')
  await marked(thread, ts, MARK.asked)
  expect(person.heard().join('\n')).not.toContain('900131')
  await pressesWhisper(town, town.priya, thread, 'send-held', /telephone number/)
  await hears(person, /Please ring 07700 900131\./)
})

test('only its author decides: a colleague’s forged press is told so', async () => {
  const { person, thread, tom } = await caseOf('Gil')
  const ts = writes(town.priya, thread, 'Ring 07700 900126.')
  await marked(thread, ts, MARK.asked)
  const whisper = town.slack.ephemerals.findLast(
    e => e.user === town.priya.id && JSON.stringify(e.message).includes('900126'),
  )!
  const press = town.priya.presses(thread.channel, whisper.message.ts, 'discard-held')
  await marked(thread, ts, MARK.undone)
  const [action] = press.actions
  const again = writes(town.priya, thread, 'Ring 07700 900127.')
  await marked(thread, again, MARK.asked)
  const { db } = town.connections
  const { id } = await db.selectFrom('replies').select('id').where('ts', '=', again).executeTakeFirstOrThrow()
  const at = `${Math.floor(Date.now() / 1000)}.000077`
  await town.slack.redeliver({
    ...press,
    user: Object.assign({}, press.user, { id: tom.id }),
    actions: [{ ...action, action_id: 'send-held', value: `${id}:1`, action_ts: at }],
  })
  await eventually(() => expect(whispersTo(town, tom).at(-1)).toMatch(/^Only Priya can decide about this/))
  expect(person.heard().join('\n')).not.toContain('900127')
})
