/**
 * How far ahead a department is warned: while a quarter of the time that it has is left.
 */
import type { Department } from './place.ts'
import { addWorkingDays, addWorkingHours, addWorkingMs, workingMsBetween } from './working-time.ts'

export interface AlarmHorizon {
  /** A first answer that is due by then comes near. */
  readonly replyBy: Date
  /** So does what is to be settled by then. */
  readonly fixBy: Date
}

/** Of the whole time for an answer, or for settling a matter. */
const LEFT = 1 / 4

/**
 * What is due by then has at most a quarter of the department's working time left. Asked anew each time, it holds
 * whatever moved the due time meanwhile: a pause, another department, other targets in the place file.
 */
export function alarmHorizon(department: Department, now: Date): AlarmHorizon {
  const ahead = (due: Date) => addWorkingMs(now, workingMsBetween(now, due, department) * LEFT, department)
  return {
    replyBy: ahead(addWorkingHours(now, department.firstReplyHours, department)),
    fixBy: ahead(addWorkingDays(now, department.fixDays, department)),
  }
}
