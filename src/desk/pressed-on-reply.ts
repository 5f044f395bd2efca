/**
 * Buttons about something that staff wrote: send it, keep it, send it once more.
 */
import { KEEP_ASKED, SEND_ASKED, settleAsked } from '../actions/ask-intent.ts'
import { speakToStaff } from '../actions/context.ts'
import { RETRY_REPLY } from '../actions/not-told.ts'
import { retryReply } from '../actions/retry.ts'
import { postUpdate } from '../actions/to-desk.ts'
import type { DeskEvent } from '../core/inbound.ts'
import { type CaseAtDesk, caseById } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type Reply, replyById } from '../store/replies.ts'
import type { Act } from './desk.ts'
import { type DeskWork, nothing, tell } from './desk-work.ts'
import type { Pressed } from './pressed.ts'
import { staffAt } from './staff-at.ts'

export async function pressedOnReply(work: DeskWork, event: DeskEvent, pressed: Pressed): Promise<Act> {
  const reply = /^\d{1,18}$/.test(pressed.value) ? await replyById(work.db, pressed.value) : undefined
  const about = reply && (await caseById(work.db, reply.caseId))
  if (!reply || !about) {
    work.log.warn({ action: pressed.action }, 'a button was pressed that belongs to nothing')
    return nothing
  }
  // The channel of the reply decides, not the one that the request names.
  const act = pressed.action === KEEP_ASKED ? 'note' : 'reply'
  const staff = await staffAt(work, event, { about, channel: reply.channel }, act)
  if ('instead' in staff) return staff.instead
  return async (trx: Trx) => ({
    messages: (await settle(trx, work, about, reply, event, pressed)) ?? [tooLate(work, event, reply, pressed.action)],
  })
}

/** @returns Undefined where it was settled before. */
async function settle(
  trx: Trx,
  work: DeskWork,
  about: CaseAtDesk,
  reply: Reply,
  { channel, user }: DeskEvent,
  { action, messageTs }: Pressed,
): Promise<readonly NewOutbound[] | undefined> {
  const context = { place: work.place, now: work.now() }
  if (action === SEND_ASKED || action === KEEP_ASKED) return settleAsked(trx, about, reply, action, context)
  const messages = await retryReply(trx, about, reply, user, context)
  // The button goes at once: the reply goes out now, or fails with a button of its own.
  const gone = postUpdate(channel, messageTs, speakToStaff(work.place)('desk.triedAgain'))
  return messages && [...messages, gone]
}

function tooLate({ place }: DeskWork, event: DeskEvent, reply: Reply, action: string): NewOutbound {
  const say = speakToStaff(place)
  return tell(event, say(action === RETRY_REPLY && reply.state !== 'note' ? 'desk.retried' : 'desk.settledAlready'))
}
