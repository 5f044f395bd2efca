/**
 * *Make this a case*: what staff bring in themselves, for people who have no chat with us.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { choosesInMenu, labelsOn, opensForm, setsStatus, showsOnCard, whispersTo } from '../support/cards.ts'
import { asksQuestion, hears, type Thread, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const NOBODY = 'There is nobody to reach here: staff brought this case in, and there is no chat with the person.'

let town: Town
let desk: string
beforeAll(async () => {
  town = await startTown()
  desk = town.place.departments.get(town.place.frontDesk)!.channel
})
afterEach(() => {
  while (town.priya.view) town.priya.dismisses()
})
afterAll(() => town[Symbol.asyncDispose]())

const stateOf = (key: string) =>
  Object.values(town.priya.view?.state ?? {}).flatMap(block => (key in block ? [block[key]] : []))[0]

async function usesShortcut(words: string, { user = town.priya, channel = desk, thread = '' } = {}) {
  const { event } = user.writes(channel, words, thread === '' ? {} : { thread })
  await user.usesShortcut('bringIn', { channel, ts: String(event.ts) })
  return String(event.ts)
}

const formOpen = () => eventually(() => expect(town.priya.view?.view.title.text).toBe('Make this a case'))

/** @returns The new case. */
async function bringsIn(words: string, filled: Readonly<Record<string, string>> = {}) {
  await usesShortcut(words)
  await formOpen()
  const before = whispersTo(town, town.priya).length
  await town.priya.submits(filled)
  expect(town.priya.view).toBeUndefined()
  const told = await eventually(() => {
    const newest = whispersTo(town, town.priya).slice(before).join()
    expect(newest).toMatch(/HB-\d+\s+is open/)
    return newest
  })
  const reference = /HB-\d+/.exec(told)![0]
  return { reference, id: reference.slice(3), thread: await threadOf(town, reference) }
}

const wrote = async (thread: Thread, words: string) => {
  const before = whispersTo(town, town.priya).length
  const ts = String(town.priya.writes(thread.channel, words, { thread: thread.ts }).event.ts)
  return { ts, whispers: () => whispersTo(town, town.priya).slice(before).join() }
}
const count = async () =>
  Number(
    (
      await town.connections.db
        .selectFrom('cases')
        .select(q => q.fn.countAll().as('n'))
        .executeTakeFirstOrThrow()
    ).n,
  )

test('a message becomes a case: the right channel, who brought it in, its clocks, and nobody is told', async () => {
  await usesShortcut(`Mrs Quill rang <@${town.priya.id}>: pothole by the *school*`)
  await formOpen()
  expect(stateOf('words')).toMatchObject({ value: 'Mrs Quill rang @Priya: pothole by the school' })
  town.priya.dismisses()

  const { id, thread } = await bringsIn('Pothole by the school', {
    category: 'pothole',
    where: 'Mill Lane 4',
    name: 'Agatha Quill',
    phone: '555 0199',
  })
  expect(thread.channel).toBe(town.place.departments.get('highways')!.channel)
  await showsOnCard(town, thread, /Pothole by the school/)
  await showsOnCard(town, thread, /From\s*:\s+Somebody.*Only for staff\s*:\s+Name: Agatha Quill\s+Telephone: 555 0199/s)
  await showsOnCard(town, thread, /Mill Lane 4.*Brought in by\s*:\s+Priya.*First reply due.*To be settled by/s)
  await showsOnCard(town, thread, /there is no chat with the person/)
  expect(labelsOn(town, thread).join()).not.toMatch(/Answer|Ask/)

  const { db } = town.connections
  const row = await db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ address: null, brought_by: town.priya.id, kind: 'report', department: 'highways' })
  expect(row.reply_due_at.getTime()).toBeGreaterThan(row.opened_at.getTime())
  const events = await db
    .selectFrom('case_events')
    .select(['actor', 'kind', 'detail'])
    .where('case_id', '=', id)
    .execute()
  expect(events[0]).toMatchObject({ actor: town.priya.id, kind: 'opened', detail: { source: 'staff' } })
  expect(await db.selectFrom('followers').select('how').where('case_id', '=', id).execute()).toEqual([])
  const sent = await db.selectFrom('outbox').select('network').where('network', '<>', 'slack').execute()
  expect(sent).toEqual([])

  const finds = async (words: string) => {
    const before = whispersTo(town, town.priya).length
    await town.priya.runs(`/moot find ${words}`, desk)
    return eventually(() => {
      const answer = whispersTo(town, town.priya).slice(before).join()
      expect(answer).not.toBe('')
      return answer
    })
  }
  expect(await finds('pothole school')).toContain(`HB-${id}`)
  for (const who of ['Agatha', 'Quill', 'Telephone 555']) expect(await finds(who)).toMatch(/No case/)
})

test('a message in a thread will do, and with no category the department of the channel takes it', async () => {
  const ts = await usesShortcut('Somebody came by')
  await formOpen()
  town.priya.dismisses()
  await usesShortcut('About the opening times', { channel: town.place.departments.get('waste')!.channel })
  await formOpen()
  await town.priya.submits({ kind: 'question' })
  const card = await eventually(() => {
    const channel = town.slack.channels.find(c => c.id === town.place.departments.get('waste')!.channel)!
    const found = channel.messages.find(m => /HB-\d+ · Question/.test(wordsOf(m)))
    expect(found).toBeDefined()
    return found!
  })
  expect(wordsOf(card)).toContain('About the opening times')
  await usesShortcut('and the bins', { thread: ts })
  await formOpen()
})

test('what is written to nobody is kept as a note, and its author is told; so say the forms', async () => {
  const { id, thread } = await bringsIn('Light is out')
  const { ts, whispers } = await wrote(thread, 'We are on our way.')
  await eventually(() => expect(whispers()).toMatch(/nobody to reach in\s+HB-\d+.*kept as a note/s))
  await eventually(() => expect(thread.marks(ts)).toEqual(['memo']))
  const doubtful = await wrote(thread, 'notes; she is angry')
  await eventually(() => expect(doubtful.whispers()).toMatch(/kept as a note/))
  const noted = await wrote(thread, 'note: rings back on Monday')
  await eventually(() => expect(thread.marks(noted.ts)).toEqual(['memo']))
  expect(noted.whispers()).toBe('')
  const replies = await town.connections.db.selectFrom('replies').select('state').where('case_id', '=', id).execute()
  expect(replies.map(reply => reply.state)).toEqual(['note', 'note', 'note'])

  await town.priya.usesShortcut('answer', { channel: thread.channel, ts })
  await eventually(() => expect(whispersTo(town, town.priya)).toContain(NOBODY))
  expect(town.priya.view).toBeUndefined()
})

test('the form of a status promises nobody anything', async () => {
  const { thread } = await bringsIn('The gate of the playground does not close.')
  const view = await opensForm(town.priya, thread, 'status')
  const words = JSON.stringify(view.view.blocks)
  expect(words).toContain('They stand in the thread after your words.')
  expect(words).not.toMatch(/Words for|gets them/)
})

test('a status tells nobody, asks nobody whether it helped, and the thread says so', async () => {
  const { id, thread } = await bringsIn('Bench is broken')
  await setsStatus(town, thread, { choice: 'fixed', words: 'A new plank.' })
  await eventually(() => expect(thread.posts().join('\n')).toMatch(/set it to\s+Fixed.*nobody to tell.*A new plank/s))
  await showsOnCard(town, thread, /Status\s*: Fixed/)
  const { asked_if_helped_at } = await town.connections.db
    .selectFrom('cases')
    .select('asked_if_helped_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(asked_if_helped_at).toBeNull()
})

test('merged either way: who follows hears, and nobody else', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const one = await asksQuestion(ana, 'The swings are broken.')
  const theirs = await threadOf(town, one)
  const away = await bringsIn('Swings, says a caller', { kind: 'question' })
  await choosesInMenu(town, town.priya, away.thread, 'merge')
  await town.priya.looksUp('view', 'into', one)
  await town.priya.submits({ into: one.slice(3) })
  await showsOnCard(town, away.thread, new RegExp(`Goes on as\\s*:\\s+${one}`))
  await wrote(theirs, 'The carpenter comes on Monday.')
  await hears(ana, /The carpenter comes on Monday/)

  const into = await bringsIn('Swings once more', { kind: 'question' })
  await choosesInMenu(town, town.priya, theirs, 'merge')
  await town.priya.looksUp('view', 'into', into.reference)
  await town.priya.submits({ into: into.id })
  await hears(ana, new RegExp(`${one}.*told us about this before.*${into.reference}`))
  await showsOnCard(town, into.thread, /Also told\s*:\s+Ana/)
  await wrote(into.thread, 'It is Tuesday, sorry.')
  await hears(ana, /It is Tuesday, sorry/)
  await opensForm(town.priya, into.thread, 'answer')
  town.priya.fills({ kind: 'thanks', words: 'Thank you, Ana.' })
  town.priya.pressesIn('view', 'preview')
  await eventually(() => expect(wordsOf({ blocks: town.priya.view?.view.blocks })).toMatch(/Message 1 of 1/))
  await town.priya.submits()
  await hears(ana, /Thank you, Ana/)
  await setsStatus(town, into.thread, { choice: 'inProgress' })
  await hears(ana, /is working on it/)
})

test('who may not is told so; what is forged gets a clear answer and opens nothing', async () => {
  const guest = town.slack.addUser({ name: 'Gil', kind: 'guest' })
  town.slack.join(guest, desk)
  await usesShortcut('Let me', { user: guest })
  await eventually(() => expect(whispersTo(town, guest).join()).toMatch(/Only full members/))
  expect(guest.view).toBeUndefined()
  town.slack.addChannel({ id: 'C0LUNCH', name: 'lunch' })
  town.slack.join(town.priya, 'C0LUNCH')
  await usesShortcut('Lunch?', { channel: 'C0LUNCH' })
  await eventually(() => expect(whispersTo(town, town.priya).join()).toMatch(/Only in the channel of a department/))
  expect(town.priya.view).toBeUndefined()

  await usesShortcut('Forge me')
  await formOpen()
  const sent = await town.priya.submits()
  await eventually(() => expect(whispersTo(town, town.priya).at(-1)).toMatch(/is open/))
  const before = await count()
  // the same once more
  expect(await town.slack.interact(sent)).toMatchObject({ taken: true, answer: { response_action: 'clear' } })
  const choice = (key: string, value: unknown) => ({
    [key]: { [key]: { type: 'static_select', selected_option: { value } } },
  })
  const words = (key: string, value: unknown) => ({ [key]: { [key]: { type: 'plain_text_input', value } } })
  const fine = { ...choice('kind', 'report'), ...words('words', 'x') }
  const tom = town.slack.addUser({ name: 'Tom', kind: 'member' })
  const elsewhere = { view: { private_metadata: JSON.stringify({ channel: 'C0LUNCH', value: '' }) } }
  const forged: readonly (readonly [object, RegExp, { readonly user?: object; readonly view?: object }?])[] = [
    [{}, /report or a question.*what it is about/],
    [{ ...fine, ...choice('kind', '__proto__') }, /report or a question/],
    [{ ...fine, ...choice('kind', ['report']) }, /report or a question/],
    [{ ...fine, ...choice('category', 'constructor') }, /category/i],
    [{ ...fine, ...words('words', ' \n ') }, /what it is about/],
    [{ ...fine, ...words('words', { text: 'x' }) }, /what it is about/],
    [{ ...fine, ...words('words', 'x'.repeat(3_001)) }, /under 3000/],
    [{ ...fine, ...words('where', 'x'.repeat(301)) }, /under 300/],
    [{ ...fine, ...words('name', 'x'.repeat(101)) }, /under 100/],
    [{ ...fine, ...words('phone', 'x'.repeat(41)) }, /under 40/],
    [fine, /Only full members/, { user: { id: guest.id } }],
    [fine, /Only full members/, { user: { id: tom.id } }],
    [fine, /Only in the channel of a department/, elsewhere],
  ]
  for (const [n, [values, why, other]] of forged.entries()) {
    const view = { ...sent.view, state: { values }, ...other?.view }
    const user = other?.user ?? sent.user
    const { answer } = await town.slack.interact({ ...sent, user, trigger_id: `3.${n}.aa`, view })
    expect(answer).toMatchObject({ response_action: 'errors' })
    expect(Object.values((answer as { errors: object }).errors).join(' ')).toMatch(why)
  }
  expect(await count()).toBe(before)
})
