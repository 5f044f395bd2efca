/**
 * Clocks that stand still while a case waits for its resident.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueAfterPause } from '../../src/core/pause.ts'
import type { Calendar } from '../../src/core/place.ts'
import { addWorkingMs, workingMsBetween } from '../../src/core/working-time.ts'

const HOUR_MS = 3_600_000
const nineToFive = { opens: 9 * 60, closes: 17 * 60 }
const london: Calendar = {
  hours: new Map([1, 2, 3, 4, 5].map(day => [day, nineToFive])),
  holidays: ['2026-12-25', '2026-12-28'],
  timeZone: 'Europe/London',
}
const at = (text: string) => new Date(text)
const shown = (date: Date) => date.toISOString().replace(':00.000Z', 'Z')

describe('due after a pause', () => {
  test.each([
    ['two hours of a day', '2026-11-23T10:00Z', '2026-11-23T12:00Z', '2026-11-23T14:00Z', '2026-11-23T16:00Z'],
    ['over night', '2026-11-23T16:00Z', '2026-11-24T10:00Z', '2026-11-24T10:00Z', '2026-11-24T12:00Z'],
    ['a night alone', '2026-11-23T17:00Z', '2026-11-24T09:00Z', '2026-11-24T12:00Z', '2026-11-24T12:00Z'],
    ['a weekend alone', '2026-11-27T18:00Z', '2026-11-30T08:00Z', '2026-11-30T17:00Z', '2026-11-30T17:00Z'],
    ['past what was due', '2026-11-23T10:00Z', '2026-11-25T10:00Z', '2026-11-23T12:00Z', '2026-11-25T12:00Z'],
    ['overdue before it began', '2026-11-23T10:00Z', '2026-11-24T10:00Z', '2026-11-23T10:00Z', '2026-11-23T10:00Z'],
    ['due at closing time', '2026-11-23T10:00Z', '2026-11-23T11:00Z', '2026-11-24T17:00Z', '2026-11-25T10:00Z'],
    ['over holidays', '2026-12-24T16:00Z', '2026-12-29T10:00Z', '2026-12-29T10:00Z', '2026-12-29T12:00Z'],
    ['into summer time', '2026-03-27T16:00Z', '2026-03-30T09:00Z', '2026-03-30T09:00Z', '2026-03-30T11:00Z'],
  ])('%s', (_, since, until, due, expected) => {
    expect(shown(dueAfterPause(at(due), { since: at(since), until: at(until) }, london))).toBe(expected)
  })

  const from = Date.UTC(2026, 0, 1)
  const instant = fc.integer({ min: 0, max: 366 * 24 * 60 }).map(minutes => new Date(from + minutes * 60_000))

  test('never earlier than before, and by the working time that passed', () => {
    fc.assert(
      fc.property(instant, instant, instant, (a, b, due) => {
        const [since, until] = a <= b ? [a, b] : [b, a]
        const after = dueAfterPause(due, { since, until }, london)
        expect(after.getTime()).toBeGreaterThanOrEqual(due.getTime())
        if (due > since) {
          expect(workingMsBetween(due, after, london)).toBe(workingMsBetween(since, until, london))
        }
      }),
      { numRuns: 300 },
    )
  })

  test('two pauses one after the other are as one', () => {
    fc.assert(
      fc.property(instant, instant, instant, (a, b, c) => {
        const [since, middle, until] = [a, b, c].toSorted((x, y) => x.getTime() - y.getTime()) as [Date, Date, Date]
        const due = addWorkingMs(since, 40 * HOUR_MS, london)
        const once = dueAfterPause(due, { since, until }, london)
        const twice = dueAfterPause(
          dueAfterPause(due, { since, until: middle }, london),
          { since: middle, until },
          london,
        )
        expect(workingMsBetween(since, twice, london)).toBe(workingMsBetween(since, once, london))
      }),
      { numRuns: 100 },
    )
  })
})

describe('working time between two instants', () => {
  test('is what has to be added to get from one to the other', () => {
    const hours = fc.integer({ min: 1, max: 400 })
    const from = fc.integer({ min: 0, max: 500_000 }).map(m => new Date(Date.UTC(2026, 0, 1) + m * 60_000))
    fc.assert(
      fc.property(from, hours, (start, n) => {
        expect(workingMsBetween(start, addWorkingMs(start, n * HOUR_MS, london), london)).toBe(n * HOUR_MS)
      }),
      { numRuns: 200 },
    )
  })
  test.each([
    ['nothing where the second is not later', '2026-11-23T10:00Z', '2026-11-23T10:00Z', 0],
    ['nothing at night', '2026-11-23T17:00Z', '2026-11-24T09:00Z', 0],
    ['a week', '2026-11-23T00:00Z', '2026-11-30T00:00Z', 40],
  ])('%s', (_, a, b, hours) => expect(workingMsBetween(at(a), at(b), london)).toBe(hours * HOUR_MS))
})
