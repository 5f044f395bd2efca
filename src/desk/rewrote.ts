/**
 * A member of staff changed or deleted a message of theirs that is a reply, before it went out or after.
 *
 * A deletion takes nothing from anybody but its author's own words, and Slack does not say who did it: it is done whoever
 * may have. A change is words to a resident, and asks who may as every reply does.
 */
import { changeReply, withdrawReply } from '../actions/change-reply.ts'
import { speakToStaff } from '../actions/context.ts'
import { markMessage } from '../actions/to-desk.ts'
import type { DeskEvent, Did } from '../core/inbound.ts'
import { readIntent } from '../core/note-prefix.ts'
import { caseById } from '../store/cases.ts'
import { lockReply, replyAt } from '../store/replies.ts'
import type { Act } from './desk.ts'
import { type DeskWork, nothing, tell } from './desk-work.ts'
import { staffAt } from './staff-at.ts'
import { withNames } from './with-names.ts'

export async function prepareEdited(
  work: DeskWork,
  event: DeskEvent,
  { ts, text }: Extract<Did, { kind: 'edited' }>,
): Promise<Act> {
  const { place } = work
  const reply = await replyAt(work.db, event.channel, ts)
  const to = reply && (await caseById(work.db, reply.caseId))
  if (!reply || !to || reply.author !== event.user) return nothing
  const intent = readIntent(text, place.replies.threadDefault)
  const staff = await staffAt(
    work,
    event,
    { about: to, channel: event.channel },
    intent.kind === 'note' ? 'note' : 'reply',
  )
  if ('instead' in staff) return staff.instead
  const words = await withNames(work, 'text' in intent ? intent.text : text)
  const trainee = staff.role === 'trainee'
  const acting = { by: event.user, trainee, thread: reply.thread, unclear: intent.kind === 'ask' }
  const say = speakToStaff(place)
  if (words.text === '' && reply.files.length === 0) {
    return async () => ({ messages: [tell(event, say('desk.nothingToSend'))] })
  }
  return async trx => {
    const context = { place, now: work.now() }
    const now = await lockReply(trx, reply.id)
    // Marked as a note by now: for the resident there is nothing of it any more.
    if (intent.kind !== 'note' || now.state === 'note') {
      return { messages: await changeReply(trx, to, now, words, acting, context) }
    }
    const gone = await withdrawReply(trx, to, now, event.user, context)
    return { messages: [...gone, markMessage(event.channel, ts, 'undone')] }
  }
}

export async function prepareDeleted(
  work: DeskWork,
  event: DeskEvent,
  { ts }: Extract<Did, { kind: 'deleted' }>,
): Promise<Act> {
  const reply = await replyAt(work.db, event.channel, ts)
  const to = reply && (await caseById(work.db, reply.caseId))
  if (!reply || !to || reply.author !== event.user) return nothing
  return async trx => {
    const context = { place: work.place, now: work.now() }
    return { messages: await withdrawReply(trx, to, await lockReply(trx, reply.id), event.user, context) }
  }
}
