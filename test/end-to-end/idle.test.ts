/**
 * Talks that were left, through the real door: closed by the clock, in the day, for many at once and each once.
 */
import { expect, test } from 'vitest'
import { dayAt, instantAt } from '../../src/core/time-zone.ts'
import { commands, hears } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const DAY_MS = 86_400_000
const CLOSED = /It has been a day.*Would you like to go on/s

test('a day later the talk is closed with a word, once, and not at night; who cannot be reached, or wants none, gets none', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const ben = town.discord.addPerson({ username: 'ben', locale: 'en-GB' })
  const gone = town.telegram.addPerson({ firstName: 'Gone', languageCode: 'en' })
  const stopped = town.telegram.addPerson({ firstName: 'Stopped', languageCode: 'en' })
  for (const person of [ana, ben, gone, stopped]) {
    commands(person, 'report')
    await hears(person, /What is the problem/)
    person.says('A lamp is out on the corner')
    await hears(person, /What is it about/)
  }
  gone.blocks()
  stopped.says('stop all')
  await hears(stopped, /no surveys, no reminders/)
  await eventually(async () => {
    const left = await rows(town, 'select 1 from conversations where unreachable_since is not null')
    expect(left).toHaveLength(1)
  })
  const before = [gone, stopped].map(person => person.heard().length)
  const toldOf = (person: typeof ana | typeof ben) => person.heard().filter(words => CLOSED.test(words)).length

  let now = Date.now()
  /** To this hour of the town's clock, `days` days from now. */
  const moveTo = async (days: number, hour: number) => {
    const { timeZone } = town.place
    const to = instantAt(dayAt(new Date(now), timeZone).epochDay + days, hour * 60, timeZone)
    await town.moveClock(to - now)
    now = to
  }
  await moveTo(2, 4)
  expect(await rows(town, 'select 1 from outbox where bulk')).toEqual([])
  await moveTo(0, 10)
  for (const person of [ana, ben]) await hears(person, CLOSED)
  await moveTo(0, 11)
  expect(await rows(town, 'select lane from outbox where bulk')).toHaveLength(2)
  expect([ana, ben].map(toldOf)).toEqual([1, 1])
  expect([gone, stopped].map(person => person.heard().length)).toEqual(before)

  ana.says('Go on')
  await hears(ana, /Good, let us go on/)
  await moveTo(1, 12)
  await eventually(() => expect(toldOf(ana)).toBe(2))
  await town.moveClock(15 * DAY_MS)
  expect(JSON.stringify(await rows(town, 'select state from conversations'))).not.toContain('on the corner')
})

async function rows({ connections }: Town, query: string): Promise<readonly object[]> {
  return (await connections.pool.query<object>(query)).rows
}
