/**
 * Clocks that stand still while a case waits for its resident: the working time that passed meanwhile is added.
 */
import type { Calendar } from './place.ts'
import { addWorkingMs, workingMsBetween } from './working-time.ts'

/**
 * When something is due after a pause. What was overdue when the pause began stays overdue.
 *
 * @returns Never earlier than `due`; `due` itself where no working time passed.
 */
export function dueAfterPause(
  due: Date,
  { since, until }: { readonly since: Date; readonly until: Date },
  calendar: Calendar,
): Date {
  if (due <= since) return due
  const paused = workingMsBetween(since, until, calendar)
  return paused === 0 ? due : addWorkingMs(due, paused, calendar)
}
