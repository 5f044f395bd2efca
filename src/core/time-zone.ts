/**
 * Local time and instants, by what `Intl` knows of time zones.
 */
const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

export interface Day {
  /** Days since 1 January 1970, as the calendar on the wall counts them. */
  readonly epochDay: number
}

/** The local day of an instant. */
export function dayAt(instant: Date, timeZone: string): Day {
  return { epochDay: Math.floor(wallAt(instant, timeZone) / DAY_MS) }
}

/** What the clock on the wall shows; milliseconds since 1970 as if it showed UTC. */
export function wallAt(instant: Date, timeZone: string): number {
  return instant.getTime() + offsetAt(instant.getTime(), timeZone)
}

/** The local day of an instant, as an ISO date. */
export function isoDayAt(instant: Date, timeZone: string): string {
  return new Date(dayAt(instant, timeZone).epochDay * DAY_MS).toISOString().slice(0, 10)
}

/** A day of the calendar as in 2026-11-26. */
export function isIsoDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** When a day begins, by the clock on the wall. @param day  ISO date. */
export function startOfDay(day: string, timeZone: string): Date {
  return new Date(instantAt(Date.parse(`${day}T00:00:00Z`) / DAY_MS, 0, timeZone))
}

/**
 * When it is `minutes` after midnight on a local day, by the clock on the wall; milliseconds since 1970.
 *
 * A time that comes twice is the first of both; one that is skipped is as much later as the clocks moved.
 */
export function instantAt(epochDay: number, minutes: number, timeZone: string): number {
  const local = epochDay * DAY_MS + minutes * MINUTE_MS
  const before = offsetAt(local - DAY_MS, timeZone)
  const after = offsetAt(local + DAY_MS, timeZone)
  const candidates = [local - before, local - after].filter(time => time + offsetAt(time, timeZone) === local)
  return candidates.length > 0 ? Math.min(...candidates) : local - before
}

/** 0 is Sunday. */
export function weekdayOf(epochDay: number): number {
  return (((epochDay + 4) % 7) + 7) % 7
}

/** How far the clock on the wall is ahead of UTC, milliseconds. Clocks move at whole minutes: one answer serves for each. */
function offsetAt(time: number, timeZone: string): number {
  const minute = Math.floor(time / MINUTE_MS)
  let offsets = offsetsByMinute.get(timeZone)
  if (!offsets || offsets.size >= MINUTES_KEPT) {
    offsets = new Map()
    offsetsByMinute.set(timeZone, offsets)
  }
  let offset = offsets.get(minute)
  if (offset === undefined) {
    offset = askOffset(minute * MINUTE_MS, timeZone)
    offsets.set(minute, offset)
  }
  return offset
}

/** Asking `Intl` costs some 5 µs, and due times ask for the same few minutes again and again. */
const offsetsByMinute = new Map<string, Map<number, number>>()
const MINUTES_KEPT = 10_000

function askOffset(time: number, timeZone: string): number {
  const parts: Record<string, number> = {}
  for (const { type, value } of formatterFor(timeZone).formatToParts(time)) parts[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) - time
}

/** Making one takes longer than using it a thousand times. */
const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone)
  if (!formatter) {
    const numeric = 'numeric'
    formatter = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
    })
    formatters.set(timeZone, formatter)
  }
  return formatter
}
