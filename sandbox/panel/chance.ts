/**
 * Chance that comes out the same each time: what a simulated member is like depends on their number alone.
 */

export interface Chance {
  /** From 0 up to 1. */
  next(): number
  /** True so often: 0.3 is three times in ten. */
  is(share: number): boolean
  /** One of them, as often as its weight says; each the same where there are none. @throws {RangeError} of none. */
  pick<T>(of: readonly T[], weights?: readonly number[]): T
}

/** Mulberry32. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function chanceOf(seed: number): Chance {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    is: share => next() < share,
    pick: (of, weights = of.map(() => 1)) => {
      let left = next() * weights.reduce((sum, weight) => sum + weight, 0)
      for (const [n, one] of of.entries()) {
        left -= weights[n] ?? 0
        if (left < 0) return one
      }
      const last = of.at(-1)
      if (last === undefined) throw new RangeError('nothing to choose from')
      return last
    },
  }
}
