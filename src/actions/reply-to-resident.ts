/**
 * Brings what a member of staff wrote to the resident of the case, through the gates that `src/core/reply-life.ts` tells.
 *
 * Each gate is judged when the one before it was passed, from what is so by then.
 */
import { needsSecond } from '../core/approval.ts'
import { type Gate, gateBehind } from '../core/reply-life.ts'
import { type CaseAtDesk, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { followersOf, hearsNobody } from '../store/followers.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { insertReply, type Moved, moveReply, type NewReply, type Reply } from '../store/replies.ts'
import { type ActionContext, speakToStaff } from './context.ts'
import { askForApproval, whenToRemind } from './draft-reply.ts'
import { type Concerns, guardReply, guardsOf, sayConcerns } from './guard-reply.ts'
import { noteForNobody } from './note-for-nobody.ts'
import { CHANGE_REPLY, DISCARD_HELD, KEEP_ASKED, SEND_ASKED, SEND_HELD, UNDO } from './reply-buttons.ts'
import { sendReply } from './send-reply.ts'
import { markMessage, whisper } from './to-desk.ts'
import { whoHears } from './who-hears.ts'

/** What a member of staff wrote, before it is a reply or a note. */
export type Written = Omit<NewReply, 'caseId'>

/** Who acts, where they are told of it, and what they may not have seen. */
export interface Acting {
  /** Slack user id. */
  readonly by: string
  /** The thread of the case; `channel` is its channel, where that is not the one of the reply. */
  readonly thread: string | null
  readonly channel?: string
  /** The author of the reply is learning. */
  readonly trainee: boolean
  /** It is not clear whether the words are for the resident at all. */
  readonly unclear?: boolean
  /** When they last looked at what others said: a form was opened, or `justNow`. Absent where that was settled before. */
  readonly since?: Date
}

/** Who writes in a thread has not seen what came in the last seconds. */
export function justNow({ place, now }: ActionContext): Date {
  return new Date(now.getTime() - place.replies.collisionSeconds * 1_000)
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
  const words = { version: 1, wordsBy, wordsAt: context.now, reached: false }
  const fresh = { ...written, ...words, caseId: to.id, thread: acting.thread, sendAt: null }
  const judged = await judge(trx, to, fresh, undefined, acting, context)
  const { state, moved } = judged
  const id = await insertReply(trx, { ...written, caseId: to.id }, state, context.now, moved)
  return arriveAt(trx, to, { ...fresh, id, state, ...moved }, judged, acting, context)
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
  const judged = await judge(trx, to, reply, passed, acting, context)
  const { state, moved } = judged
  // Who changes it while it waits gets no more time, and was told: those seconds are for taking it back.
  if (state === 'waiting' && reply.state === 'waiting') return []
  if (!(await moveReply(trx, reply, state, context.now, moved))) return undefined
  return arriveAt(trx, to, { ...reply, state, ...moved }, judged, acting, context)
}

type Whispered = Parameters<typeof whisper>[0]

interface Judged {
  readonly state: Gate | 'queued'
  readonly moved: Moved
  /** Why it is held. */
  readonly concerns?: Concerns | undefined
}

async function judge(
  trx: Trx,
  to: CaseAtDesk,
  reply: Pick<Reply, 'reached' | 'words' | 'choices' | 'author' | 'kind'>,
  passed: Gate | undefined,
  { unclear, since, trainee }: Acting,
  context: ActionContext,
): Promise<Judged> {
  const { place, now } = context
  const { reached } = reply
  const closed = new Set<Gate>()
  if (unclear) closed.add('asked')
  const looks = passed === undefined || passed === 'asked'
  const concerns = looks ? await guardReply(trx, to, reply, since, context) : undefined
  if (concerns) closed.add('held')
  if (needsSecond(place.replies.approval, { ...to, kind: reply.kind, trainee })) closed.add('draft')
  if (place.replies.undoSeconds > 0 && !reached) closed.add('waiting')
  const state = gateBehind(passed, closed)
  if (state === 'draft') return { state, moved: { remindAt: whenToRemind(to, context) } }
  const sendAt = new Date(now.getTime() + place.replies.undoSeconds * 1_000)
  return { state, concerns, moved: state === 'waiting' ? { sendAt } : {} }
}

/** What is seen of a reply that has come to a gate, or goes out. */
async function arriveAt(
  trx: Trx,
  to: CaseAtDesk,
  reply: Reply,
  { concerns }: Judged,
  { by, thread, channel: seat }: Acting,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const { channel, ts, id: value } = reply
  const say = speakToStaff(context.place)
  const name = { name: to.firstName }
  const where = { channel: seat ?? channel, user: by, ...(thread !== null && { thread }) }
  switch (reply.state) {
    case 'asked':
      return [
        markMessage(channel, ts, 'asked'),
        whisper(where, say('desk.asked', name), [
          { action: SEND_ASKED, value, label: say('desk.send', name).text, style: 'primary' },
          { action: KEEP_ASKED, value, label: say('desk.keep').text },
        ]),
      ]
    case 'held':
      if (!concerns) break
      return [markMessage(channel, ts, 'asked'), ...(await ask(trx, to, reply, concerns, where, context))]
    case 'draft':
      return askForApproval(trx, to, reply, context)
    case 'waiting': {
      const names = (await followersOf(trx, to.id)).map(({ firstName }) => firstName)
      const soon = { name: whoHears(context.place, names), seconds: context.place.replies.undoSeconds }
      const told = say('desk.goesSoon', soon)
      const undo = [{ action: UNDO, value, label: say('desk.undo').text }]
      return [markMessage(channel, ts, 'underWay'), ...toldOf(reply, where).map(one => whisper(one, told, undo))]
    }
  }
  return sendReply(trx, to, reply, context)
}

/** Whoever sends it on, and its author where that is somebody else. */
function toldOf({ author: user, channel, thread }: Reply, where: Whispered): readonly Whispered[] {
  return where.user === user ? [where] : [where, { channel, user, ...(thread !== null && { thread }) }]
}

/** Its author alone is asked. */
async function ask(
  trx: Trx,
  to: CaseAtDesk,
  reply: Reply,
  concerns: Concerns,
  where: Whispered,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const { id, version, wordsBy, reached } = reply
  const detail = { reply: id, version, guards: guardsOf(concerns) }
  await recordEvents(trx, [{ caseId: to.id, actor: wordsBy, kind: 'held', detail }], context.now)
  const say = speakToStaff(context.place)
  const these = `${id}:${version}`
  return [
    whisper(where, sayConcerns(to, reply, concerns, context), [
      { action: SEND_HELD, value: these, label: say('desk.sendHeld').text, style: 'danger' },
      { action: CHANGE_REPLY, value: `${to.id}:${id}.${version}`, label: say('desk.changeHeld').text },
      ...(reached ? [] : [{ action: KEEP_ASKED, value: these, label: say('desk.keep').text }]),
      { action: DISCARD_HELD, value: these, label: say('desk.discard').text },
    ]),
  ]
}
