/**
 * Takes invitations and reminders that are due, and queues them. Whether somebody may be asked at this moment is judged
 * now, by their own clock and what reached them meanwhile, not when the wave was made.
 */
import {
  firstMessage,
  goOnMessage,
  reminderMessage,
  type SurveyMessage,
  surveyVoice,
} from '../../asking/question-message.ts'
import type { Network } from '../../core/network.ts'
import { mayBeAskedFrom } from '../../core/panel/frequency.ts'
import type { AskedSurvey } from '../../core/panel/own-survey.ts'
import { firstAllowed } from '../../core/panel/quiet.ts'
import type { PanelPolicy } from '../../core/place.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { fullCells } from '../../store/panel/full-quotas.ts'
import {
  type DueInvitation,
  type DueMember,
  type DueReminder,
  noteNotAsked,
  noteQueued,
  noteReminded,
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
  const { wave, asked, network } = batch
  const { now } = context
  const due = await takeDue(trx, await asTaken(trx, batch, context))
  const go: DueInvitation[] = []
  const dropped: string[] = []
  const full: string[] = []
  const unreachable: string[] = []
  const later: { readonly memberId: string; readonly at: Date }[] = []
  for (const member of due) {
    const when = member.gone ? undefined : mayBeAskedAt(member, panel, context)
    if (!when) dropped.push(member.memberId)
    else if (member.full) full.push(member.memberId)
    else if (member.unreachable) unreachable.push(member.memberId)
    else if (when > now) later.push({ memberId: member.memberId, at: when })
    else go.push(member)
  }
  await noteNotAsked(trx, wave.id, dropped, 'dropped')
  await noteNotAsked(trx, wave.id, full, 'full')
  await noteNotAsked(trx, wave.id, unreachable, 'unreachable')
  await postpone(trx, wave.id, 'due_at', later)
  const invited = await trickleChats(trx, { table: 'invitations', id: wave.id, network }, go, context)
  const remindAt = reminderAt(wave, asked, now)
  const ids = invited.map(({ memberId }) => memberId)
  await noteQueued(trx, wave.id, ids, { now, remindAt })
  return { taken: due.length, messages: invited.map(member => invitation(member, batch)) }
}

export async function queueReminders(
  trx: Trx,
  batch: InvitationBatch,
  panel: PanelPolicy,
  context: ActionContext,
): Promise<QueuedBatch> {
  const { wave } = batch
  const { now } = context
  const due = await takeToRemind(trx, await asTaken(trx, batch, context))
  const go: DueReminder[] = []
  const later: { readonly memberId: string; readonly at: Date | null }[] = []
  for (const member of due) {
    const isOut = member.gone || member.full || member.unreachable
    const when = isOut ? undefined : firstAllowed(now, quietOf(member, panel, context))
    if (when && when <= now) go.push(member)
    else later.push({ memberId: member.memberId, at: when ?? null })
  }
  await postpone(trx, wave.id, 'remind_at', later)
  await noteReminded(
    trx,
    wave.id,
    go.map(({ memberId }) => memberId),
    now,
  )
  return { taken: due.length, messages: go.map(member => reminder(member, batch)) }
}

/** What is judged of people when they are taken. */
async function asTaken(trx: Trx, { wave, asked, network, limit }: InvitationBatch, { now }: ActionContext) {
  const { interests, quotas } = asked.survey.audience
  const full = quotas.length > 0 ? await fullCells(trx, wave.id) : []
  return { waveId: wave.id, network, now, limit, interests, full }
}

function mayBeAskedAt(member: DueInvitation, panel: PanelPolicy, context: ActionContext): Date | undefined {
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

function invitation(member: DueInvitation, batch: InvitationBatch): NewOutbound {
  const { survey } = batch.asked
  return unasked(member, batch, firstMessage(batch.asked, surveyVoice(survey, member.language)))
}

/** Who had begun is told where to go on; the others read the same once more, and that they did before. */
function reminder(member: DueReminder, batch: InvitationBatch): NewOutbound {
  const { asked } = batch
  const voice = surveyVoice(asked.survey, member.language)
  return unasked(member, batch, member.begun ? goOnMessage(asked, voice) : reminderMessage(asked, voice), true)
}

function unasked(
  { address, channel, memberId, lastAskedAt }: DueMember,
  { wave, network }: InvitationBatch,
  { text, choices, files }: SurveyMessage,
  again?: true,
): NewOutbound {
  return {
    network,
    lane: address,
    bulk: true,
    message: { to: 'resident', address, ...(channel !== null && { channel }), text, choices, files },
    purpose: {
      kind: 'invitation',
      waveId: wave.id,
      memberId,
      ...(again ? { again } : lastAskedAt && { askedBefore: lastAskedAt.toISOString() }),
    },
  }
}
