/**
 * Sends a reply once more that its network refused.
 */
import type { CaseAtDesk } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { moveReply, type Reply } from '../store/replies.ts'
import type { ActionContext } from './context.ts'
import { queueReply } from './reply-to-resident.ts'

/** Name of the button; its value is the id of the reply. */
export const RETRY_REPLY = 'retry-reply'

/** @returns Undefined where somebody else was quicker, or it went out after all. */
export async function retryReply(
  trx: Trx,
  to: CaseAtDesk,
  reply: Reply,
  context: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  if (!(await moveReply(trx, reply.id, 'failed', 'queued', context.now))) return undefined
  return queueReply(trx, to, reply, context)
}
