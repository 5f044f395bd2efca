/**
 * What somebody decides about a reply by a button: send it, keep it among staff, take it back, send it once more.
 */
import { afterAct, type Gate, type ReplyAct, type ReplyState } from '../core/reply-life.ts'
import { type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { lockReply, moveReply, type Reply } from '../store/replies.ts'
import { copiesOf, restoreReply } from '../store/reply-copies.ts'
import { forgetFailed } from '../store/told.ts'
import { type ActionContext, speakToStaff } from './context.ts'
import { SEND_ASKED } from './reply-buttons.ts'
import { replyEvent } from './reply-event.ts'
import { type Acting, passOn } from './reply-to-resident.ts'
import { retryReply } from './retry.ts'
import { markMessage, whisper } from './to-desk.ts'

/** Acts that are one press long. */
export type Pressable = Extract<ReplyAct, 'send' | 'keep' | 'discard' | 'undo' | 'retry'>

/**
 * @param seen  As it was when it was pressed.
 * @returns Undefined where it comes too late: somebody else was quicker, or the words are others by now.
 */
export async function actOnReply(
  trx: Trx,
  to: CaseAtDesk,
  seen: Reply,
  act: Pressable,
  acting: Acting,
  context: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const reply = await lockReply(trx, seen.id)
  if (reply.state !== seen.state || reply.version !== seen.version) return undefined
  const next = afterAct(reply.state, act, reply.reached)
  if (next === undefined) return undefined
  // That it is for the resident was said when it was sent the first time.
  if (next === 'anew') return passOn(trx, to, reply, 'asked', acting, context)
  if (next === 'onward') {
    if (reply.state === 'held') await overridden(trx, to, reply, acting, context)
    return passOn(trx, to, reply, reply.state as Gate, acting, context)
  }
  if (act === 'retry') {
    const isReworded = (await copiesOf(trx, reply.id)).some(copy => copy.failed && copy.version !== reply.version)
    return isReworded ? retryReworded(trx, to, reply, acting, context) : retryReply(trx, to, reply, acting.by, context)
  }
  if (!(await moveReply(trx, reply, next, context.now))) return undefined
  return settled(trx, to, reply, next, acting, context)
}

/** Words that were changed since they failed have passed no gate yet. */
async function retryReworded(
  trx: Trx,
  to: CaseAtDesk,
  reply: Reply,
  acting: Acting,
  context: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const messages = await passOn(trx, to, reply, 'asked', acting, context)
  if (messages) await forgetFailed(trx, reply.id)
  return messages
}

/** Somebody answers for it: who, and about which words. What they were asked is on record with those. */
async function overridden(
  trx: Trx,
  to: CaseAtDesk,
  { id, version }: Reply,
  { by }: Acting,
  { now }: ActionContext,
): Promise<void> {
  const detail = { reply: id, version }
  await recordEvents(trx, [{ caseId: to.id, actor: by, kind: 'sentAllTheSame', detail }], now)
}

async function settled(
  trx: Trx,
  to: CaseAtDesk,
  reply: Reply,
  state: ReplyState,
  { by, thread }: Acting,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const { channel, ts, id } = reply
  const undone = { caseId: to.id, actor: by, kind: 'undone', detail: { reply: id } }
  await recordEvents(trx, [state === 'note' ? replyEvent('noted', reply) : undone], now)
  if (state === 'note') return [markMessage(channel, ts, 'note')]
  // A change that goes no further: what the resident has is the reply again.
  if (state === 'sent') {
    await restoreReply(trx, reply, by, now)
    return [markMessage(channel, ts, 'sent')]
  }
  const say = speakToStaff(place)
  const where = { channel, user: by, ...(thread !== null && { thread }) }
  const send = { action: SEND_ASKED, value: id, label: say('desk.send', { name: to.firstName }).text }
  return [markMessage(channel, ts, 'undone'), whisper(where, say('desk.undone'), [send])]
}
