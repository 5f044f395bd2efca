/**
 * Gives a case to a colleague, and tells them.
 */

import type { DeskThread } from '../core/outbound.ts'
import { type Colleague, giveCase } from '../store/case-work.ts'
import { type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type ActionContext, reference, speakToStaff } from './context.ts'
import { cardUpdate, whisper } from './to-desk.ts'

/** @returns Nothing to send where they had it already. */
export async function assignCase(
  trx: Trx,
  about: CaseAtDesk,
  { by, to, thread }: { readonly by: Colleague; readonly to: Colleague; readonly thread: DeskThread },
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  if (!(await giveCase(trx, about.id, to))) return []
  const detail = { to: to.id, ...(about.assignee !== null && { from: about.assignee }) }
  await recordEvents(trx, [{ caseId: about.id, actor: by.id, kind: 'assigned', detail }], now)
  const words = speakToStaff(place)('desk.assignedYou', { author: by.name, reference: reference(place, about.id) })
  const told = by.id === to.id ? [] : [whisper({ channel: thread.channel, thread: thread.ts, user: to.id }, words)]
  return [cardUpdate(about.id), ...told]
}
