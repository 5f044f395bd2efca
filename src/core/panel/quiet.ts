/**
 * When something may come unasked: not in quiet hours, by the member's own clock, nor on days that the place keeps free.
 */
import { dayAt, instantAt, isoDayAt } from '../time-zone.ts'
import type { QuietHours } from './member.ts'

export interface Quiet {
  readonly hours: QuietHours
  /** ISO dates, by the same clock. */
  readonly blockedDates: readonly string[]
  readonly timeZone: string
}

/** A calendar that blocks a whole year and more lets nothing pass. */
const LONGEST_DAYS = 400

/**
 * The moment itself where nothing is against it, else the first one after it. Where quiet hours end at a time that clocks
 * skip, they end as much later.
 *
 * @returns Undefined where there is none for more than a year.
 */
export function firstAllowed(at: Date, quiet: Quiet): Date | undefined {
  const { timeZone, blockedDates } = quiet
  const { from, to } = quiet.hours
  const first = dayAt(at, timeZone).epochDay
  for (let day = first; day < first + LONGEST_DAYS; day += 1) {
    const start = new Date(Math.max(at.getTime(), instantAt(day, 0, timeZone)))
    if (blockedDates.includes(isoDayAt(start, timeZone))) continue
    const next = instantAt(day + 1, 0, timeZone)
    const moment = loud(start, day, next)
    if (moment !== undefined) return moment
  }
  return undefined

  /** The first moment from `start` on, before `end`, that is not in quiet hours of that day. */
  function loud(start: Date, day: number, end: number): Date | undefined {
    const time = start.getTime()
    const starts = instantAt(day, from, timeZone)
    const ends = instantAt(day, to, timeZone)
    // Over midnight they are the night's two ends, else a stretch within the day.
    const isQuiet = from > to ? time >= starts || time < ends : time >= starts && time < ends
    if (!isQuiet) return start
    return ends > time && ends < end ? new Date(ends) : undefined
  }
}
