/**
 * A member of staff pressed a button of ours.
 */
import { KEEP_ASKED, SEND_ASKED, settleAsked } from '../actions/ask-intent.ts'
import { speakToStaff } from '../actions/context.ts'
import { RETRY_REPLY, retryReply } from '../actions/retry-reply.ts'
import { whisper } from '../actions/to-desk.ts'
import type { DeskEvent, Did } from '../core/inbound.ts'
import { type CaseAtDesk, caseById } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type Reply, replyById } from '../store/replies.ts'
import { type DeskWork, nothing, refuse } from './desk-work.ts'

type Pressed = Extract<Did, { kind: 'pressed' }>

export async function preparePressed(work: DeskWork, event: DeskEvent, pressed: Pressed) {
  const reply = /^\d{1,18}$/.test(pressed.value) ? await replyById(work.db, pressed.value) : undefined
  const about = reply && (await caseById(work.db, reply.caseId))
  if (!reply || !about) {
    work.log.warn({ action: pressed.action }, 'a button was pressed that belongs to nothing')
    return nothing
  }
  // The channel of the reply decides, not the one that the request names.
  const standing = await work.directory.standing(reply.channel, event.user)
  if (standing !== 'agent') return refuse(work, event, standing)
  return async (trx: Trx): Promise<readonly NewOutbound[]> =>
    (await act(trx, work, about, reply, pressed.action)) ?? [tooLate(work, event, reply, pressed.action)]
}

/** @returns Undefined where it was settled before. */
async function act(trx: Trx, work: DeskWork, about: CaseAtDesk, reply: Reply, action: string) {
  const context = { place: work.place, now: work.now() }
  switch (action) {
    case SEND_ASKED:
    case KEEP_ASKED:
      return settleAsked(trx, about, reply, action, context)
    case RETRY_REPLY:
      return retryReply(trx, about, reply, context)
    default:
      work.log.warn({ action }, 'a button was pressed that nobody knows')
      return []
  }
}

function tooLate({ place }: DeskWork, event: DeskEvent, reply: Reply, action: string): NewOutbound {
  const { channel, thread, user } = event
  const say = speakToStaff(place)
  const words = say(action === RETRY_REPLY && reply.state !== 'note' ? 'desk.retried' : 'desk.settledAlready')
  return whisper({ channel, user, ...(thread && { thread }) }, words)
}
