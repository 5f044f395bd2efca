/**
 * Whom words of staff reach, in a few words: the first by name, the others by their number.
 */
import type { Place } from '../core/place.ts'
import { speakToStaff } from './context.ts'

/** @param names  At least one, those who came first before the others. @returns `Ana`, or `Ana and 1 other`. */
export function whoHears(place: Place, [first = '', ...others]: readonly string[]): string {
  if (others.length === 0) return first
  return speakToStaff(place)('desk.andOthers', { name: first, count: others.length }).text
}
