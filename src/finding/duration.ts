/** How long things took, in words. */
import type { Place } from '../core/place.ts'

/** So many, or a tenth of them is nobody. */
export const ENOUGH = 10
/** Shorter times are told in hours. */
const DAYS_FROM_S = 48 * 3_600

/** "3.5 hours", "4 days", as the language writes it. */
export function duration(place: Place, seconds: number): string {
  const inDays = seconds >= DAYS_FROM_S
  return new Intl.NumberFormat(place.languages[0], {
    style: 'unit',
    unit: inDays ? 'day' : 'hour',
    unitDisplay: 'long',
    maximumFractionDigits: 1,
  }).format(seconds / (inDays ? 86_400 : 3_600))
}
