/**
 * Surveys by the clocks of those who are asked: nights on which an hour is missing or comes twice, other continents, and
 * invitations that are spread.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const HOUR_MS = 3_600_000
/** At night as well: these tests are about no quiet hours. */
const NEVER_QUIET = [0, 0] as const

let town: Town
let offsetMs = 0
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

const now = () => new Date(Date.now() + offsetMs)

/** Moves the clock, also back. */
async function goTo(at: Date): Promise<void> {
  const ms = at.getTime() - now().getTime()
  offsetMs += ms
  await town.moveClock(ms)
}

async function membersOf(area: number, zones: readonly string[]): Promise<readonly TelegramPerson[]> {
  const people = zones.map(firstName => town.telegram.addPerson({ firstName, started: true }))
  await addMembers(
    town.connections.db,
    people.map(({ user }, n) => ({
      ...{ address: `telegram:${user.id}`, area: town.place.areas[area]!.name },
      ...{ timeZone: zones[n]!, quiet: NEVER_QUIET },
    })),
  )
  return people
}

async function launch(area: number, key: string, schedule: string): Promise<void> {
  const { db } = town.connections
  const audience = `audience: { areas: [${town.place.areas[area]!.name}] }`
  const survey = benches(town.place, `key: ${key}`, audience, `schedule: { ${schedule} }`)
  await keepSurvey(db, survey)
  const context = { place: town.place, now: now() }
  const launched = await db
    .transaction()
    .execute(trx => launchSurvey(trx, survey.key, { id: 'U0LEAD', name: 'Lea' }, context))
  if (launched.kind !== 'launched') throw new Error(launched.kind)
  await town.moveClock(0)
}

const timesOf = (people: readonly TelegramPerson[]) =>
  people.map(person => person.heard().filter(text => /Where should they stand/.test(text)).length)
const haveHeard = (people: readonly TelegramPerson[], times: readonly number[]) =>
  eventually(() => expect(timesOf(people)).toEqual(times))

test.each([
  ['does not exist in Madrid', 0, '2027-03-21', ['01:30', '06:30', '17:30'], '2027-03-28', ['01:30', '06:30', '17:30']],
  ['comes twice in Madrid', 1, '2027-10-24', ['00:30', '06:30', '17:30'], '2027-10-31', ['00:30', '06:30', '17:30']],
])('half past two on Sundays, by each clock, also where it %s', async (_, area, before, first, changing, second) => {
  // A week earlier for the first time, so that the clock changes between two waves.
  const people = await membersOf(area, ['Europe/Madrid', 'America/New_York', 'Asia/Tokyo'])
  const [madrid, newYork, tokyo] = people
  await goTo(new Date(`${before}T00:00Z`))
  await goTo(new Date(new Date(`${before}T00:00Z`).getTime() - 36 * HOUR_MS))
  await launch(area, `half-past-two-${area}`, 'repeat: "30 2 * * 0", zone: member, closesAfterDays: 4')
  expect(timesOf(people)).toEqual([0, 0, 0])
  for (const [n, [day, times]] of [
    [before, first],
    [changing, second],
  ].entries()) {
    const at = (time: string, days = 0) => new Date(new Date(`${day}T${time}Z`).getTime() - days * 24 * HOUR_MS)
    const [inMadrid, inNewYork, inTokyo] = times as readonly string[]
    await goTo(new Date(at(inTokyo!, 1).getTime() - 60_000))
    expect(timesOf(people)).toEqual([n, n, n])
    await goTo(new Date(at(inTokyo!, 1).getTime() + 60_000))
    await haveHeard([tokyo!], [n + 1])
    await goTo(new Date(at(inMadrid!).getTime() - 60_000))
    expect(timesOf([madrid!])).toEqual([n])
    await goTo(new Date(at(inMadrid!).getTime() + 60_000))
    await haveHeard([madrid!], [n + 1])
    // The second half past two of that night, and the hour after it.
    for (const hours of [1, 2]) await goTo(new Date(at(inMadrid!).getTime() + hours * HOUR_MS + 60_000))
    await goTo(new Date(at(inNewYork!).getTime() + 60_000))
    await haveHeard([newYork!], [n + 1])
    expect(timesOf(people)).toEqual([n + 1, n + 1, n + 1])
  }
})

test('a change that is launched after the wave of a day was made by the easternmost clock goes out with the next one', async () => {
  await goTo(new Date('2027-11-01T12:00Z'))
  const people = await membersOf(3, ['Pacific/Kiritimati', 'Europe/London'])
  const waves = () =>
    town.connections.db
      .selectFrom('waves')
      .select(['number', 'version', 'starts_at'])
      .where('survey', '=', 'weekly')
      .orderBy('number')
      .execute()
  const first = { number: 1, version: 1, starts_at: new Date('2027-11-08T10:00Z') }
  await launch(3, 'weekly', 'repeat: "0 10 * * 1", zone: member, closesAfterDays: 4')
  await goTo(new Date('2027-11-07T20:01Z'))
  await haveHeard(people, [1, 0])
  await goTo(new Date('2027-11-08T09:30Z'))
  await launch(3, 'weekly', 'repeat: "0 10 * * 1", zone: member, closesAfterDays: 5')
  expect(await waves()).toEqual([first])
  await goTo(new Date('2027-11-08T10:01Z'))
  await haveHeard(people, [1, 1])

  await goTo(new Date('2027-11-15T10:01Z'))
  await haveHeard(people, [2, 2])
  expect(await waves()).toEqual([first, { number: 2, version: 2, starts_at: new Date('2027-11-15T10:00Z') }])
})

test('spread over some hours, each at a time of their own, and nobody after them', async () => {
  await goTo(new Date('2027-12-06T10:00Z'))
  const people = await membersOf(
    2,
    Array.from({ length: 24 }, () => 'Europe/London'),
  )
  await launch(2, 'spread', 'spreadHours: 6, closesAfterDays: 3')
  const rows = await town.connections.db
    .selectFrom('invitations as i')
    .innerJoin('waves as w', 'w.id', 'i.wave_id')
    .select(['i.due_at', 'w.starts_at'])
    .where('w.survey', '=', 'spread')
    .execute()
  const after = rows.map(row => row.due_at.getTime() - row.starts_at.getTime())
  expect(Math.min(...after)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...after)).toBeLessThanOrEqual(6 * HOUR_MS)
  expect(new Set(after).size).toBeGreaterThan(12)
  expect(Math.max(...after)).toBeGreaterThan(3 * HOUR_MS)
  await goTo(new Date('2027-12-06T16:01Z'))
  await haveHeard(
    people,
    people.map(() => 1),
  )
})
