/**
 * Quiet hours as people type them: "21-8", "21:30 – 7", "9pm-8am", "٢١-٨".
 */
import { westernDigits } from '../fold.ts'
import type { QuietHours } from './member.ts'

const TIME = String.raw`(\d{1,2})(?:[:.h]([0-5]\d))?\s*(?:h\b)?\s*(am|pm)?`
const HOURS = new RegExp(
  String.raw`^(?:from|de|des|من)?\s*${TIME}\s*(?:[-–—−]|to|until|till|a|à|hasta|إلى|الى|حتى)\s*${TIME}$`,
  'u',
)

/** Undefined where it is no two times, or twice the same one. */
export function readQuietHours(typed: string): QuietHours | undefined {
  if (typed.length > 40) return undefined
  const [whole, fromHour, fromMinute, fromHalf, toHour, toMinute, toHalf] =
    HOURS.exec(westernDigits(typed).toLowerCase().trim()) ?? []
  if (whole === undefined) return undefined
  const from = minutesOf(Number(fromHour), Number(fromMinute ?? 0), fromHalf)
  const to = minutesOf(Number(toHour), Number(toMinute ?? 0), toHalf)
  return from === undefined || to === undefined || from === to ? undefined : { from, to }
}

/** Minutes after midnight. 24:00 is midnight. */
function minutesOf(hour: number, minute: number, half: string | undefined): number | undefined {
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined
  const of24 = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0)
  const minutes = of24 * 60 + minute
  return minutes <= 24 * 60 ? minutes % (24 * 60) : undefined
}

/** "21:30", of minutes after midnight. */
export function writeClock(minutes: number): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
