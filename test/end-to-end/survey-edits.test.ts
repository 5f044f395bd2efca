/**
 * What was typed in answer to a survey, and is edited afterwards.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { addressOf } from '../../src/core/network.ts'
import type { Survey } from '../../src/core/panel/survey.ts'
import { dayAt, instantAt } from '../../src/core/time-zone.ts'
import { answersOf, aSurvey, aWave, invites, joins, sends } from '../support/surveys.ts'
import { commands, hears } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const DAY_MS = 86_400_000
const NOON_MINUTES = 720

let town: Town
let offsetMs = 0
let surveys = 0
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

const QUESTIONS: Survey['questions'] = [
  { key: 'amount', kind: 'number', ask: { en: 'How many?' }, from: 0, to: 20 },
  { key: 'else', kind: 'text', ask: { en: 'What else?' } },
  { key: 'mark', kind: 'mark', ask: { en: 'How good?' } },
]

/** Somebody who typed answers to the first two of these, and is asked the third. */
async function whoTyped(network: 'telegram' | 'discord') {
  const { db } = town.connections
  surveys += 1
  const survey = aSurvey(`survey-${surveys}`, QUESTIONS)
  const person =
    network === 'telegram'
      ? town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
      : town.discord.addPerson({ username: `ana${surveys}`, globalName: 'Ana', locale: 'en-GB' })
  const address = 'user' in person ? addressOf('telegram', String(person.user.id)) : addressOf('discord', person.id)
  commands(person, 'help')
  await hears(person, /reach/)
  const memberId = await joins(db, address)
  const wave = await aWave(db, survey, { closesInMs: 10 * DAY_MS + offsetMs })
  await invites(db, wave, memberId)
  await sends(db, wave, survey, address)
  await hears(person, /How many\?/)
  person.says('9')
  await hears(person, /✓ 9\n\nWhat else\?/)
  person.says('More light')
  await hears(person, /How good\?/)
  const isKept = (kept: object) =>
    eventually(async () => expect(await answersOf(db, wave, memberId)).toMatchObject(kept))
  const state = async () =>
    (await db.selectFrom('conversations').select('state').where('address', '=', address).executeTakeFirstOrThrow())
      .state
  return { person, isKept, state }
}

function edits(person: TelegramPerson | DiscordPerson, words: string, instead: string): void {
  if ('chat' in person) person.edits(person.chat.findLast(({ text }) => text === words)!.message_id, instead)
  else person.edits(person.dm.findLast(({ content }) => content === words)!.id, instead)
}

/** @param at  Milliseconds since 1970. */
async function goTo(at: number): Promise<void> {
  const ms = at - Date.now() - offsetMs
  offsetMs += ms
  await town.moveClock(ms)
}

test.each(['telegram', 'discord'] as const)('on %s: the answer changes, and that is said', async network => {
  const { person, isKept } = await whoTyped(network)
  edits(person, '9', '12')
  await hears(person, /✓ 12\n\nHow good\?/)
  await isKept({ amount: 12, else: 'More light' })

  edits(person, 'More light', 'More trees')
  await hears(person, /I have changed that\..*\n\nHow good\?/)
  await isKept({ amount: 12, else: 'More trees' })

  person.taps('4')
  await hears(person, /Thank you, that was all/)
  edits(person, '12', 'a lot')
  await hears(person, /a number from 0 to 20.*\nYour answer stays as it was/)
  edits(person, 'a lot', '13')
  await hears(person, /✓ 13\n\nI have changed that/)
  await isKept({ amount: 13, else: 'More trees', mark: 4 })
})

test('what was erased does not come back', async () => {
  const { person, isKept, state } = await whoTyped('telegram')
  expect(await state()).toHaveProperty('typed')
  person.taps('4')
  await hears(person, /Thank you, that was all/)
  person.taps('My answers')
  await hears(person, /surveys you answered|How many\?/)
  person.taps(`About survey-${surveys}`)
  await hears(person, /How many\?/)
  person.taps('Erase my answers')
  await hears(person, /cannot be undone/)
  person.taps('Yes, erase it')
  await hears(person, /Your answers are erased/)
  edits(person, '9', '12')
  await hears(person, /cannot tell any more.*“My answers”/)
  await isKept({})
})

test('which message was which answer is forgotten within a day; then the way to change it is told', async () => {
  const { person, isKept, state } = await whoTyped('telegram')
  const { timeZone } = town.place
  const tomorrow = dayAt(new Date(Date.now() + offsetMs + DAY_MS), timeZone).epochDay
  await goTo(instantAt(tomorrow, NOON_MINUTES, timeZone))
  expect(await state()).not.toHaveProperty('typed')
  edits(person, '9', '12')
  await hears(person, /cannot tell any more.*“My answers”/)
  await isKept({ amount: 9 })
})

test('which question waits is forgotten within a day; a button goes on all the same', async () => {
  const { person, isKept, state } = await whoTyped('telegram')
  expect(await state()).toHaveProperty('survey')
  const { timeZone } = town.place
  const nextButOne = dayAt(new Date(Date.now() + offsetMs + 2 * DAY_MS), timeZone).epochDay
  await goTo(instantAt(nextButOne, NOON_MINUTES, timeZone))
  expect(await state()).not.toHaveProperty('survey')
  person.taps('4')
  await hears(person, /Thank you, that was all/)
  await isKept({ amount: 9, else: 'More light', mark: 4 })
})

test('once the survey is closed the answer stays', async () => {
  const { person, isKept } = await whoTyped('telegram')
  await town.connections.db
    .updateTable('waves')
    .set({ closes_at: new Date(Date.now() + offsetMs) })
    .where('survey', '=', `survey-${surveys}`)
    .execute()
  edits(person, '9', '12')
  await hears(person, /closed by now, so your answer stays/)
  await isKept({ amount: 9 })
})
