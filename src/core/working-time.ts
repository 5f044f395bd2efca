/**
 * Working time: when something is due, counted in the hours and days on which the town works.
 *
 * Hours are real time between opening and closing, so that a day on which the clocks change counts what it has.
 */
import type { Calendar, Language } from './place.ts'
import { type Day, dayAt, instantAt, weekdayOf } from './time-zone.ts'

const HOUR_MS = 3_600_000
/** A clock that has not run out by then stands: the calendar's holidays leave nothing open. */
const MOST_DAYS = 3_653

/**
 * The instant when `hours` of working time have passed. Time outside working hours does not count; what runs out at
 * closing time is due at closing time.
 *
 * @throws {RangeError} where `hours` is negative or no number, or ten years do not suffice.
 * @throws {Error} where the calendar has no working hours at all.
 */
export function addWorkingHours(from: Date, hours: number, calendar: Calendar): Date {
  return addWorkingMs(from, Math.round(amount(hours, 'hours') * HOUR_MS), calendar)
}

/** As `addWorkingHours`, in milliseconds. */
export function addWorkingMs(from: Date, milliseconds: number, calendar: Calendar): Date {
  let left = amount(milliseconds, 'milliseconds')
  for (const { opens, closes } of openings(from, calendar)) {
    const begins = Math.max(opens, from.getTime())
    if (begins >= closes) continue
    if (left <= closes - begins) return new Date(begins + left)
    left -= closes - begins
  }
  throw new RangeError(`cannot add ${milliseconds / HOUR_MS} working hours: more than ten years`)
}

/** Working time that passes from one instant to another, in milliseconds; 0 where the second is not later. */
export function workingMsBetween(from: Date, to: Date, calendar: Calendar): number {
  let passed = 0
  if (to <= from) return passed
  for (const { opens, closes } of openings(from, calendar)) {
    if (opens >= to.getTime()) break
    passed += Math.max(0, Math.min(closes, to.getTime()) - Math.max(opens, from.getTime()))
  }
  return passed
}

/**
 * Closing time of the working day that is `days` after the day of `from`. That day itself does not count, so that 1
 * is the next working day; 0 is today where the town is still open, else the next working day.
 *
 * @throws as `addWorkingHours`.
 */
export function addWorkingDays(from: Date, days: number, calendar: Calendar): Date {
  let left = amount(days, 'days')
  const today = dayAt(from, calendar.timeZone).epochDay
  for (const { epochDay, closes } of openings(from, calendar)) {
    if (epochDay === today && (days > 0 || closes <= from.getTime())) continue
    if (days > 0) left -= 1
    if (left <= 0) return new Date(closes)
  }
  throw new RangeError(`cannot add ${days} working days: more than ten years`)
}

/** "Thursday 26 November", as residents read it. */
export function formatDay(date: Date, language: Language, timeZone: string): string {
  return format(date, language, timeZone, DAY)
}

/** "Thursday, 26 November 2026": for what may be a year away. */
export function formatDate(date: Date, language: Language, timeZone: string): string {
  return format(date, language, timeZone, DATE)
}

/** "Thursday 26 November at 16:30". */
export function formatMoment(date: Date, language: Language, timeZone: string): string {
  return format(date, language, timeZone, MOMENT)
}

const DAY: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' }
const DATE: Intl.DateTimeFormatOptions = { ...DAY, year: 'numeric' }
const MOMENT: Intl.DateTimeFormatOptions = { ...DAY, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }

function format(date: Date, language: Language, timeZone: string, options: Intl.DateTimeFormatOptions): string {
  // Plain English is American to Intl, with the month first and a comma.
  const locale = language === 'en' ? 'en-GB' : language
  const key = `${locale} ${timeZone} ${options.year ?? ''} ${options.hour ?? ''}`
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(locale, { ...options, timeZone })
    formats.set(key, made)
  }
  return made.format(date)
}

/** Making one takes a hundred times longer than using it. */
const formats = new Map<string, Intl.DateTimeFormat>()

interface Opening extends Day {
  /** Milliseconds since 1970. */
  readonly opens: number
  readonly closes: number
}

/** The town's working days from that of `from` on. */
function* openings(from: Date, { hours, holidays, timeZone }: Calendar): Generator<Opening> {
  if (![...hours.values()].some(({ opens, closes }) => opens < closes)) {
    throw new Error('the place has no working hours; give at least one day in `hours` of the place file')
  }
  const closed = new Set(holidays)
  const { epochDay: first } = dayAt(from, timeZone)
  for (let epochDay = first; epochDay < first + MOST_DAYS; epochDay++) {
    const times = hours.get(weekdayOf(epochDay))
    const isoDate = new Date(epochDay * 24 * HOUR_MS).toISOString().slice(0, 10)
    if (!times || closed.has(isoDate)) continue
    const opens = instantAt(epochDay, times.opens, timeZone)
    const closes = instantAt(epochDay, times.closes, timeZone)
    if (opens < closes) yield { epochDay, opens, closes }
  }
}

function amount(value: number, unit: string): number {
  if (value >= 0 && Number.isFinite(value)) return value
  throw new RangeError(`cannot add ${value} working ${unit}: give a number from 0`)
}
