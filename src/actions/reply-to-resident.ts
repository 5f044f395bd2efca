/**
 * Brings what a member of staff wrote to the resident of the case, through the gates that `src/core/reply-life.ts` tells.
 *
 * Each gate is judged when the one before it was passed, from what is so by then.
 */
import { type Gate, gateBehind } from '../core/reply-life.ts'
import type { CaseAtDesk } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { hearsNobody } from '../store/followers.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { insertReply, type Moved, moveReply, type NewReply, type Reply } from '../store/replies.ts'
import { type ActionContext, speakToStaff } from './context.ts'
import { noteForNobody } from './note-for-nobody.ts'
import { sendReply } from './send-reply.ts'
import { markMessage, whisper } from './to-desk.ts'

/** Names of the buttons; their value is the id of the reply. */
export const SEND_ASKED = 'send-asked'
export const KEEP_ASKED = 'keep-asked'
export const UNDO = 'undo-reply'

/** What a member of staff wrote, before it is a reply or a note. */
export type Written = Omit<NewReply, 'caseId'> & {
  /** When its author last looked: the form in which it was written was opened then. Absent: just now, in the thread. */
  readonly since?: Date
}

/** Who acts, where they are told of it, and what they may not have seen. */
export interface Acting {
  /** Slack user id. */
  readonly by: string
  /** The thread of the case. */
  readonly thread: string | null
  /** It is not clear whether the words are for the resident at all. */
  readonly unclear?: boolean
}

/** Where there is nobody to bring it to, it is kept as a note. */
export async function replyToResident(
  trx: Trx,
  to: CaseAtDesk,
  written: Written,
  context: ActionContext,
  acting: Acting,
): Promise<readonly NewOutbound[]> {
  if (await hearsNobody(trx, to)) return noteForNobody(trx, to, written, context)
  const { author: wordsBy } = written
  const fresh = { ...written, caseId: to.id, version: 1, wordsBy, reached: false, thread: acting.thread, sendAt: null }
  const { state, moved } = judge(fresh, undefined, acting, context)
  const id = await insertReply(trx, { ...written, caseId: to.id }, state, context.now, moved)
  return arriveAt(trx, to, { ...fresh, id, state, ...moved }, acting, context)
}

/**
 * Takes a reply on from the gate that was passed; from the first where none was.
 *
 * @returns Undefined where somebody else was quicker.
 */
export async function passOn(
  trx: Trx,
  to: CaseAtDesk,
  reply: Reply,
  passed: Gate | undefined,
  acting: Acting,
  context: ActionContext,
): Promise<readonly NewOutbound[] | undefined> {
  const { state, moved } = judge(reply, passed, acting, context)
  // Who changes it while it waits gets no more time, and was told: those seconds are for taking it back.
  if (state === 'waiting' && reply.state === 'waiting') return []
  if (!(await moveReply(trx, reply, state, context.now, moved))) return undefined
  return arriveAt(trx, to, { ...reply, state, ...moved }, acting, context)
}

interface Judged {
  readonly state: Gate | 'queued'
  readonly moved: Moved
}

function judge(
  { reached }: Pick<Reply, 'reached'>,
  passed: Gate | undefined,
  { unclear }: Acting,
  { place, now }: ActionContext,
): Judged {
  const closed = new Set<Gate>()
  if (unclear) closed.add('asked')
  if (place.replies.undoSeconds > 0 && !reached) closed.add('waiting')
  const state = gateBehind(passed, closed)
  const sendAt = new Date(now.getTime() + place.replies.undoSeconds * 1_000)
  return { state, moved: state === 'waiting' ? { sendAt } : {} }
}

/** What is seen of a reply that has come to a gate, or goes out. */
async function arriveAt(
  trx: Trx,
  to: CaseAtDesk,
  reply: Reply,
  { by, thread }: Acting,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const { channel, ts, id: value } = reply
  const say = speakToStaff(context.place)
  const name = { name: to.firstName }
  const where = { channel, user: by, ...(thread !== null && { thread }) }
  switch (reply.state) {
    case 'asked':
      return [
        markMessage(channel, ts, 'asked'),
        whisper(where, say('desk.asked', name), [
          { action: SEND_ASKED, value, label: say('desk.send', name).text, style: 'primary' },
          { action: KEEP_ASKED, value, label: say('desk.keep').text },
        ]),
      ]
    case 'waiting': {
      const told = say('desk.goesSoon', { ...name, seconds: context.place.replies.undoSeconds })
      return [
        markMessage(channel, ts, 'underWay'),
        whisper(where, told, [{ action: UNDO, value, label: say('desk.undo').text }]),
      ]
    }
    default:
      return sendReply(trx, to, reply, context)
  }
}
