/**
 * When a survey goes out. Times of day are counted as the clock on the wall shows them and only then become instants, so
 * that one which does not exist, or exists twice, is one instant all the same.
 */
import { Cron } from 'croner'
import type { SurveySchedule } from '../core/panel/survey.ts'
import { instantAt, wallAt } from '../core/time-zone.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** The easternmost clock is so far ahead of UTC (Kiribati): a wave by members' clocks is made when it is due there. */
const EASTERNMOST_MS = 14 * 3_600_000

/** The town's time zone, and now. */
interface Here {
  readonly timeZone: string
  readonly now: Date
}

/** When the first wave is to be made: now, or later, or a moment ago where somewhere it is later than the time given. */
export function firstWave(schedule: SurveySchedule, { timeZone, now }: Here): Date {
  if (schedule.repeat === undefined && schedule.at === undefined) return now
  const wall =
    schedule.at === undefined
      ? nextOnWall(schedule.repeat ?? '', wallAt(now, timeZone))
      : Date.parse(`${schedule.at}:00Z`)
  return madeAt(wall, schedule, timeZone)
}

/** When the wave after this one is to be made; null where it was the last. */
export function waveAfter(wave: Date, schedule: SurveySchedule, timeZone: string): Date | null {
  if (schedule.repeat === undefined) return null
  return madeAt(nextOnWall(schedule.repeat, wallOf(wave, schedule, timeZone)), schedule, timeZone)
}

/**
 * When a wave begins for those who live by a clock.
 *
 * @param wave  When it is to be made.
 * @param timeZone  Theirs.
 */
export function beginsAt(wave: Date, schedule: SurveySchedule, timeZone: string): Date {
  const byClock = schedule.at !== undefined || schedule.repeat !== undefined
  if (!byClock || schedule.zone === 'place') return wave
  return onWall(wave.getTime() + EASTERNMOST_MS, timeZone)
}

export function closesAt(wave: Date, schedule: SurveySchedule, timeZone: string): Date {
  return new Date(beginsAt(wave, schedule, timeZone).getTime() + schedule.closesAfterDays * DAY_MS)
}

function madeAt(wall: number, { zone }: SurveySchedule, timeZone: string): Date {
  return zone === 'member' ? new Date(wall - EASTERNMOST_MS) : onWall(wall, timeZone)
}

function wallOf(wave: Date, { zone }: SurveySchedule, timeZone: string): number {
  return zone === 'member' ? wave.getTime() + EASTERNMOST_MS : wallAt(wave, timeZone)
}

function onWall(wall: number, timeZone: string): Date {
  const day = Math.floor(wall / DAY_MS)
  return new Date(instantAt(day, (wall - day * DAY_MS) / MINUTE_MS, timeZone))
}

function nextOnWall(line: string, after: number): number {
  const next = new Cron(line, { paused: true, timezone: 'UTC' }).nextRun(new Date(after))
  if (!next) throw new Error(`the cron line "${line}" never comes`)
  return next.getTime()
}
