/**
 * How many reports and questions a person may send on one day; the one beyond waits as a draft. Counted in the person's
 * own state, as in `flood.ts`.
 */
import { isoDayAt } from '../core/time-zone.ts'
import { leave } from './drafts.ts'
import type { Dialogue } from './talk-state.ts'
import { keep, showMenu, type Turn } from './turn.ts'

/** Counts a report or a question that is about to be sent; false where the day's are all sent. */
export function mayOpen(turn: Turn): boolean {
  const { now, place } = turn.world
  const day = isoDayAt(now, place.timeZone)
  const { opened } = turn.state
  const before = opened?.day === day ? opened.cases : 0
  if (before >= place.limits.reportsPerDay) return false
  keep(turn, { opened: { day, cases: before + 1 } })
  return true
}

/** The day's reports are all sent: this one waits as a draft. */
export function keepForTomorrow(turn: Turn, dialogue: Dialogue): void {
  const { say, place } = turn.world
  leave(turn, dialogue)
  showMenu(turn, say('limits.reports', { number: place.emergency.number }))
}
