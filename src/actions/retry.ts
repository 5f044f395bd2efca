/**
 * Sends once more what did not reach everybody: to those alone whom it did not reach.
 */
import { type CaseAtDesk, recordEvents, touchCase } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { moveReply, type Reply } from '../store/replies.ts'
import { beginCopy, copiesOf } from '../store/reply-copies.ts'
import { tellAgain } from '../store/told.ts'
import type { ActionContext } from './context.ts'
import { sendReply } from './send-reply.ts'
import { markMessage } from './to-desk.ts'
import { waitForResident } from './wait-for-resident.ts'

/**
 * What failed goes on where it stopped; where that is too long ago, it goes anew.
 *
 * @returns Undefined where somebody else was quicker.
 */
export async function retryReply(
  trx: Trx,
  to: CaseAtDesk,
  reply: Reply,
  by: string,
  context: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  if (!(await moveReply(trx, reply, 'queued', context.now))) return undefined
  await recordEvents(trx, [{ caseId: to.id, actor: by, kind: 'retried', detail: { reply: reply.id } }], context.now)
  const failed = (await copiesOf(trx, reply.id)).filter(copy => copy.failed)
  if ((await tellAgain(trx, reply.id)) > 0) {
    for (const { address, version } of failed) await beginCopy(trx, reply.id, address, version)
    await touchCase(trx, to.id, context.now)
    const asked = reply.choices && { caseId: to.id, replyId: reply.id }
    const waiting = asked ? await waitForResident(trx, asked, context) : []
    return [...waiting, markMessage(reply.channel, reply.ts, 'underWay')]
  }
  return sendReply(trx, to, { ...reply, state: 'queued' }, context)
}

/** @returns False where somebody else was quicker, or nothing of it is left to send. */
export async function retryNews(
  trx: Trx,
  about: CaseAtDesk,
  news: string,
  by: string,
  { now }: ActionContext,
): Promise<boolean> {
  if ((await tellAgain(trx, news)) === 0) return false
  await recordEvents(trx, [{ caseId: about.id, actor: by, kind: 'retried', detail: { news } }], now)
  return true
}
