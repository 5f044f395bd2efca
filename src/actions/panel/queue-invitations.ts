/**
 * Takes invitations and reminders that are due, and queues them. Whether somebody may be asked at this moment is judged
 * now, by their own clock and what reached them meanwhile, not when the wave was made.
 */
import { firstMessage, surveyVoice } from '../../asking/question-message.ts'
import type { Network } from '../../core/network.ts'
import { mayBeAskedFrom } from '../../core/panel/frequency.ts'
import type { AskedSurvey } from '../../core/panel/own-survey.ts'
import { firstAllowed } from '../../core/panel/quiet.ts'
import type { PanelPolicy } from '../../core/place.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import {
  type DueMember,
  noteNotAsked,
  noteQueued,
  postpone,
  takeDue,
  takeToRemind,
} from '../../store/panel/invitations.ts'
import type { SendingWave } from '../../store/panel/waves.ts'
import type { ActionContext } from '../context.ts'
import type { QueueingContext } from './sending-context.ts'
import { trickleChats } from './trickle-chats.ts'

const DAY_MS = 86_400_000
/** So long after another survey went first it is looked at again: by then that one was sent, and counts. */
const OTHER_FIRST_MS = 600_000

export interface InvitationBatch {
  readonly wave: SendingWave
  readonly asked: AskedSurvey
  readonly network: Network
  readonly limit: number
}

/** @returns `taken`: how many were dealt with, whatever became of them. */
export interface QueuedBatch {
  readonly taken: number
  readonly messages: readonly NewOutbound[]
}

/** @param panel  The place's. */
export async function queueInvitations(
  trx: Trx,
  batch: InvitationBatch,
  panel: PanelPolicy,
  context: QueueingContext,
): Promise<QueuedBatch> {
  const { wave, asked, network, limit } = batch
  const { now } = context
  const due = await takeDue(trx, { waveId: wave.id, network, now, limit })
  const go: DueMember[] = []
  const dropped: string[] = []
  const unreachable: string[] = []
  const later: { readonly memberId: string; readonly at: Date }[] = []
  for (const member of due) {
    const when = member.gone ? undefined : mayBeAskedAt(member, panel, context)
    if (!when) dropped.push(member.memberId)
    else if (member.unreachable) unreachable.push(member.memberId)
    else if (when > now) later.push({ memberId: member.memberId, at: when })
    else go.push(member)
  }
  await noteNotAsked(trx, wave.id, dropped, 'dropped')
  await noteNotAsked(trx, wave.id, unreachable, 'unreachable')
  const trickled = await trickleChats(trx, network, go, context)
  await postpone(trx, wave.id, 'due_at', [...later, ...trickled.later])
  const remindAt = reminderAt(wave, asked, now)
  const ids = trickled.go.map(({ memberId }) => memberId)
  await noteQueued(trx, wave.id, ids, { now, remindAt })
  return { taken: due.length, messages: trickled.go.map(member => invitation(member, batch)) }
}

export async function queueReminders(
  trx: Trx,
  batch: InvitationBatch,
  panel: PanelPolicy,
  context: ActionContext,
): Promise<QueuedBatch> {
  const { wave, network, limit } = batch
  const { now } = context
  const due = await takeToRemind(trx, { waveId: wave.id, network, now, limit })
  const go: DueMember[] = []
  const later: { readonly memberId: string; readonly at: Date | null }[] = []
  for (const member of due) {
    const when = member.gone || member.unreachable ? undefined : firstAllowed(now, quietOf(member, panel, context))
    if (when && when <= now) go.push(member)
    later.push({ memberId: member.memberId, at: when && when > now ? when : null })
  }
  await postpone(trx, wave.id, 'remind_at', later)
  return { taken: due.length, messages: go.map(member => invitation(member, batch, true)) }
}

function mayBeAskedAt(member: DueMember, panel: PanelPolicy, context: ActionContext): Date | undefined {
  const { now } = context
  const capped = mayBeAskedFrom(member.lastAskedAt, member.pace, panel.capDays).getTime()
  const behind = member.otherFirst ? now.getTime() + OTHER_FIRST_MS : 0
  return firstAllowed(new Date(Math.max(now.getTime(), capped, behind)), quietOf(member, panel, context))
}

function quietOf({ quietHours, timeZone }: DueMember, panel: PanelPolicy, { place }: ActionContext) {
  return {
    hours: quietHours ?? panel.quietHours,
    blockedDates: panel.blockedDates,
    timeZone: timeZone ?? place.timeZone,
  }
}

function reminderAt({ closesAt }: SendingWave, { survey }: AskedSurvey, now: Date): Date | null {
  const { remindAfterDays } = survey.schedule
  if (remindAfterDays === undefined) return null
  const at = new Date(now.getTime() + remindAfterDays * DAY_MS)
  return at < closesAt ? at : null
}

function invitation(member: DueMember, { wave, asked, network }: InvitationBatch, again = false): NewOutbound {
  const { address, channel, memberId, language } = member
  const { text, choices, files } = firstMessage(asked, surveyVoice(asked.survey, language))
  return {
    network,
    lane: address,
    bulk: true,
    message: { to: 'resident', address, ...(channel !== null && { channel }), text, choices, files },
    purpose: { kind: 'invitation', waveId: wave.id, memberId, ...(again && { again: true }) },
  }
}
