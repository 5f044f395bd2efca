/**
 * Sends a reply to everybody who follows its case, each in their language: who has it already gets what changed in it.
 */

import { networkOf } from '../core/network.ts'
import type { ToResident } from '../core/outbound.ts'
import type { Place } from '../core/place.ts'
import { answerCase, type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { type Follower, followersOf, hearsNobody } from '../store/followers.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { moveReply, type Reply } from '../store/replies.ts'
import { beginCopy, copiesOf, type ReplyCopy } from '../store/reply-copies.ts'
import type { ActionContext } from './context.ts'
import { sayNobody } from './note-for-nobody.ts'
import { replyEvent } from './reply-event.ts'
import { messageOf } from './sign-reply.ts'
import { markMessage } from './to-desk.ts'
import { asQuestion, waitForResident } from './wait-for-resident.ts'

/** @param reply  In the state `queued`; it is `sent` afterwards where nobody gets it anew. */
export async function sendReply(
  trx: Trx,
  about: CaseAtDesk,
  reply: Reply,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  if (await hearsNobody(trx, about)) {
    await moveReply(trx, { ...reply, state: 'queued' }, 'note', now)
    await recordEvents(trx, [replyEvent('noted', reply)], now)
    return [markMessage(reply.channel, reply.ts, 'note'), ...(await sayNobody(trx, about, reply, { place }))]
  }
  await answerCase(trx, about.id, now)
  const copies = new Map((await copiesOf(trx, reply.id)).map(copy => [copy.address, copy]))
  const { id: replyId, version } = reply
  const sent: NewOutbound[] = []
  let underWay = [...copies.values()].some(isUnderWay)
  for (const follower of await followersOf(trx, about.id)) {
    // What was asked of one person is not everybody's to answer.
    if (reply.choices && follower.how !== 'reporter') continue
    const { address } = follower
    const way = { network: networkOf(address), lane: address }
    const copy = copies.get(address)
    if (!copy || copy.failed) {
      await beginCopy(trx, replyId, address, version)
      sent.push({
        ...way,
        message: wordsFor(follower, about, reply, place),
        purpose: { kind: 'reply', replyId, version },
      })
      underWay = true
    } else if (copy.version !== version) {
      const { choices: _, ...message } = messageOf({ ...about, ...follower }, reply, place, true)
      sent.push({
        ...way,
        message: { ...message, kind: 'correction' },
        purpose: { kind: 'correction', replyId, version },
      })
    }
  }
  const kind = reply.reached ? 'corrected' : 'replied'
  await recordEvents(trx, [replyEvent(kind, reply)], now)
  if (!underWay) await moveReply(trx, { ...reply, state: 'queued' }, 'sent', now)
  const asked = { caseId: about.id, replyId }
  const waiting = reply.choices && !reply.reached ? await waitForResident(trx, asked, { place, now }) : []
  return [...waiting, markMessage(reply.channel, reply.ts, 'underWay'), ...sent]
}

function wordsFor(follower: Follower, about: CaseAtDesk, reply: Reply, place: Place): ToResident {
  const message = messageOf({ ...about, ...follower }, reply, place)
  if (!reply.choices) return message
  const { id, choices } = reply
  return { ...message, ...asQuestion(message.text, { id, choices }, follower.language) }
}

/** Its network has not said yet what became of it. */
export function isUnderWay({ parts, failed }: ReplyCopy): boolean {
  return parts === null && !failed
}
