/**
 * Shares that add up: of a whole, so many units for each part, by largest remainder (Hamilton's method).
 */

/**
 * Gives out `units` in proportion to `weights`, as whole numbers that add up to `units`. Of equal remainders, the first
 * in order wins, so that the same weights always give the same shares.
 *
 * @param weights  None negative.
 * @returns  One number for each weight; all 0 where the weights are.
 * @throws {RangeError} where a weight or `units` is negative, or no finite number.
 */
export function apportion(units: number, weights: readonly number[]): readonly number[] {
  for (const value of [units, ...weights]) {
    if (!Number.isFinite(value) || value < 0) throw new RangeError(`cannot apportion ${value}: negative, or no number`)
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  if (total === 0) return weights.map(() => 0)
  const exact = weights.map(weight => (units * weight) / total)
  const shares = exact.map(Math.floor)
  const left = Math.round(units) - shares.reduce((sum, share) => sum + share, 0)
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .filter(({ index }) => weights[index] !== 0)
    .toSorted((a, b) => b.remainder - a.remainder || a.index - b.index)
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1
  return shares
}

/** Shares in whole per cent that add up to 100; all 0 where nothing was counted. */
export function percentages(counts: readonly number[]): readonly number[] {
  return apportion(100, counts)
}
