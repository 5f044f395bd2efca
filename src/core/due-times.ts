/**
 * When a department owes its first reply, and when a matter should be settled.
 */
import type { Department } from './place.ts'
import { addWorkingDays, addWorkingHours, type Calendar } from './working-time.ts'

export interface DueTimes {
  readonly replyDueAt: Date
  readonly fixDueAt: Date
}

/** @param from  When the department got it. */
export function dueTimesOf(
  { firstReplyHours, fixDays }: Pick<Department, 'firstReplyHours' | 'fixDays'>,
  from: Date,
  calendar: Calendar,
): DueTimes {
  return {
    replyDueAt: addWorkingHours(from, firstReplyHours, calendar),
    fixDueAt: addWorkingDays(from, fixDays, calendar),
  }
}
