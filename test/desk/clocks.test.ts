/**
 * Clocks that staff see: what is due soon, what is overdue, and what waits in the morning. Each is said once.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardOf, showsOnCard } from '../support/cards.ts'
import { hears, opensCase, type Thread, wordsOf } from '../support/talks.ts'
import { allSaid, eventually, startTown, type Town } from '../support/town.ts'

const HOUR_MS = 3_600_000

let town: Town
let aheadMs = 0
beforeAll(async () => {
  town = await startTown()
  const until = Date.parse('2026-11-23T10:00Z') - Date.now()
  aheadMs = until
  town.advance(until)
})
afterAll(() => town[Symbol.asyncDispose]())

/** Moves the clock to a moment, and does what time has brought about by then. */
async function itIs(moment: string): Promise<void> {
  const byMs = Date.parse(moment) - (Date.now() + aheadMs)
  aheadMs += byMs
  await town.moveClock(byMs)
}

const rawOf = (thread: Thread) =>
  JSON.stringify(
    town.slack.channels.find(c => c.id === thread.channel)!.messages.filter(m => m.thread_ts === thread.ts),
  )

const digests = () =>
  town.slack.channels
    .find(c => c.id === town.place.departments.get('desk')!.channel)!
    .messages.filter(m => m.thread_ts === undefined && wordsOf(m).includes('what waits this morning'))
    .map(wordsOf)

test('at three quarters of the time staff are warned, at its end the approvers are called; each once', async () => {
  const { person, reference, thread } = await opensCase(town, 'Ana')
  await itIs('2026-11-23T15:50Z')
  expect(thread.posts()).toEqual([])

  await itIs('2026-11-23T16:05Z')
  await eventually(() =>
    expect(thread.posts()).toEqual([
      expect.stringMatching(/The first answer to\s+Ana\s+is due on Tuesday 24 November at 10:0\d/),
    ]),
  )
  expect(rawOf(thread)).not.toContain('U0LEAD')
  await itIs('2026-11-23T16:50Z')
  expect(thread.posts()).toHaveLength(1)

  await itIs('2026-11-24T10:30Z')
  await eventually(() => expect(thread.posts().at(-1)).toMatch(/Nobody has answered\s+Ana\s+yet/))
  expect(rawOf(thread)).toContain('"user_id":"U0LEAD"')
  await itIs('2026-11-24T16:50Z')
  expect(thread.posts()).toHaveLength(2)

  town.priya.writes(thread.channel, 'It opens at ten.', { thread: thread.ts })
  await hears(person, /It opens at ten/)
  await showsOnCard(town, thread, /^(?!.*First reply due)/s)
  expect(wordsOf(cardOf(town, thread))).toContain(reference)
})

test('whoever has the case is called when it comes near; an answer in time is the end of it', async () => {
  await itIs('2026-11-25T09:30Z')
  const { person, thread } = await opensCase(town, 'Ben')
  town.priya.presses(thread.channel, thread.ts, 'claim')
  await showsOnCard(town, thread, /With\s*: Priya/)
  await itIs('2026-11-25T15:40Z')
  await eventually(() => expect(thread.posts().at(-1)).toMatch(/The first answer to\s+Ben\s+is due/))
  expect(rawOf(thread)).toContain(`"user_id":"${town.priya.id}"`)
  town.priya.writes(thread.channel, 'At ten.', { thread: thread.ts })
  await hears(person, /At ten/)
  const said = thread.posts().length
  await itIs('2026-11-26T12:00Z')
  expect(thread.posts()).toHaveLength(said)
})

test('after a long stop a case says one thing: that it is overdue', async () => {
  await itIs('2026-11-30T09:30Z')
  const { thread } = await opensCase(town, 'Cleo')
  await town.stop()
  town.advance(21 * HOUR_MS * 24)
  aheadMs += 21 * HOUR_MS * 24
  await town.start()
  await itIs('2026-12-21T12:00Z')
  await eventually(() => expect(thread.posts()).toHaveLength(1))
  expect(thread.posts()[0]).toMatch(/Nobody has answered\s+Cleo\s+yet/)
  await showsOnCard(town, thread, /: \w+day \d+ \w+, overdue/)
})

test('the digest comes once each working morning, links its threads, and is silent where nothing waits', async () => {
  await itIs('2027-01-04T08:59Z')
  await allSaid(town)
  const before = digests().length
  await itIs('2027-01-04T09:01Z')
  await eventually(() => expect(digests()).toHaveLength(before + 1))
  expect(digests().at(-1)).toMatch(/Overdue\s*: 3\s+\w+-1003 · Question/)
  expect(digests().at(-1)).toMatch(/Nobody has them\s*: \d/)
  await itIs('2027-01-04T09:30Z')
  await itIs('2027-01-04T12:00Z')
  await allSaid(town)
  expect(digests()).toHaveLength(before + 1)

  await itIs('2027-01-09T09:30Z')
  expect(digests()).toHaveLength(before + 1)
  await itIs('2027-01-11T15:00Z')
  await allSaid(town)
  expect(digests()).toHaveLength(before + 1)

  const parks = town.slack.channels.find(c => c.id === town.place.departments.get('parks')!.channel)!
  expect(parks.messages).toEqual([])
})
