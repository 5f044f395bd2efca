/**
 * `/moot survey`: a survey is made in Slack part by part, its launch asked for and granted by somebody else, changed for the
 * next wave, and stopped.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { TOWN_TALK } from '../../sandbox/discord/world.ts'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { workingCopy } from '../../src/store/panel/drafts.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { whispersTo } from '../support/cards.ts'
import { wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let lea: SlackUser
let omar: SlackUser
let channel: string

beforeAll(async () => {
  town = await startTown()
  channel = town.place.panel!.channel
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  omar = town.slack.addUser({ id: 'U0ADMIN', name: 'Omar', kind: 'member' })
  for (const user of [lea, omar]) town.slack.join(user, channel)
})
afterEach(() => {
  for (const user of [lea, omar, town.priya]) while (user.view) user.dismisses()
})
afterAll(async () => town[Symbol.asyncDispose]())

const messages = () => town.slack.channels.find(one => one.id === channel)!.messages
const isRoot = ({ ts, thread_ts: thread }: { readonly ts: string; readonly thread_ts?: string }) =>
  thread === undefined || thread === ts
const rootOf = (title: string) =>
  eventually(() => {
    const found = messages().find(one => isRoot(one) && wordsOf(one).startsWith(title))
    expect(found).toBeDefined()
    return found!
  })
const opened = (user: SlackUser, title: RegExp) =>
  eventually(() => expect(user.view?.view.title.text ?? '').toMatch(title))
const closed = (user: SlackUser) => eventually(() => expect(user.view).toBeUndefined())
const draftOf = async (key: string) => (await workingCopy(town.connections.db, key))!

/** Begins a survey in English alone. */
async function begins(user: SlackUser, title: string): Promise<string> {
  await user.runs('/moot survey new', channel)
  await opened(user, /^New survey$/)
  await user.submits({ 'title-en': title, 'why-en': 'We buy ten.', owner: 'U0LEAD', outcomeBy: '2036-04-15' })
  await closed(user)
  return (await rootOf(title)).ts
}

async function opens(user: SlackUser, ts: string, action: string): Promise<void> {
  user.presses(channel, ts, action)
  await eventually(() => expect(user.view).toBeDefined())
}

/** Adds a question in English at the end, and waits until it stands in the survey's message. */
async function adds(
  user: SlackUser,
  title: string,
  filled: Readonly<Record<string, string | readonly string[]>>,
): Promise<void> {
  const root = await rootOf(title)
  const { actionId } = buttonsOf(root).find(({ label }) => label === 'Add a question…')!
  await opens(user, root.ts, actionId)
  if (typeof filled.kind === 'string') user.fills({ kind: filled.kind })
  for (const field of Object.keys(filled))
    await eventually(() => expect(JSON.stringify(user.view?.view.blocks)).toContain(`"block_id":"${field}"`))
  await user.submits(filled)
  await closed(user)
  await says(title, String(filled['ask-en']))
}

const says = (title: string, words: string | RegExp) =>
  eventually(async () => expect(wordsOf(await rootOf(title))).toMatch(words))

const benches = { kind: 'choice', 'ask-en': 'Where should they stand?', 'options-en': 'The park\nThe quay' }

/** The message with *Launch*, newest last. */
const asked = (title: string, version: number) =>
  eventually(() => {
    const found = messages().filter(
      one => !isRoot(one) && new RegExp(`launch\\s+${title}\\s*, version ${version}`).test(wordsOf(one)),
    )
    expect(found.length).toBe(1)
    return found[0]!
  })

const whispered = (user: SlackUser, words: RegExp) =>
  eventually(() => expect(whispersTo(town, user).join('\n')).toMatch(words))

test('a survey is made part by part; each step is kept, and what is wrong is said at its field', async () => {
  const ts = await begins(lea, 'Benches')
  expect(wordsOf(await rootOf('Benches'))).toMatch(/Still to be done\s+• Add a question/)
  await adds(lea, 'Benches', benches)
  await adds(lea, 'Benches', { kind: 'mark', 'ask-en': 'How are they now?', 'low-en': 'Bad', 'high-en': 'Good' })
  expect(await draftOf('benches')).toMatchObject({
    version: 0,
    state: 'draft',
    madeBy: 'U0LEAD',
    ownerName: 'Lea',
    survey: {
      languages: ['en'],
      outcomeBy: '2036-04-15',
      questions: [
        {
          key: 'where-should-they-stand',
          options: [
            { key: 'the-park', name: { en: 'The park' }, synonyms: {} },
            { key: 'the-quay', name: { en: 'The quay' }, synonyms: {} },
          ],
        },
        { key: 'how-are-they-now', kind: 'mark', low: { en: 'Bad' }, high: { en: 'Good' } },
      ],
    },
  })

  // an answer that is reworded stays what results are kept by; the question goes to the end
  await opens(lea, ts, 'surveyQuestion')
  await lea.submits({ 'options-en': 'The park\nThe old quay', position: '2' })
  await closed(lea)
  expect((await draftOf('benches')).survey.questions[1]).toMatchObject({
    options: [{ key: 'the-park' }, { key: 'the-quay', name: { en: 'The old quay' } }],
  })

  await opens(lea, ts, 'surveyAudience')
  await lea.submits({ areas: ['North Hill'], sampleBy: ['age'], quotas: 'Nowhere: 5', notAsked: 'often' })
  expect(Object.keys(lea.view?.errors ?? {}).sort()).toEqual(['notAsked', 'quotas', 'sampleSize'])
  expect(JSON.stringify(lea.view?.view.blocks)).toContain('#town-talk')
  await lea.submits({ sampleSize: '200', quotas: 'North Hill, Under 30: 50', notAsked: '30', post: [TOWN_TALK] })
  await closed(lea)
  await says(
    'Benches',
    /Who is asked: North Hill, not asked for 30 days; 200 of them, drawn by lot; North Hill, Under 30: 50/,
  )
  expect((await draftOf('benches')).survey.audience).toEqual({
    areas: ['North Hill'],
    notAskedInDays: 30,
    sample: { size: 200, by: ['age'] },
    quotas: [{ of: { area: 'North Hill', age: 'under30' }, most: 50 }],
  })
  expect((await draftOf('benches')).survey.post).toEqual([TOWN_TALK])
  await says('Benches', /Also posted in Discord channels: 1/)

  await opens(lea, ts, 'surveySchedule')
  await lea.submits({
    how: 'monthly',
    date: '2036-03-31',
    time: '10:30',
    remindAfterDays: '20',
    closesAfterDays: '2',
    spreadHours: '48',
  })
  expect(lea.view?.errors).toEqual({
    date: 'Please choose a day up to the 28th: not every month has a later one.',
    remindAfterDays: 'Please choose a day before it closes.',
    spreadHours: 'Please choose fewer hours: the last would be asked after it closes.',
  })
  // what fits by itself may not fit with the rest
  await lea.submits({ date: '2036-03-05', remindAfterDays: '3', closesAfterDays: '5', spreadHours: '47' })
  expect(lea.view?.errors.how).toMatch(/leave out everybody from the second time on/)
  await lea.submits({ how: 'once' })
  await closed(lea)
  expect((await draftOf('benches')).survey.schedule).toMatchObject({ at: '2036-03-05T10:30', remindAfterDays: 3 })

  await opens(lea, ts, 'surveyBasics')
  await lea.submits({ 'title-es': 'Bancos', outcomeBy: '2020-01-01' })
  expect(lea.view?.errors).toEqual({
    'why-es': 'Please write it in Spanish as well.',
    outcomeBy: 'Please choose a day that is not over.',
  })
  await lea.submits({ 'why-es': 'Compramos diez.', outcomeBy: '2036-04-15' })
  await closed(lea)
  await says('Benches', /Question 1 is not complete in Spanish/)
  lea.presses(channel, ts, 'surveyAskLaunch')
  await whispered(lea, /Before it can be launched:\s+• Question 1 is not complete in Spanish/)
})

test('each question can be looked at as either network shows it, in each language', async () => {
  await lea.runs('/moot survey new', channel)
  await opened(lea, /^New survey$/)
  const words = { 'title-en': 'Quay', 'title-es': 'Muelle', 'why-en': 'We *build*.', 'why-es': 'Construimos.' }
  await lea.submits({ ...words, owner: 'U0LEAD', outcomeBy: '2036-04-15' })
  await closed(lea)
  const spanish = { 'ask-es': '¿Dónde?', 'options-es': 'El parque\nEl muelle' }
  await adds(lea, 'Quay', { ...benches, ...spanish })
  const many = (name: string) => Array.from({ length: 6 }, (_, n) => `${name} with a longer name, ${n + 1}`).join('\n')
  const which = { 'ask-en': 'Which?', 'options-en': many('One'), 'ask-es': '¿Cuál?', 'options-es': many('Uno') }
  await adds(lea, 'Quay', { ...benches, ...which })
  await opens(lea, (await rootOf('Quay')).ts, 'surveyPreview')
  const seen = () => wordsOf({ blocks: lea.view?.view.blocks })
  expect(seen()).toMatch(/We \*build\*\..*Where should they stand\?.*\[ The park \].*\[ Skip \]/s)
  // Telegram's rows are as they are meant; Discord has five, with five in each
  expect(seen()).toMatch(/\[ One with a longer name, 1 \]\n\[ One with a longer name, 2 \]/)
  lea.fills({ language: 'es' })
  await eventually(() => expect(seen()).toMatch(/Construimos\..*¿Dónde\?.*\[ El parque \]/s))
  lea.fills({ network: 'discord', language: 'en' })
  await eventually(() => expect(seen()).toMatch(/We \*build\*\..*\[ The quay \]/s))
  expect(seen()).toMatch(
    /\[ One with a longer name, 4 \] \[ One with a longer name, 5 \]\n\[ One with a longer name, 6 \] \[ Skip \]/,
  )
  await lea.submits()
  await closed(lea)
})

test('who is overtaken is told, and keeps what they typed', async () => {
  const ts = await begins(lea, 'Lamps')
  await opens(lea, ts, 'surveyBasics')
  await opens(omar, ts, 'surveyBasics')
  await omar.submits({ 'why-en': 'It is dark.' })
  await closed(omar)
  await lea.submits({ 'why-en': 'We have money left.' })
  expect(lea.view?.errors['title-en']).toMatch(/^Omar changed this meanwhile/)
  lea.dismisses()
  // another part is nobody's business
  await opens(lea, ts, 'surveySchedule')
  await opens(omar, ts, 'surveyBasics')
  await omar.submits({ 'why-en': 'It is very dark.' })
  await closed(omar)
  await lea.submits({ closesAfterDays: '3' })
  await closed(lea)
  expect((await draftOf('lamps')).survey).toMatchObject({
    why: { en: 'It is very dark.' },
    schedule: { closesAfterDays: 3 },
  })
})

test('a second person launches exactly the version that was asked about; changes go into the next', async () => {
  const ts = await begins(lea, 'Trees')
  await adds(lea, 'Trees', benches)
  lea.presses(channel, ts, 'surveyAskLaunch')
  const first = await asked('Trees', 1)
  expect(wordsOf(first)).toMatch(/^Lea would like to launch/)
  await says('Trees', /Version 1 waits for its launch/)
  lea.presses(channel, first.ts, 'surveyLaunch')
  await whispered(lea, /Somebody else has to launch it/)

  omar.presses(channel, first.ts, 'surveyNotYet')
  await opened(omar, /^Not yet$/)
  await omar.submits({ words: 'Ask about *oaks* as well.' })
  await closed(omar)
  await eventually(() => expect(messages().map(wordsOf).join('\n')).toMatch(/Not yet, says Omar:\s+Ask about \*oaks\*/))
  await eventually(() => expect(buttonsOf(messages().find(one => one.ts === first.ts)!)).toEqual([]))

  lea.presses(channel, ts, 'surveyAskLaunch')
  const again = await eventually(() => {
    const found = messages().filter(one => !isRoot(one) && buttonsOf(one).some(({ label }) => label === 'Launch'))
    expect(found.length).toBe(1)
    return found[0]!
  })
  // a change after that is not what was looked at
  await opens(lea, ts, 'surveyQuestion')
  await lea.submits({ 'options-en': 'The park\nThe wood' })
  await closed(lea)
  await says('Trees', /Draft\./)
  omar.presses(channel, again.ts, 'surveyLaunch')
  await whispered(omar, /not asked for any more/)

  lea.presses(channel, ts, 'surveyAskLaunch')
  const second = await asked('Trees', 2)
  omar.presses(channel, second.ts, 'surveyLaunch')
  await says('Trees', /Launched: version 2\./)
  await eventually(() => expect(messages().map(wordsOf).join('\n')).toMatch(/Omar launched version 2\./))
  expect(
    await town.connections.db.selectFrom('surveys').selectAll().where('key', '=', 'trees').executeTakeFirst(),
  ).toMatchObject({
    state: 'launched',
    launched_version: 2,
    approved_by: 'U0ADMIN',
  })

  await opens(omar, ts, 'surveyQuestion')
  await omar.submits({ 'options-en': 'The park\nThe wood\nThe school' })
  await closed(omar)
  await says('Trees', /Launched: version 2\. It was changed since/)
  expect(await draftOf('trees')).toMatchObject({ version: 2, isChanged: true, madeBy: 'U0ADMIN', launchedVersion: 2 })

  await lea.runs('/moot survey', channel)
  await whispered(lea, /Trees\s+Launched: version 2\./)
  lea.presses(channel, ts, 'surveyStop')
  await whispered(lea, /Stop\s+Trees\s+for good/)
  const sure = town.slack.ephemerals.filter(one => one.user === lea.id).at(-1)!
  lea.presses(channel, sure.message.ts, 'surveyStopNow')
  await says('Trees', /Stopped\./)
  expect((await draftOf('trees')).nextWaveAt).toBeNull()
})

test('who may not make surveys makes none, whatever they send', async () => {
  const { priya } = town
  await priya.runs('/moot survey new', channel)
  await whispered(priya, /Only organisers of the panel, approvers and admins can do that/)
  expect(priya.view).toBeUndefined()
  const ts = await begins(lea, 'Bins')
  priya.presses(channel, ts, 'surveyBasics')
  await eventually(() => expect(whispersTo(town, priya).length).toBeGreaterThan(1))
  expect(priya.view).toBeUndefined()

  await opens(lea, ts, 'surveyBasics')
  const sent = await lea.submits({ 'why-en': 'They are full.' })
  await closed(lea)
  const count = async () => (await town.connections.db.selectFrom('survey_drafts').selectAll().execute()).length
  const before = await count()
  const as = (user: SlackUser, n: number, view: object) => ({
    ...sent,
    trigger_id: `5.${n}.aa`,
    user: { id: user.id, team_id: 'T0FOLKMOOT' },
    view: { ...sent.view, ...view },
  })
  const { private_metadata: carried } = sent.view as { private_metadata: string }
  const forged = [
    as(priya, 1, {}),
    as(priya, 2, { callback_id: 'surveyNew' }),
    as(lea, 3, { private_metadata: carried.replace('bins:', 'nothing:') }),
    as(lea, 4, { callback_id: 'surveyQuestion', private_metadata: carried.replace('bins::', 'bins:nowhere:') }),
    as(lea, 5, { callback_id: 'surveyNew', state: { values: {} } }),
    as(lea, 6, { callback_id: 'surveyNotYet' }),
  ]
  for (const body of forged)
    expect((await town.slack.interact(body)).answer).toMatchObject({ response_action: 'errors' })
  expect(await count()).toBe(before)
  expect((await draftOf('bins')).survey.why).toEqual({ en: 'They are full.' })
})
