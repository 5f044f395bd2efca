/**
 * The case that somebody wants to work on, where they may.
 */
import type { DeskEvent } from '../core/inbound.ts'
import type { DeskThread } from '../core/outbound.ts'
import type { Colleague } from '../store/case-work.ts'
import { type CaseAtDesk, caseById, isCardUnderWay, threadOf } from '../store/cases.ts'
import { threadsOf } from '../store/threads.ts'
import type { Act } from './desk.ts'
import { type DeskWork, LATER, nothing, refuse } from './desk-work.ts'

export interface CaseAtHand {
  readonly about: CaseAtDesk
  readonly thread: DeskThread
  readonly by: Colleague
}

/**
 * Looks up a case and asks whether this person may work on it now: a full member of a channel that has a
 * thread of it, whatever channel the request names.
 *
 * @returns What to do instead where there is no such case, or they may not, or its card is only just there.
 */
export async function caseAtHand(
  work: DeskWork,
  event: DeskEvent,
  caseId: string,
): Promise<CaseAtHand | { readonly instead: Act | typeof LATER }> {
  const about = /^\d{1,18}$/.test(caseId) ? await caseById(work.db, caseId) : undefined
  const thread = about && (await findThread(work, event.channel, about.id))
  if (thread === LATER) return { instead: LATER }
  if (!about || !thread) {
    work.log.warn({ did: event.did.kind }, 'somebody works on a case that there is not')
    return { instead: nothing }
  }
  const seat = await seatOf(work, event, about.id, thread)
  const standing = await work.directory.standing(seat, event.user)
  if (standing !== 'agent') return { instead: refuse(work, event, standing) }
  return { about, thread, by: { id: event.user, name: await work.directory.nameOf(event.user) } }
}

/** A case that moved can still be worked on where it was: the channel of any of its threads counts, if it happens there. */
async function seatOf({ db }: DeskWork, { channel }: DeskEvent, caseId: string, now: DeskThread): Promise<string> {
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
