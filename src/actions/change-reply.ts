/**
 * Other words for what a member of staff wrote, or none any more: before it goes out, and after.
 *
 * Words that wait are simply others; words in the outbox are taken out of it where nobody has begun to send them. What the
 * resident has is corrected, or taken out of their chat, behind whatever is on its way to them.
 */
import { networkOf } from '../core/network.ts'
import { afterAct } from '../core/reply-life.ts'
import type { RichText } from '../core/rich-text.ts'
import { type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { followersOf } from '../store/followers.ts'
import { type NewOutbound, takeBack } from '../store/outbox.ts'
import { moveReply, type Reply, replyById, rewriteReply } from '../store/replies.ts'
import { copiesOf, dropCopies } from '../store/reply-copies.ts'
import { type ActionContext, speakToStaff } from './context.ts'
import { draftSettled } from './draft-reply.ts'
import { replyEvent } from './reply-event.ts'
import { type Acting, justNow, passOn } from './reply-to-resident.ts'

/**
 * @param before  Locked.
 * @param acting  Where it says nothing about when they last looked, they have seen what came before their last words.
 */
export async function changeReply(
  trx: Trx,
  to: CaseAtDesk,
  before: Reply,
  words: RichText,
  acting: Acting,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  if (JSON.stringify(words) === JSON.stringify(before.words)) return []
  const next = afterAct(before.state, 'edit', before.reached)
  if (next === undefined) return []
  const rewritten = await rewriteReply(trx, before, words, acting.by, context.now)
  await recordEvents(trx, [replyEvent('edited', rewritten)], context.now)
  if (next !== 'anew') return []
  const reply = await unsent(trx, rewritten)
  const asked =
    before.state === 'draft' ? await draftSettled(trx, before, speakToStaff(context.place)('desk.draft.changed')) : []
  const since = latest(before.wordsAt, acting.since ?? justNow(context))
  return [...asked, ...((await passOn(trx, to, reply, undefined, { ...acting, since }, context)) ?? [])]
}

/** Takes a reply out of the resident's sight, wherever it is. @param before  Locked. */
export async function withdrawReply(
  trx: Trx,
  to: CaseAtDesk,
  before: Reply,
  by: string,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const reply = await unsent(trx, before)
  const next = afterAct(reply.state, 'delete', reply.reached)
  if (next === undefined || next === 'onward' || next === 'anew') return []
  const state = next === 'withdrawn' && !reply.reached ? 'undone' : next
  await moveReply(trx, reply, state, now)
  const kind = state === 'withdrawn' ? 'withdrawn' : 'undone'
  await recordEvents(trx, [{ caseId: to.id, actor: by, kind, detail: { reply: reply.id } }], now)
  const takenBack = speakToStaff(place)('desk.draft.takenBack', { author: reply.authorName })
  const asked = before.state === 'draft' ? await draftSettled(trx, before, takenBack) : []
  if (state !== 'withdrawn') return asked
  const channels = new Map((await followersOf(trx, to.id)).map(f => [f.address, f.channel]))
  const there = (await copiesOf(trx, reply.id)).filter(copy => !copy.failed)
  const withdrawals = there.map(({ address }): NewOutbound => {
    const channel = channels.get(address)
    return {
      network: networkOf(address),
      lane: address,
      message: { to: 'resident', kind: 'withdrawal', address, ...(channel && { channel }) },
      purpose: { kind: 'withdrawal', replyId: reply.id },
    }
  })
  return [...asked, ...withdrawals]
}

/** The reply without what could still be taken out of the outbox. */
async function unsent(trx: Trx, reply: Reply): Promise<Reply> {
  if (reply.state !== 'queued') return reply
  await dropCopies(trx, reply.id, await takeBack(trx, reply.id))
  return (await replyById(trx, reply.id)) ?? reply
}

function latest(one: Date, other: Date): Date {
  return one > other ? one : other
}
