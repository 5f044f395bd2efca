/**
 * What a delivery means: a card's thread is known, a reply is received or has failed, a resident cannot be reached.
 */
import type { Fallback } from '../core/adapter.ts'
import type { Address } from '../core/network.ts'
import type { SentPart } from '../core/sent-parts.ts'
import { caseById, insertThread } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { lockAddress } from '../store/lock-cases.ts'
import type { Claimed, NewOutbound, Purpose } from '../store/outbox.ts'
import { stopDirect } from '../store/panel/members.ts'
import { noteOutcomePosted } from '../store/panel/outcomes.ts'
import { noteResultsPosted } from '../store/panel/results.ts'
import { noteLinePosted, noteSurveyPosted } from '../store/panel/wave-lines.ts'
import type { Settled } from '../store/settle.ts'
import { threadsOf } from '../store/threads.ts'
import { toldNow } from '../store/told.ts'
import { answerPosted } from './answer-case.ts'
import { type ActionContext, networkName, speakToStaff } from './context.ts'
import { draftAsked } from './draft-reply.ts'
import { notTold, RETRY_NEWS } from './not-told.ts'
import { invitationNotPosted } from './panel/post-invitation.ts'
import { photosSent } from './panel/send-photos.ts'
import { recordWavePost } from './panel/wave-posts.ts'
import { recordReply } from './record-reply.ts'
import { setReachable } from './set-reachable.ts'
import { direct, leftCardUpdate } from './to-desk.ts'

/** How a delivery ended, as delivery hands it over. */
export interface Delivered extends Settled {
  /** What the network lacks and what was done instead. */
  readonly fallbacks: readonly Fallback[]
  /** The resident cannot be reached at this address any more. */
  readonly unreachable: boolean
  /** What a message to a resident is there now. */
  readonly parts: readonly SentPart[]
}

/** @returns What is to be sent because of it. */
export async function recordDelivery(
  trx: Trx,
  row: Claimed,
  result: Delivered,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const messages: NewOutbound[] = []
  if (result.unreachable && row.message.to === 'resident') await lockAddress(trx, row.message.address)
  if (row.purpose?.kind === 'card') messages.push(...(await recordCard(trx, row, row.purpose.caseId, result)))
  if (row.purpose?.kind === 'answer' && result.sentIds[0] !== undefined)
    await answerPosted(trx, row.purpose.answerId, result.sentIds[0])
  const lastTs = result.sentIds.at(-1)
  if (row.purpose?.kind === 'draft' && lastTs !== undefined)
    messages.push(...(await draftAsked(trx, { ...row.purpose, ts: lastTs }, context)))
  if (row.purpose && 'replyId' in row.purpose && row.message.to === 'resident')
    messages.push(...(await recordReply(trx, row.purpose, row.message.address, result, context)))
  if (row.purpose?.kind === 'news') messages.push(...(await recordNews(trx, row, row.purpose, result, context)))
  await recordSurveyPost(trx, row, result)
  if (row.purpose?.kind === 'photos' && result.outcome === 'sent')
    await photosSent(trx, row.purpose, result.sentIds, context)
  if (row.purpose?.kind === 'surveyTest' && result.outcome !== 'sent') {
    const network = networkName(row.network)
    messages.push(direct(row.purpose.user, speakToStaff(context.place)('pairing.notThere', { network })))
  }
  if (row.purpose?.kind === 'panelPost' && result.outcome !== 'sent')
    messages.push(await invitationNotPosted(trx, row.purpose, context))
  if (row.purpose?.kind === 'wavePost')
    messages.push(...(await recordWavePost(trx, row.purpose, result.outcome === 'sent' ? lastTs : undefined, context)))
  if (result.unreachable && row.purpose?.kind === 'invitation') await stopDirect(trx, row.purpose.memberId)
  if (result.unreachable && row.message.to === 'resident')
    messages.push(...(await setReachable(trx, row.message.address, false, context)))
  return messages
}

/** The card is the root of the case's thread. Cards of earlier threads come to point at it. */
async function recordCard(
  trx: Trx,
  row: Claimed,
  caseId: string,
  { outcome, sentIds }: Delivered,
): Promise<readonly NewOutbound[]> {
  const [ts] = sentIds
  if (outcome !== 'sent' || ts === undefined || row.message.to !== 'desk' || row.message.kind !== 'card') return []
  const earlier = await threadsOf(trx, caseId)
  await insertThread(trx, caseId, { channel: row.message.channel, ts })
  return earlier.map(thread => leftCardUpdate(caseId, thread))
}

/** Below a survey's message stand those of its waves and of what came of it, which are changed later. */
async function recordSurveyPost(trx: Trx, { purpose, message }: Claimed, { sentIds }: Delivered): Promise<void> {
  const [ts] = sentIds
  if (ts === undefined || message.to !== 'desk') return
  if (purpose?.kind === 'waveLine') await noteLinePosted(trx, purpose.waveId, ts)
  if (purpose?.kind === 'results') await noteResultsPosted(trx, purpose.waveId, sentIds.at(-1) ?? ts)
  if (purpose?.kind === 'outcomePost') await noteOutcomePosted(trx, purpose.outcomeId, sentIds.at(-1) ?? ts)
  if (purpose?.kind === 'survey' && message.kind === 'notice')
    await noteSurveyPosted(trx, purpose.survey, { channel: message.channel, ts })
}

async function recordNews(
  trx: Trx,
  row: Claimed,
  { caseId, news }: Extract<Purpose, { kind: 'news' }>,
  result: Delivered,
  { place }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const { waiting, failed } = await toldNow(trx, news)
  const about = waiting === 0 && failed.length > 0 ? await caseById(trx, caseId) : undefined
  if (!about) return []
  const what = { action: RETRY_NEWS, value: `${caseId}:${news}` } as const
  return [await notTold(trx, about, { failed, unreachable: unreachableOf(row, result) }, what, place)]
}

function unreachableOf({ message }: Claimed, { unreachable }: Delivered): Address | undefined {
  return unreachable && message.to === 'resident' ? message.address : undefined
}
