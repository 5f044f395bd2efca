/**
 * Numbers that a scale is read by.
 */

/** More of them make a grid that covers what it is there for. */
const MOST_STEPS = 4

/**
 * Equal steps that are easy to count in (1, 2 or 5, or ten times that, or a tenth…), from `low` on; the last one is `high`,
 * or the first behind it.
 */
export function ticksOver(low: number, high: number): readonly number[] {
  const range = high - low || 1
  const exponent = Math.floor(Math.log10(range / MOST_STEPS))
  const step = [1, 2, 5, 10].map(one => one * 10 ** exponent).find(one => range / one <= MOST_STEPS + 1e-9)!
  const steps = Math.max(Math.ceil(range / step - 1e-9), 1)
  // Steps of tenths do not add up to what they look like.
  return Array.from({ length: steps + 1 }, (_, n) => Number((low + n * step).toPrecision(12)))
}
