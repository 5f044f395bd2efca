/**
 * Reminders: one to who was asked and has not come to the end. It says that it is one, and leads who had begun to where they
 * stopped. On a clock that the tests move.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { addressOf } from '../../src/core/network.ts'
import type { Survey } from '../../src/core/panel/survey.ts'
import { addMembers, keepSurvey } from '../support/panel.ts'
import { answersOf, aSurvey, option } from '../support/surveys.ts'
import { commands, hears } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const DAY_MS = 86_400_000

let town: Town
let people: readonly TelegramPerson[]
let members: readonly string[]
let offsetMs = 0
beforeAll(async () => {
  town = await startTown({ started: false })
  people = ['Ana', 'Ben', 'Cy', 'Dee'].map(firstName => town.telegram.addPerson({ firstName, started: true }))
  members = await addMembers(
    town.connections.db,
    people.map(({ user }) => ({ address: addressOf('telegram', String(user.id)), timeZone: 'UTC' })),
  )
  await goOn(Date.parse('2027-03-01T12:00Z') - Date.now())
  await town.start()
})
afterAll(() => town[Symbol.asyncDispose]())

async function goOn(ms: number): Promise<void> {
  offsetMs += ms
  await town.moveClock(ms)
}

const benches: Survey = {
  ...aSurvey('benches', [
    {
      key: 'where',
      kind: 'choice',
      ask: { en: 'Where should they stand?' },
      options: [option('park', 'The park'), option('quay', 'The quay')],
    },
    { key: 'many', kind: 'number', ask: { en: 'How many?' }, from: 1, to: 50 },
    { key: 'more', kind: 'text', ask: { en: 'What else?' } },
  ]),
  schedule: { zone: 'place', spreadHours: 0, remindAfterDays: 2, closesAfterDays: 10 },
}
const newest = (person: TelegramPerson) => person.heard().at(-1) ?? ''

test('who has not answered reads that it is a reminder; who had begun goes on where they stopped, by tap or in words', async () => {
  const [ana, ben, cy, dee] = people as readonly [TelegramPerson, TelegramPerson, TelegramPerson, TelegramPerson]
  const { db } = town.connections
  await keepSurvey(db, benches)
  const context = { place: town.place, now: new Date(Date.now() + offsetMs) }
  const by = { id: 'U0LEAD', name: 'Lea' }
  const { kind } = await db.transaction().execute(trx => launchSurvey(trx, 'benches', by, context))
  expect(kind).toBe('launched')
  await goOn(0)
  for (const person of people) await hears(person, /Where should they stand/)
  for (const person of [ana, ben, cy]) {
    expect(newest(person)).not.toMatch(/reminder/)
    person.taps('The park')
    await hears(person, /How many/)
  }

  await goOn(2 * DAY_MS + 60_000)
  await hears(dee, /^A short reminder: you have not answered[\s\S]*Where should they stand/)
  for (const person of [ana, ben, cy]) {
    await hears(person, /^You have begun About benches\. What you answered is kept/)
    expect(newest(person)).not.toMatch(/Where should they stand|How many/)
  }

  ana.taps('Go on')
  await hears(ana, /How many\?/)
  // A number is the answer, not the number of the button.
  ben.says('1')
  await hears(ben, /What else/)
  cy.says('go on')
  await hears(cy, /How many\?/)
  cy.says('7')
  await hears(cy, /What else/)
  const [wave] = await db.selectFrom('waves').innerJoin('wave_keys', 'wave_id', 'id').select(['id', 'key']).execute()
  const answers = await Promise.all(members.map(member => answersOf(db, wave!, member)))
  expect(answers).toEqual([{ where: 'park' }, { where: 'park', many: 1 }, { where: 'park', many: 7 }, {}])
  expect(people.map(person => person.heard().length)).toEqual([4, 4, 5, 2])
})

test('who asks for a survey that they had begun is led to where they stopped', async () => {
  const [, ben] = people
  await goOn(2 * DAY_MS)
  commands(ben!, 'panel')
  await hears(ben!, /panel/i)
  ben!.taps('Give me one now')
  await hears(ben!, /^You have begun About benches/)
  // What is asked there is not on the screen: these words are for something else.
  const before = ben!.heard().length
  ben!.says('thank you so much')
  await eventually(() => expect(ben!.heard().length).toBeGreaterThan(before))
  const [wave] = await town.connections.db
    .selectFrom('waves')
    .innerJoin('wave_keys', 'wave_id', 'id')
    .select(['id', 'key'])
    .execute()
  expect(await answersOf(town.connections.db, wave!, members[1]!)).toEqual({ where: 'park', many: 1 })
  ben!.taps('Go on')
  await hears(ben!, /What else\?/)
})
