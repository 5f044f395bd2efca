/**
 * What staff write to the person behind a case that they brought in themselves: there is no chat to send it to, so it is
 * kept among staff, and its author is told so.
 */
import { type CaseAtDesk, threadOf } from '../store/cases.ts'
import type { Db, Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type ActionContext, reference, speakToStaff } from './context.ts'
import { keepNote } from './keep-note.ts'
import type { Written } from './reply-to-resident.ts'
import { whisper } from './to-desk.ts'

export async function noteForNobody(
  trx: Trx,
  about: CaseAtDesk,
  written: Written,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  return [...(await keepNote(trx, about, written, context)), ...(await sayNobody(trx, about, written, context))]
}

/** One sentence for its author, in the case's thread. */
export async function sayNobody(
  db: Db,
  about: Pick<CaseAtDesk, 'id'>,
  { author, channel }: Pick<Written, 'author' | 'channel'>,
  { place }: Pick<ActionContext, 'place'>,
): Promise<readonly NewOutbound[]> {
  const thread = await threadOf(db, about.id)
  const words = speakToStaff(place)('desk.rang.kept', { reference: reference(place, about.id) })
  return [whisper({ channel, user: author, ...(thread?.channel === channel && { thread: thread.ts }) }, words)]
}
