/**
 * Somebody agrees to a reply of somebody else.
 */
import { approveReply } from '../actions/approve-reply.ts'
import { speakToStaff } from '../actions/context.ts'
import { APPROVE_ALL_THE_SAME } from '../actions/reply-buttons.ts'
import type { DeskEvent } from '../core/inbound.ts'
import { mayApprove } from '../core/roles.ts'
import { replyById } from '../store/replies.ts'
import { caseAtHand } from './case-at-hand.ts'
import { goesOn } from './case-form.ts'
import type { Act } from './desk.ts'
import { type DeskWork, type LATER, nothing, tell } from './desk-work.ts'
import { isTrainee } from './is-trainee.ts'
import type { Pressed } from './pressed.ts'

export async function pressedOnDraft(work: DeskWork, event: DeskEvent, pressed: Pressed): Promise<Act | typeof LATER> {
  const { place } = work
  const say = speakToStaff(place)
  const [id = '', version] = pressed.value.split(':')
  const reply = /^\d{1,18}$/.test(id) ? await replyById(work.db, id) : undefined
  if (!reply) {
    work.log.warn({ action: pressed.action }, 'a button was pressed that belongs to nothing')
    return nothing
  }
  const hand = await caseAtHand(work, event, reply.caseId, 'approve')
  if ('instead' in hand) return hand.instead
  const { about, by, role, thread } = hand
  const { mergedInto } = about
  if (mergedInto !== null) return async () => ({ messages: [tell(event, goesOn(work, mergedInto))] })
  const tooLate = tell(event, say('desk.settledAlready'))
  if (reply.state !== 'draft' || version !== String(reply.version)) return async () => ({ messages: [tooLate] })
  if (!mayApprove(role, by.id, reply)) return async () => ({ messages: [tell(event, say('desk.draft.notOwn'))] })
  const trainee = await isTrainee(work, about, reply.author)
  return async trx => {
    const seat = { channel: thread.channel, thread: thread.ts }
    const anyway = pressed.action === APPROVE_ALL_THE_SAME
    const deciding = { by: by.id, name: by.name, ...seat, trainee, anyway }
    const messages = await approveReply(trx, about, reply, deciding, { place, now: work.now() })
    return { messages: messages ?? [tooLate] }
  }
}
