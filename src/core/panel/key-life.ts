/**
 * How long it can be told who answered what in a survey, and how long before that late answers are taken.
 */
import type { Place } from '../place.ts'

/** Without a panel in the place file, nothing says how long any more. */
const DEFAULT_KEY_DAYS = 90

/**
 * So long before that ends, no answers are taken: by then what came in and what was said of them is gone for good, which
 * takes seven days and a night.
 */
export const SILENT_DAYS = 8

/** Two days, so that late answers are taken at all. */
export const FEWEST_KEY_DAYS = SILENT_DAYS + 2

/** Days after a survey closed. */
export function keyDaysOf({ panel }: Pick<Place, 'panel'>): number {
  return panel?.keyDays ?? DEFAULT_KEY_DAYS
}

/** Until when late answers are taken. Milliseconds since 1970. */
export function lateUntil(closesAt: Date, keyDays: number): number {
  return closesAt.getTime() + (keyDays - SILENT_DAYS) * 86_400_000
}
