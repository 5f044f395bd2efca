/**
 * The rarer acts of a case's card, behind one button.
 */
import { stillBlocked } from '../core/block.ts'
import { isSettled } from '../core/case-status.ts'
import type { DeskButton } from '../core/outbound.ts'
import type { Place } from '../core/place.ts'
import type { CaseOnCard } from '../store/case-on-card.ts'
import { speakToStaff } from './context.ts'

/** Names of the acts, and of the forms that they open. The value of each is the id of the case. */
export const TRANSFER = 'transfer'
export const CATEGORY = 'category'
export const MERGE = 'merge'
export const ESCALATE = 'escalate'
export const DETAILS = 'details'
export const BLOCK = 'block'
/** Opens no form. */
export const UNMERGE = 'unmerge'

export function caseMenu(
  place: Place,
  { id, address, status, category, mergedInto, blockedUntil }: CaseOnCard,
  now: Date,
): readonly DeskButton[] {
  const say = speakToStaff(place)
  if (mergedInto !== null) return [{ action: UNMERGE, value: id, label: say('desk.merge.undo').text }]
  const details = { action: DETAILS, value: id, label: say('desk.details.act').text }
  const blocked = stillBlocked(blockedUntil, now) !== undefined
  const label = say(blocked ? 'desk.block.unblockAct' : 'desk.block.act').text
  // Who rang writes nothing that could be kept away.
  const block = address === null ? [] : [{ action: BLOCK, value: id, label }]
  if (isSettled(status)) return [details, ...block]
  const others = [...place.categories.keys()].some(key => key !== category)
  return [
    ...(place.departments.size > 1 ? [{ action: TRANSFER, value: id, label: say('desk.move.transfer').text }] : []),
    ...(others ? [{ action: CATEGORY, value: id, label: say('desk.move.wrongCategory').text }] : []),
    { action: MERGE, value: id, label: say('desk.merge.act').text },
    { action: ESCALATE, value: id, label: say('desk.details.escalate').text },
    details,
    ...block,
  ]
}
