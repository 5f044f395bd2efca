/**
 * Working hours: `{ mon-fri: "09:00-17:00", sat: "10:00-12:30" }` → times per weekday; and hours in which all is quiet.
 */
import { z } from 'zod'
import type { QuietHours } from '../core/panel/member.ts'
import type { WorkingHours } from '../core/place.ts'

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']

export const workingHours = z.record(z.string(), z.string()).transform((raw, context): WorkingHours => {
  const hours = new Map<number, { readonly opens: number; readonly closes: number }>()
  for (const [days, times] of Object.entries(raw)) {
    const complain = (message: string) => context.addIssue({ code: 'custom', message, path: [days] })
    const numbers = readDays(days)
    const time = readTimes(times)
    if (!numbers) complain('must be a day or a span of days as in sat or mon-fri')
    if (!time) complain('must be times as in "09:00-17:00", the later one last')
    for (const day of numbers ?? []) {
      if (hours.has(day)) complain(`names ${weekdays[day]} a second time`)
      if (time) hours.set(day, time)
    }
  }
  if (Object.keys(raw).length === 0)
    context.addIssue({ code: 'custom', message: 'must have at least one day, since clocks run in these hours' })
  return hours
})

/** `"20:00-09:00"`, over midnight where the later time is first. */
export const quietHours = z.string().transform((raw, context): QuietHours => {
  const [from, to] = raw.split('-').map(minutesOf)
  if (from !== undefined && to !== undefined && from !== to && raw.split('-').length === 2) return { from, to }
  context.addIssue({ code: 'custom', message: 'must be two times as in "20:00-09:00"' })
  return z.NEVER
})

function minutesOf(time: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time)
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined
}

/** A span may go over the end of the week: `fri-mon`. */
function readDays(days: string): readonly number[] | undefined {
  const [first, last, ...more] = days.split('-').map(day => weekdays.indexOf(day))
  if (first === undefined || more.length > 0 || first < 0 || (last !== undefined && last < 0)) return undefined
  const length = (((last ?? first) - first + 7) % 7) + 1
  return Array.from({ length }, (_, index) => (first + index) % 7)
}

function readTimes(times: string): { readonly opens: number; readonly closes: number } | undefined {
  const match = /^(\d\d):([0-5]\d)-(\d\d):([0-5]\d)$/.exec(times)
  if (!match) return undefined
  const [opens, closes] = [Number(match[1]) * 60 + Number(match[2]), Number(match[3]) * 60 + Number(match[4])]
  return opens < closes && closes <= 24 * 60 ? { opens, closes } : undefined
}
