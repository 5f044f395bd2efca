/**
 * The field in which staff say why, in forms that want a reason.
 */
import { speakToStaff } from '../actions/context.ts'
import { MOST_REASON } from '../core/case-details.ts'
import { cleanText } from '../core/clean-text.ts'
import type { FormField } from '../core/desk-views.ts'
import type { Place } from '../core/place.ts'

export function reasonField(label: string, hint: string): FormField {
  return { key: 'reason', kind: 'words', label, hint, required: true, most: MOST_REASON }
}

/** @returns The reason as it counts; or, where it is none, what to say at the field. */
export function readReason(place: Place, typed = ''): { readonly why: string; readonly wrong?: string } {
  const say = speakToStaff(place)
  const why = cleanText(typed).trim()
  if (why === '') return { why, wrong: say('desk.move.noReason').text }
  if (why.length > MOST_REASON) return { why, wrong: say('desk.wrong.longWords', { most: MOST_REASON }).text }
  return { why }
}
