/**
 * Takes a case from somebody who cannot work on it any more, and says so in its thread.
 */
import { caseById } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type ActionContext, speakToStaff } from './context.ts'
import { threadPost } from './to-desk.ts'
import { unassignCase } from './unassign-case.ts'

/** @returns Nothing to send where it is not `from` who has it any more. */
export async function unassignLeaver(
  trx: Trx,
  caseId: string,
  from: string,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const about = await caseById(trx, caseId)
  const left = about && (await unassignCase(trx, about, { by: 'folkmoot', from }, context))
  if (!left) return []
  const name = about.assigneeName ?? from
  return [...left, threadPost(caseId, { text: speakToStaff(context.place)('desk.assigneeLeft', { name }) })]
}
