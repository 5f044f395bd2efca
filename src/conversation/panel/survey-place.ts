/**
 * Which of a survey's questions waits for a person: for a day at most, for of questions that hang on an earlier answer it
 * tells that answer. Time itself takes it out; the survey's buttons, its reminder and *My panel* lead on from there.
 */
import { isWaking } from '../../core/waking.ts'
import type { TalkState } from '../talk-state.ts'
import { keep, type Turn } from '../turn.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** True within a day. Who has left it for longer is somewhere else by now. */
export function isUnderWay({ at }: NonNullable<TalkState['survey']>, now: Date): boolean {
  return now.getTime() - Date.parse(at) <= DAY_MS
}

/**
 * When it is to be forgotten, milliseconds since 1970: at night nothing is done, so it is the last hour of the day before
 * a day is over.
 *
 * @see isWaking
 */
export function placeDueOf({ survey }: Pick<TalkState, 'survey'>, timeZone: string): number | undefined {
  if (!survey) return undefined
  let due = Math.floor((Date.parse(survey.at) + DAY_MS) / HOUR_MS) * HOUR_MS
  while (!isWaking(new Date(due), timeZone)) due -= HOUR_MS
  return due
}

export function forgetPlace(turn: Turn): void {
  const { state, world } = turn
  const due = placeDueOf(state, world.place.timeZone)
  if (due !== undefined && due <= world.now.getTime()) keep(turn, { survey: undefined })
}
