/**
 * Keeps what a member of staff wrote among staff.
 */
import { type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { insertReply } from '../store/replies.ts'
import type { ActionContext } from './context.ts'
import { replyEvent } from './reply-event.ts'
import type { Written } from './reply-to-resident.ts'
import { markMessage } from './to-desk.ts'

export async function keepNote(
  trx: Trx,
  about: CaseAtDesk,
  written: Written,
  { now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const id = await insertReply(trx, { ...written, caseId: about.id }, 'note', now)
  await recordEvents(
    trx,
    [replyEvent('noted', { ...written, id, caseId: about.id, version: 1, wordsBy: written.author })],
    now,
  )
  return [markMessage(written.channel, written.ts, 'note')]
}
