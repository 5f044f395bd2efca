/**
 * Buttons about something that staff wrote: send it, keep it, take it back, send it once more.
 */
import { actOnReply, type Pressable } from '../actions/act-on-reply.ts'
import { speakToStaff } from '../actions/context.ts'
import { RETRY_REPLY } from '../actions/not-told.ts'
import { DISCARD_HELD, KEEP_ASKED, SEND_ASKED, SEND_HELD, UNDO } from '../actions/reply-buttons.ts'
import { justNow } from '../actions/reply-to-resident.ts'
import { postUpdate } from '../actions/to-desk.ts'
import type { DeskEvent } from '../core/inbound.ts'
import { caseById } from '../store/cases.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type Reply, replyById } from '../store/replies.ts'
import { seatOf } from './case-at-hand.ts'
import type { Act } from './desk.ts'
import { type DeskWork, nothing, tell } from './desk-work.ts'
import { isTrainee } from './is-trainee.ts'
import type { Pressed } from './pressed.ts'
import { staffAt } from './staff-at.ts'

export const REPLY_BUTTONS: Readonly<Record<string, Pressable>> = {
  [SEND_ASKED]: 'send',
  [KEEP_ASKED]: 'keep',
  [SEND_HELD]: 'send',
  [DISCARD_HELD]: 'discard',
  [UNDO]: 'undo',
  [RETRY_REPLY]: 'retry',
}

export async function pressedOnReply(work: DeskWork, event: DeskEvent, pressed: Pressed): Promise<Act> {
  const [id = '', version] = pressed.value.split(':')
  const reply = /^\d{1,18}$/.test(id) ? await replyById(work.db, id) : undefined
  const about = reply && (await caseById(work.db, reply.caseId))
  const act = REPLY_BUTTONS[pressed.action]
  if (!reply || !about || !act) {
    work.log.warn({ action: pressed.action }, 'a button was pressed that belongs to nothing')
    return nothing
  }
  // A channel of the case decides, whatever the request names.
  const channel = await seatOf(work, event, about.id, reply)
  const staff = await staffAt(work, event, { about, channel }, act === 'keep' ? 'note' : 'reply')
  if ('instead' in staff) return staff.instead
  // Words that were changed since have a question of their own.
  const stale = version !== undefined && version !== String(reply.version)
  if (stale) return async () => ({ messages: [tooLate(work, event, reply, act)] })
  if (reply.state === 'held' && ![reply.author, reply.wordsBy].includes(event.user)) {
    const words = speakToStaff(work.place)('desk.notYours', { author: reply.authorName })
    return async () => ({ messages: [tell(event, words)] })
  }
  const trainee = await isTrainee(work, about, reply.author)
  return async trx => {
    const context = { place: work.place, now: work.now() }
    const acting = { by: event.user, trainee, thread: reply.thread, since: justNow(context) }
    const messages = await actOnReply(trx, about, reply, act, acting, context)
    if (!messages) return { messages: [tooLate(work, event, reply, act)] }
    if (act !== 'retry') return { messages }
    // The button goes at once: the reply goes out now, or fails with a button of its own.
    const tried = speakToStaff(work.place)('desk.triedAgain')
    return { messages: [...messages, postUpdate(event.channel, pressed.messageTs, tried)] }
  }
}

function tooLate({ place }: DeskWork, event: DeskEvent, { state }: Reply, act: Pressable): NewOutbound {
  const say = speakToStaff(place)
  if (act === 'undo' && (state === 'queued' || state === 'sent')) return tell(event, say('desk.undoTooLate'))
  return tell(event, say(act === 'retry' && state !== 'note' ? 'desk.retried' : 'desk.settledAlready'))
}
