/**
 * Buttons of a case's card. What they say of the case may be long out of date: the row decides.
 */
import { CLAIM, HISTORY, UNASSIGN } from '../actions/case-card.ts'
import { UNMERGE } from '../actions/case-menu.ts'
import { claimCase } from '../actions/claim-case.ts'
import { speakToStaff } from '../actions/context.ts'
import { unmergeCase } from '../actions/merge-case.ts'
import { unassignCase } from '../actions/unassign-case.ts'
import type { DeskEvent } from '../core/inbound.ts'
import type { StaffAct } from '../core/roles.ts'
import { caseById } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { hearsNobody } from '../store/followers.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type CaseAtHand, caseAtHand } from './case-at-hand.ts'
import { goesOn, nobodyToReach } from './case-form.ts'
import { caseFormOf } from './case-forms.ts'
import type { Act } from './desk.ts'
import { type DeskWork, LATER, nothing, opens, tell } from './desk-work.ts'
import { findCase } from './find-case.ts'
import { showHistory } from './history.ts'
import type { Pressed } from './pressed.ts'

/** What each button asks to do; the others open a form about a case. */
const ACTS: Readonly<Record<string, StaffAct>> = {
  [CLAIM]: 'claim',
  [UNASSIGN]: 'unassign',
  [UNMERGE]: 'unmerge',
  [HISTORY]: 'seeHistory',
}

export async function pressedOnCard(work: DeskWork, event: DeskEvent, pressed: Pressed): Promise<Act | typeof LATER> {
  const [named = '', seen = ''] = pressed.value.split(':')
  const caseId = named === '' ? await caseOfEvent(work, event) : named
  if (caseId === LATER) return LATER
  if (caseId === undefined)
    return async () => ({ messages: [tell(event, speakToStaff(work.place)('desk.noCaseHere'))] })
  const form = caseFormOf(pressed.action)
  const act = form?.act ?? ACTS[pressed.action]
  if (!act) return nothing
  const hand = await caseAtHand(work, event, caseId, act)
  if ('instead' in hand) return hand.instead
  if (pressed.action === HISTORY) return showHistory(work, event, hand)
  if (pressed.action === UNMERGE) return unmerge(work, event, hand)
  const into = hand.about.mergedInto
  if (into !== null) return async () => ({ messages: [tell(event, goesOn(work, into))] })
  if (form?.act === 'reply' && (await hearsNobody(work.db, hand.about))) {
    return async () => ({ messages: [tell(event, nobodyToReach(work))] })
  }
  if (form) return opens(event, pressed.trigger, await form.open(work, hand, seen))
  if (pressed.action === CLAIM) return async trx => ({ messages: await claim(trx, work, event, hand) })
  return async trx => ({ messages: await unassign(trx, work, event, hand, seen) })
}

/** A message's shortcut names no case: the one whose thread it was used in. */
async function caseOfEvent(work: DeskWork, { channel, thread }: DeskEvent) {
  const found = thread === undefined ? undefined : await findCase(work, channel, thread)
  return found === LATER ? LATER : found?.id
}

/** One wins; the other is told who did. */
export async function claim(
  trx: Trx,
  work: DeskWork,
  event: DeskEvent,
  { about, by }: CaseAtHand,
): Promise<readonly NewOutbound[]> {
  const claimed = await claimCase(trx, about, by, { place: work.place, now: work.now() })
  if (claimed) return claimed
  const say = speakToStaff(work.place)
  // Asked again: whoever was quicker may have been so since `about` was read.
  const now = await caseById(trx, about.id)
  if (!now?.assigneeName) return [tell(event, say('desk.notTheirs'))]
  return [tell(event, now.assignee === by.id ? say('desk.takenByYou') : say('desk.taken', { name: now.assigneeName }))]
}

async function unassign(
  trx: Trx,
  work: DeskWork,
  event: DeskEvent,
  { about, by }: CaseAtHand,
  from: string,
): Promise<readonly NewOutbound[]> {
  const left = await unassignCase(trx, about, { by: by.id, from }, { place: work.place, now: work.now() })
  return left ?? [tell(event, speakToStaff(work.place)('desk.notTheirs'))]
}

function unmerge(work: DeskWork, event: DeskEvent, { about, by }: CaseAtHand): Act {
  const { place } = work
  return async trx => {
    const messages = await unmergeCase(trx, about, by, { place, now: work.now() })
    return { messages: messages ?? [tell(event, speakToStaff(place)('desk.notTheirs'))] }
  }
}
