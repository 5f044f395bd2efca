/**
 * @param sorted  Rising, at least one.
 * @param q  0.5 for the median.
 */
export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))]!
}
