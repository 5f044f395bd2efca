import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { apportion, percentages } from '../../../src/core/panel/apportion.ts'

describe('shares by largest remainder', () => {
  test.each([
    [
      [1, 1, 1],
      [34, 33, 33],
    ],
    [
      [2, 1],
      [67, 33],
    ],
    [
      [1, 0],
      [100, 0],
    ],
    [
      [0, 0],
      [0, 0],
    ],
    [[], []],
    [
      [994, 6],
      [99, 1],
    ],
    [
      [999, 1],
      [100, 0],
    ],
  ])('%j → %j per cent', (counts, shares) => expect(percentages(counts)).toEqual(shares))

  const weights = fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 20 }).filter(w => w.some(v => v > 0))

  test('they add up, and none is a whole unit off', () => {
    fc.assert(
      fc.property(fc.nat(10_000), weights, (units, w) => {
        const total = w.reduce((a, b) => a + b, 0)
        const shares = apportion(units, w)
        expect(shares.reduce((a, b) => a + b, 0)).toBe(units)
        shares.forEach((share, n) => {
          expect(Math.abs(share - (units * w[n]!) / total)).toBeLessThan(1)
          if (w[n] === 0) expect(share).toBe(0)
        })
      }),
    )
  })

  test.each([
    [-1, [1]],
    [1, [-1]],
    [Number.NaN, [1]],
    [1, [Number.POSITIVE_INFINITY]],
  ])('of %s by %j is refused', (units, w) => expect(() => apportion(units, w)).toThrow(RangeError))
})
