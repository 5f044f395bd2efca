/**
 * *Test on me*: a survey that is being made comes to its author's own chats, is answered there as members answer it, and
 * counts nowhere.
 */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import type { Survey, SurveyOption, SurveyQuestion } from '../../src/core/panel/survey.ts'
import { beginSurvey, saveDraft } from '../../src/store/panel/drafts.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { whispersTo } from '../support/cards.ts'
import { pairs, payloadIn, toldInMessages } from '../support/pairing.ts'
import { aSurvey, option } from '../support/surveys.ts'
import { hears, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let lea: SlackUser
let mine: TelegramPerson
let hers: DiscordPerson
let channel: string

const places = [
  { key: 'park', name: { en: 'The park', es: 'El parque' }, synonyms: {} },
  { key: 'quay', name: { en: 'The quay', es: 'El muelle' }, synonyms: {} },
] as const
const where = (options: readonly SurveyOption[]): SurveyQuestion => ({
  ...{ key: 'where', kind: 'choice', ask: { en: 'Where should they stand?', es: '¿Dónde?' } },
  options,
})
const things = [option('bins', 'Bins'), option('lamps', 'Lamps'), option('trees', 'Trees')]

const draft: Survey = {
  ...aSurvey('benches', [
    where(places),
    { key: 'beside', kind: 'choices', ask: { en: 'What else is missing?' }, options: things, most: 2 },
    {
      ...{ key: 'shade', kind: 'mark', ask: { en: 'How shady is the park?' } },
      onlyIf: { question: 'where', is: ['park'] },
    },
    { key: 'broken', kind: 'eitherOr', ask: { en: 'Yes or no?' }, options: [option('yes', 'Yes')] },
    { key: 'words', kind: 'text', ask: { en: 'Anything else?' } },
  ]),
  languages: ['en', 'es'],
  title: { en: 'Benches', es: 'Bancos' },
  why: { en: 'We buy ten.', es: 'Compramos diez.' },
}

beforeAll(async () => {
  town = await startTown()
  channel = town.place.panel!.channel
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  town.slack.join(lea, channel)
  mine = town.telegram.addPerson({ firstName: 'Lea', languageCode: 'en' })
  hers = town.discord.addPerson({ username: 'lea', globalName: 'Lea', locale: 'en-GB' })
  await keeps(draft)
  await lea.runs('/moot survey', channel)
  const list = await eventually(() => {
    const found = town.slack.ephemerals.findLast(one => one.user === lea.id)
    expect(found && wordsOf(found.message)).toMatch(/Benches/)
    return found!.message
  })
  lea.presses(channel, list.ts, buttonsOf(list).find(({ label }) => label.startsWith('Show'))!.actionId)
})
afterEach(() => {
  while (lea.view) lea.dismisses()
})
afterAll(() => town[Symbol.asyncDispose]())

/** As it is now. */
async function keeps(survey: Survey): Promise<void> {
  const by = { id: 'U0LEAD', name: 'Lea' }
  await town.connections.db.transaction().execute(async trx => {
    await beginSurvey(trx, survey.key, 'U0LEAD')
    await saveDraft(trx, survey, { by, madeBy: by.id, ownerName: 'Lea', at: new Date() })
  })
}

async function pressesTest(): Promise<void> {
  const home = await eventually(() => {
    const found = town.slack.channels
      .find(one => one.id === channel)!
      .messages.find(one => wordsOf(one).startsWith('Benches'))
    expect(found).toBeDefined()
    return found!
  })
  lea.presses(channel, home.ts, 'surveyTest')
}

const shown = () => wordsOf({ blocks: lea.view?.view.blocks })

async function sendsTest(language: 'en' | 'es'): Promise<void> {
  await pressesTest()
  await eventually(() => expect(shown()).toMatch(/It goes to your chat on/))
  await lea.submits({ language })
  await eventually(() => expect(lea.view).toBeUndefined())
}

test('who has no paired chat is shown how to pair one', async () => {
  await pressesTest()
  const answer = await eventually(() => {
    const newest = whispersTo(town, lea).at(-1) ?? ''
    expect(newest).toMatch(/none is paired with you yet/)
    return newest
  })
  mine.presses(`/start ${payloadIn(answer)}`)
  await hears(mine, /pair this chat with Lea/)
  mine.taps('Yes')
  await hears(mine, /This chat is paired/)
})

test('what is right of a draft is answered as members do, by tap and in words, and counts nowhere', async () => {
  await pressesTest()
  await eventually(() => expect(shown()).toMatch(/Telegram/))
  expect(shown()).toMatch(/Questions left out.*: 4\./)
  expect(shown()).toMatch(/Question 2 is not complete in Spanish/)
  lea.fills({ language: 'es' })
  await eventually(() => expect(shown()).toMatch(/Questions left out.*: 2, 3, 4, and 5\./))
  await lea.submits({ language: 'en' })
  await eventually(() => expect(whispersTo(town, lea).at(-1)).toMatch(/On its way to your chat on: Telegram/))

  await hears(mine, /^🧪 Test[\s\S]*Benches[\s\S]*4 questions[\s\S]*Where should they stand\?/)
  mine.says('the park')
  await hears(mine, /^🧪 Test[\s\S]*✓ The park[\s\S]*What else is missing/)
  mine.taps('Bins')
  await hears(mine, /What else is missing/)
  mine.says('1, 2 and 3')
  await hears(mine, /At most 2/)
  mine.says('lamps, trees')
  await hears(mine, /✓ Lamps.*Trees[\s\S]*How shady is the park/)
  // what was said before can be changed, and takes with it what hangs on it
  mine.taps('The quay')
  await hears(mine, /✓ The quay[\s\S]*Anything else/)
  mine.says('More of them, please')
  await hears(mine, /^🧪 Test[\s\S]*that was all[\s\S]*where it ends for members/)
  // later than a double tap
  town.advance(10_000)
  mine.taps('The quay')
  await hears(mine, /I have changed that/)

  const { db } = town.connections
  expect(await db.selectFrom('survey_tests').select('given').execute()).toEqual([
    { given: { where: 'quay', beside: ['lamps', 'trees'], words: 'More of them, please' } },
  ])
  for (const table of ['members', 'waves', 'invitations', 'responses', 'survey_answers', 'cases'] as const)
    expect(await db.selectFrom(table).selectAll().execute()).toEqual([])
})

test('a test stays as it was sent, is nobody else’s, and is gone after a day', async () => {
  await pairs(town, lea, hers)
  await sendsTest('es')
  for (const person of [mine, hers]) await hears(person, /Bancos[\s\S]*¿Dónde\?/)
  await keeps({ ...draft, questions: [where(places.toReversed())] })
  hers.taps('El parque')
  await hears(hers, /✓ El parque/)
  const rows = () => town.connections.db.selectFrom('survey_tests').select(['id', 'given']).orderBy('id').execute()
  const [, second, third] = await rows()
  expect([second, third].map(one => one?.given)).toContainEqual({ where: 'park' })

  // another's button, forged
  const tap = mine.taps('El muelle')
  await hears(mine, /✓ El muelle/)
  const hersAt = async () => (await rows()).find(({ given }) => given.where === 'park' && !('words' in given))!
  const { id } = await hersAt()
  const forged = { ...tap.callback_query, id: '900', data: `sv.t${id}.0.o1` }
  town.telegram.addUpdate({ update_id: tap.update_id + 1_000, callback_query: forged })
  await hears(mine, /This test is over/)
  expect(await hersAt()).toEqual({ id, given: { where: 'park' } })

  town.advance(25 * 3_600_000)
  hers.taps('El muelle')
  await hears(hers, /This test is over/)
  await town.moveClock(60_000)
  expect(await rows()).toEqual([])
  hers.taps('El muelle')
  await eventually(() => expect(hers.heard().filter(words => /This test is over/.test(words))).toHaveLength(2))
})

test('a test that ends with several choices is at its end with Done', async () => {
  await keeps({ ...draft, questions: draft.questions.slice(1, 2) })
  await sendsTest('en')
  await hears(hers, /What else is missing/)
  hers.taps('Bins')
  await eventually(() => expect(JSON.stringify(hers.dm.at(-1)?.components)).toContain('✓ Bins'))
  hers.taps('Done')
  await hears(hers, /✓ Bins[\s\S]*that was all[\s\S]*where it ends for members/)
})

test('who tests is told where it does not get to their chat; who may not make surveys tests none', async () => {
  mine.blocks()
  await keeps(draft)
  await sendsTest('en')
  await eventually(() => expect(toldInMessages(town, lea).join('\n')).toMatch(/did not get to your Telegram chat/))

  await pressesTest()
  await eventually(() => expect(shown()).toMatch(/It goes to your chat on/))
  const sent = await lea.submits({ language: 'en' })
  await eventually(() => expect(lea.view).toBeUndefined())
  const count = async () => (await town.connections.db.selectFrom('survey_tests').selectAll().execute()).length
  const before = await count()
  const as = (user: SlackUser, n: number, view: object) => ({
    ...sent,
    trigger_id: `7.${n}.aa`,
    user: { id: user.id, team_id: 'T0FOLKMOOT' },
    view: { ...sent.view, ...view },
  })
  const { private_metadata: carried } = sent.view as { private_metadata: string }
  for (const forged of [as(town.priya, 1, {}), as(lea, 2, { private_metadata: carried.replace('benches', 'nothing') })])
    expect((await town.slack.interact(forged)).answer).toMatchObject({ response_action: 'errors' })
  expect(await count()).toBe(before)
})
