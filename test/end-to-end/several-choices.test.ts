/**
 * Questions with several choices, tapped one by one: kept tap by tap, complete with *Done*, wherever they stand in a survey.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { addressOf } from '../../src/core/network.ts'
import type { SurveyQuestion } from '../../src/core/panel/survey.ts'
import { answersOf, aSurvey, aWave, invites, joins, option, sends, type Wave } from '../support/surveys.ts'
import { hears } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const DAY_MS = 86_400_000

let town: Town
let surveys = 0
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

const one: SurveyQuestion = {
  ...{ key: 'one', kind: 'eitherOr', ask: { en: 'Which one?' } },
  options: [option('parks', 'Parks'), option('trees', 'Trees')],
}
const many: SurveyQuestion = {
  ...{ key: 'many', kind: 'choices', ask: { en: 'Which ones?' } },
  options: [option('bins', 'Bins'), option('lamps', 'Lamps'), option('seats', 'Seats')],
}
const last: SurveyQuestion = { key: 'last', kind: 'mark', ask: { en: 'How good?' } }

/** Somebody on the panel who was sent this survey a moment ago. */
async function asked(questions: readonly SurveyQuestion[], closesInMs = 10 * DAY_MS) {
  const { db } = town.connections
  surveys += 1
  const survey = aSurvey(`several-${surveys}`, questions)
  const person = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const address = addressOf('telegram', String(person.user.id))
  person.presses('/help')
  await hears(person, /reach/)
  const memberId = await joins(db, address)
  const wave = await aWave(db, survey, { closesInMs })
  await invites(db, wave, memberId)
  await sends(db, wave, survey, address)
  await hears(person, /The council decides in March/)
  return { person, wave, memberId }
}

const keeps = (wave: Wave, memberId: string, expected: object) =>
  eventually(async () => expect(await answersOf(town.connections.db, wave, memberId)).toEqual(expected))

async function stateOf(wave: Wave) {
  const { db } = town.connections
  const { finished, late } = await db
    .selectFrom('responses')
    .select(['finished', 'late'])
    .where('wave_id', '=', wave.id)
    .executeTakeFirstOrThrow()
  const { progress } = await db
    .selectFrom('invitations')
    .select('progress')
    .where('wave_id', '=', wave.id)
    .executeTakeFirstOrThrow()
  return { finished, late, progress }
}

/** Taps, and waits for the tick that it sets or takes away. */
async function ticks(person: TelegramPerson, label: string, shown = `✓ ${label}`): Promise<void> {
  person.taps(label)
  await eventually(() => {
    const { reply_markup: markup } = person.chat.findLast(message => message.reply_markup) ?? {}
    expect(markup?.inline_keyboard.flat().map(({ text }) => text)).toContain(shown)
  })
}

test.each([
  ['last', [one, many]],
  ['alone', [many]],
])('%s of a survey: Done is the end of it, with thanks and the way to one’s answers', async (_, questions) => {
  const { person, wave, memberId } = await asked(questions)
  if (questions.length > 1) {
    person.taps('Trees')
    await hears(person, /Which ones\?/)
  }
  await ticks(person, 'Bins')
  await ticks(person, 'Seats')
  expect(await stateOf(wave)).toEqual({ finished: false, late: false, progress: 'begun' })
  person.taps('Done')
  await hears(person, /✓ Bins, Seats\n\nThank you, that was all/)
  expect(
    person.chat
      .at(-1)
      ?.reply_markup?.inline_keyboard.flat()
      .map(({ text }) => text),
  ).toEqual(['My answers'])
  await keeps(wave, memberId, { ...(questions.length > 1 && { one: 'trees' }), many: ['bins', 'seats'] })
  expect(await stateOf(wave)).toEqual({ finished: true, late: false, progress: 'finished' })
})

test('who came to the end stays there, whatever of it they change', async () => {
  const { person, wave, memberId } = await asked([many, last])
  await ticks(person, 'Bins')
  person.taps('Done')
  await hears(person, /How good\?/)
  person.taps('4')
  await hears(person, /that was all/)
  await ticks(person, 'Lamps')
  await keeps(wave, memberId, { many: ['bins', 'lamps'], last: 4 })
  expect(await stateOf(wave)).toEqual({ finished: true, late: false, progress: 'finished' })
  person.taps('Done')
  await hears(person, /✓ Bins, Lamps\n\nI have changed that/)
})

test('what they change leads to one more question where it has one, and to the end after that', async () => {
  const why: SurveyQuestion = {
    ...{ key: 'why', kind: 'mark', ask: { en: 'How dark is it?' } },
    onlyIf: { question: 'many', is: ['lamps'] },
  }
  const { person, wave } = await asked([many, why])
  await ticks(person, 'Bins')
  person.taps('Done')
  await hears(person, /that was all/)
  await ticks(person, 'Lamps')
  expect(await stateOf(wave)).toMatchObject({ finished: false, progress: 'begun' })
  person.taps('Done')
  await hears(person, /How dark is it\?/)
  person.taps('5')
  await hears(person, /that was all/)
  expect(await stateOf(wave)).toMatchObject({ finished: true, progress: 'finished' })
})

test('after the closing they are tapped to the end as before it, are late, and hold once they are done', async () => {
  const { person, wave, memberId } = await asked([many, last], -DAY_MS)
  person.taps('Bins')
  await hears(person, /closed by now[\s\S]*Which ones\?/)
  await ticks(person, 'Lamps')
  expect(person.heard().at(-1)).not.toMatch(/closed by now/)
  await ticks(person, '✓ Bins', 'Bins')
  person.taps('Done')
  await hears(person, /✓ Lamps\n\nHow good\?/)
  person.says('4')
  await hears(person, /that was all/)
  await keeps(wave, memberId, { many: ['lamps'], last: 4 })
  expect(await stateOf(wave)).toEqual({ finished: true, late: true, progress: 'finished' })
  person.taps('Seats')
  await hears(person, /can no longer be changed/)
  await keeps(wave, memberId, { many: ['lamps'], last: 4 })
})

test('a survey that closes between two taps is gone on with, by tap and in words', async () => {
  const { person, wave, memberId } = await asked([many, last])
  await ticks(person, 'Bins')
  const { db } = town.connections
  await db
    .updateTable('waves')
    .set({ closes_at: new Date(Date.now() - 1_000) })
    .where('id', '=', wave.id)
    .execute()
  person.taps('Seats')
  await hears(person, /closed by now[\s\S]*Which ones\?/)
  person.says('lamps and seats')
  await hears(person, /✓ Lamps, Seats\n\nHow good\?/)
  person.taps('Skip')
  await hears(person, /that was all/)
  await keeps(wave, memberId, { many: ['lamps', 'seats'], last: null })
})
