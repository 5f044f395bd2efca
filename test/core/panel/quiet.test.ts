/**
 * When something may come unasked: by the member's clock, whatever clocks do.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstAllowed } from '../../../src/core/panel/quiet.ts'
import { isoDayAt, wallAt } from '../../../src/core/time-zone.ts'

const NIGHT = { from: 20 * 60, to: 9 * 60 }
const minuteOf = (at: Date, timeZone: string) => Math.floor((wallAt(at, timeZone) % 86_400_000) / 60_000)

test.each([
  ['in the day it may come at once', NIGHT, [], 'Europe/London', '2026-11-23T12:34:56Z', '2026-11-23T12:34:56Z'],
  ['at the minute it begins it is quiet', NIGHT, [], 'Europe/London', '2026-11-23T20:00Z', '2026-11-24T09:00Z'],
  ['after midnight it is still quiet', NIGHT, [], 'Europe/London', '2026-11-24T03:00Z', '2026-11-24T09:00Z'],
  ['at the minute it ends it may come', NIGHT, [], 'Europe/London', '2026-11-24T09:00Z', '2026-11-24T09:00Z'],
  ['it is the clock of the member', NIGHT, [], 'Asia/Tokyo', '2026-11-23T12:00Z', '2026-11-24T00:00Z'],
  ['also within a day', { from: 720, to: 840 }, [], 'Europe/London', '2026-11-23T12:10Z', '2026-11-23T14:00Z'],
  [
    'a day that is kept free',
    NIGHT,
    ['2026-12-24', '2026-12-25'],
    'Europe/London',
    '2026-12-24T12:00Z',
    '2026-12-26T09:00Z',
  ],
  [
    'the evening before it',
    NIGHT,
    ['2026-12-24', '2026-12-25'],
    'Europe/London',
    '2026-12-23T21:00Z',
    '2026-12-26T09:00Z',
  ],
  [
    'the end is a time that does not exist',
    { from: 1320, to: 90 },
    [],
    'Europe/London',
    '2027-03-28T00:30Z',
    '2027-03-28T01:30Z',
  ],
  [
    'the end is a time that exists twice',
    { from: 1320, to: 90 },
    [],
    'Europe/London',
    '2026-10-24T23:30Z',
    '2026-10-25T00:30Z',
  ],
])('%s', (_, hours, blockedDates, timeZone, at, expected) => {
  expect(firstAllowed(new Date(at), { hours, blockedDates, timeZone })).toEqual(new Date(expected))
})

test('nothing passes a calendar without an end', () => {
  const blockedDates = Array.from({ length: 500 }, (_, day) =>
    new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10),
  )
  expect(firstAllowed(new Date('2027-01-01T12:00Z'), { hours: NIGHT, blockedDates, timeZone: 'UTC' })).toBeUndefined()
})

test('what is allowed is never earlier, never quiet, never blocked, and the first such minute', () => {
  const zones = ['Europe/London', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Africa/Cairo']
  const minute = fc.integer({ min: 0, max: 1439 })
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) }),
      fc.record({ from: minute, to: minute }),
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
      fc.constantFrom(...zones),
      (time, hours, blockedDays, timeZone) => {
        const at = new Date(Math.floor(time / 60_000) * 60_000)
        const blockedDates = blockedDays.map(n => isoDayAt(new Date(at.getTime() + n * 86_400_000), timeZone))
        const isFree = (moment: Date) => {
          const now = minuteOf(moment, timeZone)
          const { from, to } = hours
          const quiet = from > to ? now >= from || now < to : now >= from && now < to
          return !quiet && !blockedDates.includes(isoDayAt(moment, timeZone))
        }
        const first = firstAllowed(at, { hours, blockedDates, timeZone })
        expect(first).toBeDefined()
        expect(first!.getTime()).toBeGreaterThanOrEqual(at.getTime())
        const changes = [0, 1, 2, 3, 4, 5].some(n => {
          const [a, b] = [n, n + 1].map(d => {
            const moment = new Date(at.getTime() + (d - 1) * 86_400_000)
            return wallAt(moment, timeZone) - moment.getTime()
          })
          return a !== b
        })
        // On days on which clocks move the same minute may be there twice, or not at all: the tables say what counts.
        if (changes) return
        expect(isFree(first!)).toBe(true)
        if (first!.getTime() > at.getTime()) expect(isFree(new Date(first!.getTime() - 60_000))).toBe(false)
      },
    ),
  )
})
