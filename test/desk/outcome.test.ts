/**
 * What came of a survey: written in Slack by whoever answers for it, approved by somebody else, changed or put back before
 * that, and told to those who answered. At noon, by a clock of its own.
 */
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import type { SlackMessage } from '../../sandbox/slack/wire.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { whispersTo } from '../support/cards.ts'
import { clockOf, haveAnswered, launches } from '../support/outcomes.ts'
import { addMembers, benches } from '../support/panel.ts'
import { picture } from '../support/pictures.ts'
import { hears, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let clock: Awaited<ReturnType<typeof clockOf>>
let channel: string
let ana: TelegramPerson
let ben: TelegramPerson
let members: readonly string[]
/** An organiser; an admin; who answers for the survey and may nothing else. */
let lea: SlackUser
let omar: SlackUser
let owen: SlackUser

beforeAll(async () => {
  town = await startTown({ started: false })
  channel = town.place.panel!.channel
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  omar = town.slack.addUser({ id: 'U0ADMIN', name: 'Omar', kind: 'member' })
  owen = town.slack.addUser({ id: 'U0OWEN', name: 'Owen', kind: 'member' })
  for (const user of [lea, omar, owen]) town.slack.join(user, channel)
  ana = town.telegram.addPerson({ firstName: 'Ana', started: true })
  ben = town.telegram.addPerson({ firstName: 'Ben', started: true })
  members = await addMembers(town.connections.db, [
    { address: `telegram:${ana.user.id}`, pace: 'topics' },
    { address: `telegram:${ben.user.id}`, language: 'es', pace: 'topics' },
  ])
  clock = await clockOf(town, new Date('2027-03-01T12:00Z'))
  await town.start()
})
afterEach(() => {
  for (const user of [lea, omar, owen, town.priya]) while (user.view) user.dismisses()
})
afterAll(async () => town[Symbol.asyncDispose]())

const posts = (): readonly SlackMessage[] => town.slack.channels.find(({ id }) => id === channel)!.messages
const inThread = (thread: string) => posts().filter(one => one.thread_ts === thread && one.ts !== thread)
const said = (thread: string, words: RegExp) =>
  eventually(() => {
    const found = inThread(thread).findLast(one => words.test(wordsOf(one)))
    expect(found, inThread(thread).map(wordsOf).join(' | ')).toBeDefined()
    return found!
  })
const whispered = (user: SlackUser, words: RegExp) =>
  eventually(() => expect(whispersTo(town, user).join('\n')).toMatch(words))
const opened = (user: SlackUser) => eventually(() => expect(user.view).toBeDefined())
const closed = (user: SlackUser) => eventually(() => expect(user.view).toBeUndefined())
const outcomes = (survey: string) =>
  town.connections.db.selectFrom('outcomes').selectAll().where('survey', '=', survey).orderBy('number').execute()
const stateOf = async (survey: string) => (await outcomes(survey)).at(-1)?.state

/** A survey that Ana and Ben answered. @returns Its thread. */
async function answered(key: string, ...lines: readonly string[]): Promise<string> {
  const thread = await launches(town, benches(town.place, `key: ${key}`, 'owner: U0OWEN', ...lines), clock.now())
  await haveAnswered(town.connections.db, key, members)
  return thread
}

/** Opens the form as a button of the survey does. */
async function opens(user: SlackUser, thread: string): Promise<void> {
  user.presses(channel, thread, 'outcomeSay')
  await opened(user)
}

/** The post that asks for approval. */
const question = (thread: string) =>
  eventually(() => {
    const found = inThread(thread).filter(one => buttonsOf(one).some(({ label }) => label === 'Approve and send'))
    expect(found.length).toBe(1)
    return found[0]!
  })

test('whoever answers for it writes it, somebody else approves it, and those who answered are told in their language', async () => {
  const thread = await answered('told')
  await opens(owen, thread)
  await owen.submits({ kind: 'decided', link: 'http://town.example' })
  expect(owen.view?.errors).toEqual({
    'words-en': 'Please write it in English as well.',
    link: 'Please give a whole link that begins with https://',
  })
  await owen.submits({
    'words-en': 'Ten benches stand *in the park* now.',
    'words-es': 'Diez bancos están en el parque.',
    link: 'https://town.example/benches',
    picture: [{ name: 'bench.jpg', mediaType: 'image/jpeg', bytes: await picture('#33aa77') }],
  })
  await closed(owen)
  const shown = await said(thread, /Owen wrote what came of/)
  expect(wordsOf(shown)).toMatch(
    /English.*You said, we did: Benches.*Ten benches stand \*in the park\* now\..*Read more.*\[ My panel \].*Spanish.*Diez bancos/s,
  )
  const asks = await question(thread)
  expect(wordsOf(asks)).toMatch(/2 people who answered get this as a message/)

  owen.presses(channel, asks.ts, 'outcomeApprove')
  await whispered(owen, /Only organisers of the panel/)
  expect(await stateOf('told')).toBe('asked')
  omar.presses(channel, asks.ts, 'outcomeApprove')
  const english = await hears(ana, /You said, we did: Benches/)
  expect(english).toMatch(/Ten benches stand \*in the park\* now\.\n\nRead more/)
  expect(english).not.toMatch(/answered/)
  await hears(ben, /Usted opinó, esto hicimos: Bancos\n\nDiez bancos están en el parque\.\n\nLeer más/)
  await clock.goTo(new Date(clock.now().getTime() + 11_000))
  await eventually(async () => expect(await stateOf('told')).toBe('told'))
  await eventually(() =>
    expect(wordsOf(posts().find(one => one.ts === asks.ts)!)).toBe(
      'Omar approved it. All told: 2 of 2 got it as a message.',
    ),
  )
  expect(buttonsOf(posts().find(one => one.ts === asks.ts)!)).toEqual([])
  const acts = await town.connections.db
    .selectFrom('survey_events')
    .select(['kind', 'actor', 'detail'])
    .where('survey', '=', 'told')
    .where('kind', 'in', ['outcomeWritten', 'outcomeDeclined', 'outcomeApproved', 'outcomeTold'])
    .orderBy('id')
    .execute()
  expect(acts.map(({ kind, actor }) => `${kind} ${actor}`)).toEqual([
    'outcomeWritten U0OWEN',
    'outcomeApproved U0ADMIN',
    'outcomeTold clock',
  ])
  expect(JSON.stringify(acts)).not.toMatch(/bench|banco/i)
})

test('before it is approved it can be put back and changed; only what was shown last can be approved', async () => {
  const thread = await answered('changed')
  await opens(lea, thread)
  await lea.submits({ kind: 'decided', 'words-en': 'No.' })
  await closed(lea)
  const first = await question(thread)
  const pressed = lea.presses(channel, first.ts, 'outcomeApprove')
  await whispered(lea, /Somebody else has to approve it/)

  omar.presses(channel, first.ts, 'outcomeDecline')
  await opened(omar)
  await omar.submits({ words: 'Say *why*, please.' })
  await closed(omar)
  const why = await said(thread, /Not like this, says Omar:\s+Say \*why\*, please\./)
  await eventually(() => expect(buttonsOf(posts().find(one => one.ts === first.ts)!)).toEqual([]))
  // the button is gone; a press that was under way says what is the case now
  const pressesLate = (n: number) => {
    const actions = pressed.actions.map(action => ({ ...action, action_ts: `1900000000.00010${n}` }))
    const user = { id: omar.id, team_id: 'T0FOLKMOOT' }
    return town.slack.interact({ ...pressed, trigger_id: `7.${n}.aa`, user, actions })
  }
  const refusals = () =>
    whispersTo(town, omar).filter(words => /does not wait for approval any more/.test(words)).length
  await pressesLate(1)
  await eventually(() => expect(refusals()).toBe(1))

  lea.presses(channel, why.ts, 'outcomeChange')
  await opened(lea)
  await opens(owen, thread)
  await lea.submits({ 'words-en': 'No, for the money is not there.' })
  await closed(lea)
  await owen.submits({ 'words-en': 'Maybe.' })
  expect(owen.view?.errors['words-en']).toMatch(/^Lea changed this meanwhile/)
  const second = await question(thread)
  await opens(lea, thread)
  lea.fills({ kind: 'notYet' })
  await eventually(() => expect(JSON.stringify(lea.view?.view.blocks)).toContain('"block_id":"nextBy"'))
  await lea.submits({ nextBy: '2027-03-01' })
  expect(lea.view?.errors).toEqual({ nextBy: 'Please choose a day that is still to come.' })
  await lea.submits({ nextBy: '2027-05-03', 'words-en': 'The council meets in May.' })
  await closed(lea)
  await eventually(() =>
    expect(wordsOf(posts().find(one => one.ts === second.ts)!)).toBe('Lea changed it. It stands anew below.'),
  )
  const third = await question(thread)
  // what he saw then says something else by now
  await pressesLate(2)
  await eventually(() => expect(refusals()).toBe(2))
  // two who press at once: it is approved once
  omar.presses(channel, third.ts, 'outcomeApprove')
  omar.presses(channel, third.ts, 'outcomeApprove')
  expect(await hears(ana, /Not decided yet: Benches/)).toMatch(
    /The council meets in May\.\n\nYou hear more by Monday,? 3 May 2027\./,
  )
  await hears(ben, /Todavía sin decidir: Bancos\n\nThe council meets in May\./)
  expect((await outcomes('changed')).map(({ number, revision, kind }) => [number, revision, kind])).toEqual([
    [1, 3, 'notYet'],
  ])
  const approvals = await town.connections.db
    .selectFrom('survey_events')
    .select('kind')
    .where('survey', '=', 'changed')
    .where('kind', '=', 'outcomeApproved')
    .execute()
  expect(approvals.length).toBe(1)
  expect(ana.heard().filter(text => /The council meets/.test(text)).length).toBe(1)
})

test('nobody waits for a picture with the form open; what is to be seen waits for Slack, whatever it refuses', async () => {
  const { faults } = town.slack
  const thread = await answered('pictured')
  await opens(owen, thread)
  await owen.submits({
    kind: 'decided',
    'words-en': 'Yes.',
    picture: [{ name: 'a.pdf', mediaType: 'application/pdf', bytes: Buffer.from('%PDF-1.7') }],
  })
  expect(owen.view?.errors).toEqual({ picture: 'That is no picture that I can use.' })
  // Slack does not give the file away just now: the form is taken all the same
  faults.on('download', { kind: 'status', status: 503 })
  const bench = { name: 'bench.jpg', mediaType: 'image/jpeg', bytes: await picture('#8844aa') }
  await owen.submits({ picture: [bench] })
  await closed(owen)
  expect(inThread(thread).map(wordsOf).join('\n')).not.toMatch(/wrote what came of/)
  faults.clear()
  faults.on('files.completeUploadExternal', { kind: 'refuse', error: 'invalid_arguments' }, 1)
  const { db } = town.connections
  const refused = await eventually(async () => {
    const row = await db
      .selectFrom('outbox')
      .select(['id', 'settled_at'])
      .where(sql`purpose->>'survey'`, '=', 'pictured')
      .where('attempts', '=', 1)
      .executeTakeFirst()
    expect(row).toBeDefined()
    return row!
  })
  expect(refused.settled_at).toBeNull()
  await db.updateTable('outbox').set({ due_at: sql`now()` }).where('id', '=', refused.id).execute()
  const asks = await question(thread)
  const shown = inThread(thread).filter(({ files = [] }) => files.some(({ title }) => title === 'bench.jpg'))
  expect(shown.length).toBe(1)
  expect(shown[0]!.ts < asks.ts).toBe(true)

  // what is no picture at all is told where it is seen by who chose it, and by who approves
  await opens(owen, thread)
  const broken = { ...bench, name: 'broken.jpg', bytes: Buffer.from('not a picture') }
  await owen.submits({ 'words-en': 'Yes!', picture: [broken] })
  await closed(owen)
  const problem = await said(thread, /The picture that you chose is not there: broken\.jpg \(a kind of file/)
  expect(JSON.stringify(problem.blocks)).toContain('"user_id":"U0OWEN"')
  await eventually(async () => {
    const [outcome] = await outcomes('pictured')
    expect(outcome).toMatchObject({ revision: 2, up_to_wave: expect.any(String), picture: { name: 'bench.jpg' } })
  })
})

test('a form that was opened before something was approved tells so, and nothing goes out that nobody meant', async () => {
  const thread = await answered('overtaken')
  await opens(owen, thread)
  await opens(lea, thread)
  await lea.submits({ kind: 'decided', 'words-en': 'Yes.' })
  await closed(lea)
  const asks = await question(thread)
  // what somebody changes is gone once it is approved
  lea.presses(channel, asks.ts, 'outcomeChange')
  await opened(lea)
  omar.presses(channel, asks.ts, 'outcomeApprove')
  await eventually(async () => expect(await stateOf('overtaken')).not.toBe('asked'))
  for (const user of [owen, lea]) {
    await user.submits({ kind: 'decided', 'words-en': 'No.' })
    expect(user.view?.errors['words-en']).toMatch(/^Something was approved meanwhile/)
  }
  expect((await outcomes('overtaken')).map(({ words }) => words)).toEqual([{ en: 'Yes.' }])
})

test('who may not, does nothing, whatever they send', async () => {
  const { priya } = town
  const thread = await answered('guarded')
  priya.presses(channel, thread, 'outcomeSay')
  await whispered(priya, /Only organisers of the panel/)
  expect(priya.view).toBeUndefined()
  await opens(lea, thread)
  const sent = await lea.submits({ kind: 'decided', 'words-en': 'Yes.' })
  await closed(lea)
  const asks = await question(thread)
  const { id, revision } = (await outcomes('guarded'))[0]!
  const as = (user: SlackUser, n: number, view: object) => ({
    ...sent,
    trigger_id: `6.${n}.aa`,
    user: { id: user.id, team_id: 'T0FOLKMOOT' },
    view: { ...sent.view, ...view },
  })
  const { private_metadata: carried } = sent.view as { private_metadata: string }
  const forged = [
    as(priya, 1, {}),
    as(priya, 2, {
      callback_id: 'outcomeDecline',
      private_metadata: carried.replace('guarded:0', `${id}:${revision}`),
    }),
    as(lea, 3, { private_metadata: carried.replace('guarded:', 'nothing:') }),
    as(lea, 4, {}),
    as(lea, 5, { callback_id: 'outcomeDecline' }),
  ]
  for (const body of forged)
    expect((await town.slack.interact(body)).answer).toMatchObject({ response_action: 'errors' })
  priya.presses(channel, asks.ts, 'outcomeApprove')
  await eventually(() => expect(whispersTo(town, priya).length).toBeGreaterThan(1))
  expect(await outcomes('guarded')).toMatchObject([{ state: 'asked', revision: 1, words: { en: 'Yes.' } }])
})
