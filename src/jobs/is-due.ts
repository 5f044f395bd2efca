/**
 * When a job is due. Pure.
 */
import { dayAt, instantAt } from '../core/time-zone.ts'

/** At each tick, for jobs that find by themselves what is due; or once a day, by the clock on the wall. */
export type Timing = 'eachTick' | { readonly hour: number; readonly minute: number }

/**
 * True where the last such time of day came after the job was last done. What was missed, by a stop at night or by a
 * clock that was moved, is done once, late.
 *
 * @param done  When it was last done; absent where it never was.
 */
export function isDue(
  { hour, minute }: Exclude<Timing, 'eachTick'>,
  done: Date | undefined,
  now: Date,
  timeZone: string,
): boolean {
  if (!done) return true
  const { epochDay } = dayAt(now, timeZone)
  const today = instantAt(epochDay, hour * 60 + minute, timeZone)
  const latest = today <= now.getTime() ? today : instantAt(epochDay - 1, hour * 60 + minute, timeZone)
  return done.getTime() < latest
}
