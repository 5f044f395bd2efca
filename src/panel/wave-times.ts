/**
 * When a survey goes out. Times of day are counted as the clock on the wall shows them and only then become instants, so
 * that one which does not exist, or exists twice, is one instant all the same.
 */
import { Cron } from 'croner'
import type { SurveySchedule } from '../core/panel/survey.ts'
import { dayAt, instantAt, wallAt } from '../core/time-zone.ts'

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

/**
 * The same of a survey that went out before, in this version or another. Of a repetition it is the first on a later day than
 * the last wave: who launches a change in between, be it of the hour, sends nobody the wave of a day twice.
 *
 * @param last  When the last wave began, or begins; by the town's clock, as its days are.
 * @returns Undefined where it is to go out once, at a time that is not after that.
 */
export function firstWaveSince(schedule: SurveySchedule, here: Here, last: Date): Date | undefined {
  const { timeZone } = here
  let wave = firstWave(schedule, here)
  if (schedule.at !== undefined) return beginsAt(wave, schedule, timeZone) > last ? wave : undefined
  if (schedule.repeat === undefined) return wave
  const lastDay = dayAt(last, timeZone).epochDay
  while (dayAt(beginsAt(wave, schedule, timeZone), timeZone).epochDay <= lastDay)
    wave = nextOf(wave, schedule.repeat, schedule, timeZone)
  return wave
}

/** When the wave after this one is to be made; null where it was the last. */
export function waveAfter(wave: Date, schedule: SurveySchedule, timeZone: string): Date | null {
  return schedule.repeat === undefined ? null : nextOf(wave, schedule.repeat, schedule, timeZone)
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

function nextOf(wave: Date, repeat: string, schedule: SurveySchedule, timeZone: string): Date {
  return madeAt(nextOnWall(repeat, wallOf(wave, schedule, timeZone)), schedule, timeZone)
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
