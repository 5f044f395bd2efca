import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ticksOver } from '../../src/core/ticks.ts'

test.each([
  [1, 5, [1, 2, 3, 4, 5]],
  [0, 48, [0, 20, 40, 60]],
  [0, 100, [0, 50, 100]],
  [0, 0, [0, 0.5, 1]],
  [0, 0.3, [0, 0.1, 0.2, 0.3]],
  [1900, 1960, [1900, 1920, 1940, 1960]],
])('from %s to %s', (low, high, ticks) => {
  expect(ticksOver(low, high)).toEqual(ticks)
})

test('a scale holds all that lies on it, in a few steps', () => {
  fc.assert(
    fc.property(fc.integer({ min: -10_000, max: 10_000 }), fc.integer({ min: 0, max: 1_000_000 }), (low, range) => {
      const ticks = ticksOver(low, low + range)
      expect(ticks[0]).toBe(low)
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(low + range)
      expect(ticks.length).toBeLessThanOrEqual(5)
    }),
  )
})
