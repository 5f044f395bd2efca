/**
 * Sends what a member of staff wrote to the resident of the case, and to who follows it beside them.
 */
import { speak } from '../../locales/index.ts'
import type { ToResident } from '../core/outbound.ts'
import type { Place } from '../core/place.ts'
import { joinRich, type RichText } from '../core/rich-text.ts'
import { answerCase, type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import type { CaseEvent } from '../store/record.ts'
import { insertReply, type NewReply, type Reply } from '../store/replies.ts'
import { type ActionContext, departmentOf, inLanguage, reference } from './context.ts'
import { tellFollowers } from './tell-followers.ts'
import { markMessage } from './to-desk.ts'
import { asQuestion, waitForResident } from './wait-for-resident.ts'

/** What a member of staff wrote, before it is a reply or a note. */
export type Written = Omit<NewReply, 'caseId'> & {
  /** When its author last looked: the form in which it was written was opened then. Absent: just now, in the thread. */
  readonly since?: Date
}

export async function replyToResident(
  trx: Trx,
  to: CaseAtDesk,
  written: Written,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const id = await insertReply(trx, { ...written, caseId: to.id }, 'queued', context.now)
  return queueReply(trx, to, { ...written, id, caseId: to.id }, context)
}

/** Queues a reply that is on record. */
export async function queueReply(
  trx: Trx,
  to: CaseAtDesk,
  reply: Omit<Reply, 'state'>,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  await answerCase(trx, to.id, now)
  await recordEvents(trx, [repliedEvent('replied', reply)], now)
  const { id, choices } = reply
  const told = await tellFollowers(trx, to, { kind: 'reply', replyId: id }, follower => {
    const { text, files } = messageOf({ ...to, ...follower }, reply, place)
    if (!choices) return { text, files }
    // What was asked of one person is not everybody's to answer.
    return follower.how === 'reporter' ? asQuestion(text, { id, choices }, follower.language) : undefined
  })
  const waiting = choices ? await waitForResident(trx, { caseId: to.id, replyId: id }, { place, now }) : []
  return [...waiting, markMessage(reply.channel, reply.ts, 'underWay'), ...told]
}

/** What a member of staff wrote, word for word, for the record. */
export function repliedEvent(kind: 'replied' | 'noted', reply: Omit<Reply, 'state'>): CaseEvent {
  const { id, caseId, author, words: text, files } = reply
  return { caseId, actor: author, kind, detail: { reply: id }, words: { text, files } }
}

/** What the resident gets of it: pure, so that its author can look at it before it goes. */
export function messageOf(
  to: CaseAtDesk,
  reply: Pick<Reply, 'authorName' | 'words' | 'files'>,
  place: Place,
): ToResident {
  const signature = speak(to.language)(place.replies.identity === 'named' ? 'reply.fromPerson' : 'reply.fromTeam', {
    author: reply.authorName,
    department: inLanguage(place, departmentOf(place, to.department).name, to.language),
    reference: reference(place, to.id),
  })
  return {
    to: 'resident',
    address: to.address,
    text: signed(signature, reply.words),
    choices: [],
    files: reply.files,
    ...(to.channel && { channel: to.channel }),
  }
}

function signed(signature: RichText, words: RichText): RichText {
  return words.text ? joinRich([signature, words], '\n') : signature
}
