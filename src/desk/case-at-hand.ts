/**
 * The case that somebody wants to work on, where they may.
 */
import { speakToStaff } from '../actions/context.ts'
import type { DeskEvent } from '../core/inbound.ts'
import type { DeskThread } from '../core/outbound.ts'
import type { RichText } from '../core/rich-text.ts'
import type { StaffAct } from '../core/roles.ts'
import { type CaseAtDesk, caseById, isCardUnderWay, threadOf } from '../store/cases.ts'
import { threadsOf } from '../store/threads.ts'
import type { Act } from './desk.ts'
import { type DeskWork, LATER, nothing } from './desk-work.ts'
import { type StaffAtDesk, staffAt } from './staff-at.ts'

export interface CaseAtHand extends StaffAtDesk {
  readonly about: CaseAtDesk
  readonly thread: DeskThread
}

/** There is no such case, or they may not, or its card is only just there. */
export interface NotAtHand {
  readonly instead: Act | typeof LATER
  /** For whoever asked, where `instead` cannot say it (a form is open). */
  readonly why: RichText
}

/**
 * Looks up a case and asks whether this person may do this to it now: a full member of a channel that has a thread of
 * it, whatever channel the request names, in a role that the act takes.
 */
export async function caseAtHand(
  work: DeskWork,
  event: DeskEvent,
  caseId: string,
  act: StaffAct,
): Promise<CaseAtHand | NotAtHand> {
  const about = /^\d{1,18}$/.test(caseId) ? await caseById(work.db, caseId) : undefined
  const thread = about && (await findThread(work, event.channel, about.id))
  const why = speakToStaff(work.place)('desk.mayNot')
  if (thread === LATER) return { instead: LATER, why }
  if (!about || !thread) {
    work.log.warn({ did: event.did.kind }, 'somebody works on a case that there is not')
    return { instead: nothing, why }
  }
  const channel = await seatOf(work, event, about.id, thread)
  const staff = await staffAt(work, event, { about, channel }, act)
  return 'instead' in staff ? staff : { about, thread, ...staff }
}

/** A case that moved can still be worked on where it was: the channel of any of its threads counts, if it happens there. */
export async function seatOf(
  { db }: Pick<DeskWork, 'db'>,
  { channel }: DeskEvent,
  caseId: string,
  now: Pick<DeskThread, 'channel'>,
): Promise<string> {
  if (channel === now.channel) return channel
  return (await threadsOf(db, caseId)).find(thread => thread.channel === channel)?.channel ?? now.channel
}

/** As `findCase`: staff may be quicker than the word that the card was posted. */
async function findThread({ db }: DeskWork, channel: string, caseId: string) {
  const found = await threadOf(db, caseId)
  if (found) return found
  const mayCome = await isCardUnderWay(db, channel)
  return (await threadOf(db, caseId)) ?? (mayCome ? LATER : undefined)
}
