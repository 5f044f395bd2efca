/**
 * The working day of a moment: when it opened, and when it closes.
 */
import type { Calendar } from './place.ts'
import { dayAt, instantAt, isoDayAt, weekdayOf } from './time-zone.ts'

export interface Opening {
  /** ISO date, where the calendar is. */
  readonly day: string
  readonly opens: Date
  readonly closes: Date
}

/** @returns Undefined on a day that is no working day. */
export function openingOf({ hours, holidays, timeZone }: Calendar, now: Date): Opening | undefined {
  const { epochDay } = dayAt(now, timeZone)
  const times = hours.get(weekdayOf(epochDay))
  const day = isoDayAt(now, timeZone)
  if (!times || holidays.includes(day)) return undefined
  return {
    day,
    opens: new Date(instantAt(epochDay, times.opens, timeZone)),
    closes: new Date(instantAt(epochDay, times.closes, timeZone)),
  }
}
