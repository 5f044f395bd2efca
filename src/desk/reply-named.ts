/**
 * The reply that a button or a form is about, in the words that whoever pressed had before them.
 */
import type { CaseAtDesk } from '../store/cases.ts'
import { type Reply, replyById } from '../store/replies.ts'
import type { DeskWork } from './desk-work.ts'

/**
 * @param value  `REPLY.VERSION`, and whatever else behind another point.
 * @returns Undefined where there is none of this case, or it says something else by now, or it waits for nobody's word.
 */
export async function replyNamed({ db }: DeskWork, about: CaseAtDesk, value: string): Promise<Reply | undefined> {
  const [id = '', version = ''] = value.split('.')
  const reply = /^\d{1,18}$/.test(id) ? await replyById(db, id) : undefined
  const waits = reply?.state === 'held' || reply?.state === 'draft' || reply?.state === 'declined'
  return reply?.caseId === about.id && String(reply.version) === version && waits ? reply : undefined
}
