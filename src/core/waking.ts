/**
 * When people may be written to though they said nothing.
 */
import { dayAt, instantAt } from './time-zone.ts'

const FROM_MINUTES = 9 * 60
const UNTIL_MINUTES = 20 * 60

/** True from 9 in the morning until 8 in the evening, by the clock on the wall. */
export function isWaking(now: Date, timeZone: string): boolean {
  const { epochDay } = dayAt(now, timeZone)
  const time = now.getTime()
  return time >= instantAt(epochDay, FROM_MINUTES, timeZone) && time < instantAt(epochDay, UNTIL_MINUTES, timeZone)
}
