/**
 * Keeps what staff note on a case: on record what it was and what it is, on its card, and in the thread where it is now kept
 * from the public or shown to it.
 */
import { type CaseDetails, raised } from '../core/case-details.ts'
import { joinRich, quoted } from '../core/rich-text.ts'
import { detailsOf, setDetails, setPriority } from '../store/case-details.ts'
import type { Colleague } from '../store/case-work.ts'
import { type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type ActionContext, departmentOf, speakToStaff } from './context.ts'
import { cardUpdate, threadPost } from './to-desk.ts'

export async function noteDetails(
  trx: Trx,
  about: CaseAtDesk,
  details: CaseDetails,
  by: Colleague,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const before = await detailsOf(trx, about.id)
  await setDetails(trx, about.id, details)
  const event = {
    caseId: about.id,
    actor: by.id,
    kind: 'detailed',
    detail: { before: before && onRecord(before), after: onRecord(details) },
    ...(details.hiddenReason !== null && { words: { reason: details.hiddenReason } }),
  }
  await recordEvents(trx, [event], now)
  const say = speakToStaff(place)
  const author = { author: by.name }
  const hidden = details.hiddenReason
  if (hidden !== null && hidden !== before?.hiddenReason)
    return [
      cardUpdate(about.id),
      threadPost(about.id, { text: joinRich([say('desk.details.hid', author), quoted(hidden)], '\n') }),
    ]
  const shown = before?.hiddenReason != null && hidden === null
  return [cardUpdate(about.id), ...(shown ? [threadPost(about.id, { text: say('desk.details.unhid', author) })] : [])]
}

/** Why it is hidden is somebody's words. */
function onRecord({ hiddenReason, ...details }: CaseDetails): object {
  return { ...details, hidden: hiddenReason !== null }
}

/** Calls the approvers of the department into the thread, and raises the priority. */
export async function escalateCase(
  trx: Trx,
  about: CaseAtDesk,
  { reason, by }: { readonly reason: string; readonly by: Colleague },
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const before = (await detailsOf(trx, about.id))?.priority ?? 'normal'
  const after = raised(before)
  await setPriority(trx, about.id, after)
  const event = { caseId: about.id, actor: by.id, kind: 'escalated', detail: { before, after }, words: { reason } }
  await recordEvents(trx, [event], now)
  const { approvers } = departmentOf(place, about.department)
  const text = joinRich([speakToStaff(place)('desk.details.escalated', { author: by.name }), quoted(reason)], '\n')
  const calls = approvers.length > 0 ? approvers : place.admins
  return [threadPost(about.id, { text, calls }), cardUpdate(about.id)]
}
