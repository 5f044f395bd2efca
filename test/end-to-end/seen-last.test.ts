/**
 * What is typed belongs to what people saw last: a survey that came after a view of the panel, the one of two that was put
 * last, and one that has just closed. On a clock that the tests move.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { addressOf } from '../../src/core/network.ts'
import { pseudonymOf } from '../../src/panel/pseudonym.ts'
import { addMembers, keepSurvey } from '../support/panel.ts'
import { answersOf, aSurvey, option } from '../support/surveys.ts'
import { hears } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const DAY_MS = 86_400_000

let town: Town
let people = 0
let offsetMs = 0
beforeAll(async () => {
  town = await startTown({ started: false })
  await goOn(Date.parse('2027-03-01T12:00Z') - Date.now())
  await town.start()
})
afterAll(() => town[Symbol.asyncDispose]())

async function goOn(ms: number): Promise<void> {
  offsetMs += ms
  await town.moveClock(ms)
}

/** @param area  One of their own: they alone are asked about it. */
async function member(area: string): Promise<{ readonly person: TelegramPerson; readonly id: string }> {
  people += 1
  const person = town.telegram.addPerson({ firstName: `P${people}`, started: true, languageCode: 'en' })
  const address = addressOf('telegram', String(person.user.id))
  const [id = ''] = await addMembers(town.connections.db, [{ address, area, timeZone: 'UTC' }])
  return { person, id }
}

async function launch(key: string, area: string): Promise<void> {
  const { db } = town.connections
  const options = [option('parks', 'Parks'), option('trees', 'Trees'), option('seats', 'Seats')]
  const one = { key: 'one', kind: 'choice', ask: { en: 'Which one?' }, options } as const
  await keepSurvey(db, aSurvey(key, [one], { areas: [area] }))
  const by = { id: 'U0LEAD', name: 'Lea' }
  const context = { place: town.place, now: new Date(Date.now() + offsetMs) }
  const { kind } = await db.transaction().execute(trx => launchSurvey(trx, key, by, context))
  expect(kind).toBe('launched')
  await goOn(0)
}

async function keeps(survey: string, memberId: string, expected: object) {
  const { db } = town.connections
  const wave = await db
    .selectFrom('waves')
    .innerJoin('wave_keys', 'wave_id', 'id')
    .select(['id', 'key'])
    .where('survey', '=', survey)
    .executeTakeFirstOrThrow()
  await eventually(async () => expect(await answersOf(db, wave, memberId)).toEqual(expected))
  return { waveId: wave.id, pseudonym: pseudonymOf(memberId, wave.key) }
}

test('a number answers the survey that came, not the view of before, whatever that asked', async () => {
  const { person, id } = await member('North Hill')
  for (const label of ['Leave the panel', 'Time zone', 'Pause']) {
    person.presses('/panel')
    await hears(person, /How often/)
    person.taps(label)
    await eventually(() => expect(person.heard().at(-1)).not.toMatch(/How often/))
    const key = `after-${label.toLowerCase().replaceAll(' ', '-')}`
    await goOn(3_600_000)
    await launch(key, 'North Hill')
    await hears(person, /Which one\?/)
    person.says('1')
    await hears(person, /✓ Parks[\s\S]*that was all/)
    await keeps(key, id, { one: 'parks' })
    await goOn(8 * DAY_MS)
  }
})

test('who asks for one answers that one, though another came later', async () => {
  const { person, id } = await member('Old Harbour')
  await launch('older', 'Old Harbour')
  await hears(person, /About older/)
  await goOn(8 * DAY_MS)
  await launch('newer', 'Old Harbour')
  await hears(person, /About newer/)
  await goOn(60_000)
  person.presses('/panel')
  await hears(person, /How often/)
  person.taps('Give me one now')
  await hears(person, /About older/)
  person.says('9')
  await hears(person, /I did not understand that[\s\S]*Which one\?/)
  person.says('2')
  await hears(person, /✓ Trees[\s\S]*that was all/)
  await keeps('older', id, { one: 'trees' })
  await keeps('newer', id, {})
  person.says('1')
  await hears(person, /✓ Parks[\s\S]*that was all/)
  await keeps('newer', id, { one: 'parks' })
})

test('a first answer in the days after the closing is kept as late, in words as by a tap; later it is for something else', async () => {
  const [ana, ben] = [await member('Mill Valley'), await member('Mill Valley')]
  await launch('short', 'Mill Valley')
  for (const { person } of [ana, ben]) await hears(person, /About short/)
  await goOn(11 * DAY_MS)
  await eventually(async () => {
    const { state } = await town.connections.db
      .selectFrom('waves')
      .select('state')
      .where('survey', '=', 'short')
      .executeTakeFirstOrThrow()
    expect(state).toBe('closed')
  })
  ana.person.says('seats')
  await hears(ana.person, /closed by now[\s\S]*that was all/)
  const { waveId, pseudonym } = await keeps('short', ana.id, { one: 'seats' })
  const { late } = await town.connections.db
    .selectFrom('responses')
    .select('late')
    .where('wave_id', '=', waveId)
    .where('pseudonym', '=', pseudonym)
    .executeTakeFirstOrThrow()
  expect(late).toBe(true)
  await goOn(3 * DAY_MS)
  ben.person.says('seats')
  await hears(ben.person, /What would you like to do/)
  await keeps('short', ben.id, {})
})
