/**
 * When a department owes its first reply, and when a matter should be settled.
 */
import type { Department } from './place.ts'
import { addWorkingDays, addWorkingHours } from './working-time.ts'

export interface DueTimes {
  readonly replyDueAt: Date
  readonly fixDueAt: Date
}

/** @param from  When the department got it; its clocks run in its own hours. */
export function dueTimesOf(department: Department, from: Date): DueTimes {
  return {
    replyDueAt: addWorkingHours(from, department.firstReplyHours, department),
    fixDueAt: addWorkingDays(from, department.fixDays, department),
  }
}
