/**
 * How often surveys come: never more often than wanted, and none is kept from ever coming.
 */
import fc from 'fast-check'
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

interface Waiting {
  readonly wave: number
  readonly from: number
  readonly until: number
}

/** One member's days: of the waves that wait, the earliest goes when the cap allows it. @returns The day of each. */
function live(waves: readonly Waiting[], capDays: number): ReadonlyMap<number, number> {
  const asked = new Map<number, number>()
  let last: Date | null = null
  for (let today = 0; today < 1_000; today += 1) {
    if (mayBeAskedFrom(last, 'any', capDays) > day(today)) continue
    const first = waves.find(({ wave, from, until }) => !asked.has(wave) && from <= today && today < until)
    if (!first) continue
    asked.set(first.wave, today)
    last = day(today)
  }
  return asked
}

test('a rare survey is asked among frequent ones: before it go only those that were there before it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 14 }),
      fc.array(fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 1, max: 60 })), {
        minLength: 1,
        maxLength: 40,
      }),
      (capDays, gaps) => {
        let from = 0
        const waves = gaps.map(([gap, open], wave) => {
          from += gap
          return { wave, from, until: from + open }
        })
        const asked = live(waves, capDays)
        const days = [...asked.values()].toSorted((a, b) => a - b)
        for (const [n, at] of days.entries()) if (n > 0) expect(at - days[n - 1]!).toBeGreaterThanOrEqual(capDays)
        for (const wave of waves) {
          const before = waves.filter(other => other.wave < wave.wave && other.until > wave.from).length
          // The one that was asked just before it came counts as well.
          const latest = wave.from + (before + 1) * capDays
          if (wave.until > latest) expect(asked.get(wave.wave)).toBeLessThanOrEqual(latest)
        }
      },
    ),
  )
})
