/**
 * How often surveys come: never more often than wanted.
 */
import { expect, test } from 'vitest'
import { mayBeAskedFrom } from '../../../src/core/panel/frequency.ts'

const DAY_MS = 86_400_000
const day = (n: number) => new Date(n * DAY_MS)

test.each([
  ['any', 7, 7],
  ['topics', 7, 7],
  ['weekly', 3, 7],
  ['monthly', 7, 30],
  ['weekly', 14, 14],
] as const)('who wants %s, where the place has %i days, is asked after %i', (pace, capDays, days) => {
  expect(mayBeAskedFrom(day(100), pace, capDays)).toEqual(day(100 + days))
  expect(mayBeAskedFrom(null, pace, capDays) <= day(0)).toBe(true)
})
