/**
 * Who is still asked when it comes to their invitation: not people of whom enough have answered, nor who wants to hear of
 * other things alone by then. From noon on, by a clock that the tests move.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import type { Survey } from '../../src/core/panel/survey.ts'
import { queue } from '../../src/store/outbox.ts'
import { addMembers, keepSurvey, type TestMember } from '../support/panel.ts'
import { aSurvey, option } from '../support/surveys.ts'
import { commands, hears, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const HILL = 'North Hill'
const SANDS = 'West Sands'
/** It is seven in the morning there at noon: they are asked at two. */
const ASLEEP = 'America/New_York'

let town: Town
let offsetMs = 0
beforeAll(async () => {
  town = await startTown({ started: false })
  await goTo('2027-03-01T12:00Z')
  await town.start()
})
afterAll(() => town[Symbol.asyncDispose]())

const now = () => new Date(Date.now() + offsetMs)

async function goTo(at: string): Promise<void> {
  const ms = Date.parse(at) - now().getTime()
  offsetMs += ms
  await town.moveClock(ms)
}

async function member(firstName: string, also: Omit<TestMember, 'address'>): Promise<TelegramPerson> {
  const person = town.telegram.addPerson({ firstName, started: true })
  await addMembers(town.connections.db, [{ address: `telegram:${person.user.id}`, timeZone: 'UTC', ...also }])
  return person
}

async function launch(survey: Survey): Promise<void> {
  const { db } = town.connections
  await keepSurvey(db, survey)
  const launched = await db
    .transaction()
    .execute(trx => launchSurvey(trx, survey.key, { id: 'U0LEAD', name: 'Lea' }, { place: town.place, now: now() }))
  if (launched.kind !== 'launched') throw new Error(launched.kind)
  await queue(db, launched.messages, null)
  await town.moveClock(0)
}

const states = async (survey: string) =>
  (
    await town.connections.db
      .selectFrom('invitations as i')
      .innerJoin('waves as w', 'w.id', 'i.wave_id')
      .select('i.state')
      .where('w.survey', '=', survey)
      .orderBy('i.member_id')
      .execute()
  ).map(({ state }) => state)

const becomesOnlyTopics = (person: TelegramPerson) =>
  town.connections.db
    .updateTable('members')
    .set({ pace: 'topics' })
    .where('address', '=', `telegram:${person.user.id}`)
    .execute()

const question: Survey['questions'][number] = {
  key: 'where',
  kind: 'choice',
  ask: { en: 'Where should they stand?' },
  options: [option('park', 'The park'), option('quay', 'The quay')],
}

test('once enough have answered, people like them are neither asked nor reminded; what they ask for is another survey', async () => {
  const ana = await member('Ana', { area: HILL })
  const eve = await member('Eve', { area: HILL, interests: ['parks'] })
  const ben = await member('Ben', { area: HILL, timeZone: ASLEEP })
  const cy = await member('Cy', { area: SANDS, timeZone: ASLEEP })
  const benches = aSurvey('benches', [question], { quotas: [{ of: { area: HILL }, most: 1 }] })
  await launch({ ...benches, schedule: { ...benches.schedule, remindAfterDays: 2 } })
  await hears(ana, /Where should they stand/)
  await eventually(async () => expect(await states('benches')).toEqual(['sent', 'sent', 'due', 'due']))
  ana.taps('The park')
  await hears(ana, /Thank you, that was all/)

  await goTo('2027-03-01T14:01Z')
  await hears(cy, /Where should they stand/)
  await eventually(async () => expect(await states('benches')).toEqual(['sent', 'sent', 'full', 'sent']))
  await goTo('2027-03-01T14:01:11Z')
  const { channels } = town.slack
  await eventually(() =>
    expect(channels.flatMap(({ messages }) => messages.map(wordsOf)).join('\n')).toMatch(
      /Sent 3 of 4 · answered 1[\s\S]*Not asked, as enough people like them had answered: 1/,
    ),
  )

  // Cy, of whom no number was named, reads it twice; by then it had been Eve's turn as well.
  await goTo('2027-03-03T14:02Z')
  await hears(cy, /Where should they stand/)
  await eventually(() => expect(cy.heard()).toHaveLength(2))
  expect([eve, ben].map(person => person.heard().length)).toEqual([1, 0])

  commands(ben, 'panel')
  await hears(ben, /panel/i)
  ben.taps('Give me one now')
  await hears(ben, /There is no survey for you at this moment/)

  await launch(aSurvey('lamps', [{ ...question, ask: { en: 'Where is it dark?' } }], { interests: ['parks'] }))
  expect(await states('lamps')).toEqual(['due'])
  commands(eve, 'panel')
  await hears(eve, /panel/i)
  eve.taps('Give me one now')
  await hears(eve, /Where is it dark/)
})

test('who wants to hear of their topics alone by then is asked where it is one of theirs', async () => {
  await goTo('2027-04-01T11:00Z')
  const fay = await member('Fay', { area: SANDS, timeZone: ASLEEP, interests: ['parks'] })
  const hal = await member('Hal', { area: SANDS, timeZone: ASLEEP, interests: ['parks'] })
  await launch(aSurvey('trees', [question], { areas: [SANDS], interests: ['parks'] }))
  await launch(aSurvey('bins', [question], { areas: [SANDS], networks: ['telegram'] }))
  expect(await states('trees')).toEqual(['due', 'due'])
  await becomesOnlyTopics(fay)
  await becomesOnlyTopics(hal)

  await goTo('2027-04-01T13:01Z')
  await hears(fay, /About trees/)
  await hears(hal, /About trees/)
  await goTo('2027-04-08T13:02Z')
  // Cy is one of those that it is for.
  await eventually(async () => expect(await states('bins')).toEqual(['sent', 'dropped', 'dropped']))
})
