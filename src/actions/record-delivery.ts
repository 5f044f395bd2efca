/**
 * What a delivery means: a card's thread is known, a reply is received or has failed, a resident cannot be reached.
 */
import type { Fallback } from '../core/adapter.ts'
import { networkOf } from '../core/network.ts'
import type { Place } from '../core/place.ts'
import type { RichText } from '../core/rich-text.ts'
import { type CaseAtDesk, caseById, insertThread, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import type { Claimed, NewOutbound, Settled } from '../store/outbox.ts'
import { moveReply, type Reply, replyById } from '../store/replies.ts'
import { threadsOf } from '../store/threads.ts'
import { answerPosted } from './answer-case.ts'
import { type ActionContext, networkName, speakToStaff } from './context.ts'
import { RETRY_REPLY } from './retry-reply.ts'
import { setReachable } from './set-reachable.ts'
import { leftCardUpdate, markMessage, threadPost } from './to-desk.ts'

/** How a delivery ended, as delivery hands it over. */
export interface Delivered extends Settled {
  /** What the network lacks and what was done instead. */
  readonly fallbacks: readonly Fallback[]
  /** The resident cannot be reached at this address any more. */
  readonly unreachable: boolean
}

/** @returns What is to be sent because of it. */
export async function recordDelivery(
  trx: Trx,
  row: Claimed,
  result: Delivered,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const messages: NewOutbound[] = []
  if (row.purpose?.kind === 'card') messages.push(...(await recordCard(trx, row, row.purpose.caseId, result)))
  if (row.purpose?.kind === 'answer' && result.sentIds[0] !== undefined)
    await answerPosted(trx, row.purpose.answerId, result.sentIds[0])
  if (row.purpose?.kind === 'reply') messages.push(...(await recordReply(trx, row.purpose.replyId, result, context)))
  if (row.purpose?.kind === 'news') messages.push(...(await newsNotTold(trx, row.purpose.caseId, result, context)))
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

async function recordReply(
  trx: Trx,
  replyId: string,
  result: Delivered,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const reply = await replyById(trx, replyId)
  const about = reply && (await caseById(trx, reply.caseId))
  if (!reply || !about) throw new Error(`reply ${replyId} is not on record`)
  const sent = result.outcome === 'sent'
  await moveReply(trx, replyId, 'queued', sent ? 'sent' : 'failed', context.now, result.failure)
  const event = {
    caseId: about.id,
    actor: 'folkmoot',
    kind: sent ? 'delivered' : 'notDelivered',
    detail: { reply: replyId },
  }
  await recordEvents(trx, [event], context.now)
  return sent
    ? [markMessage(reply.channel, reply.ts, 'sent'), ...leftOut(about, result, context)]
    : [markMessage(reply.channel, reply.ts, 'failed'), notDelivered(about, reply, result, context)]
}

async function newsNotTold(
  trx: Trx,
  caseId: string,
  result: Delivered,
  { place }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const about = result.outcome === 'sent' ? undefined : await caseById(trx, caseId)
  if (!about) return []
  const why = whyNot(about, result, place)
  return [threadPost(caseId, { text: speakToStaff(place)('desk.newsNotDelivered', { name: about.firstName, why }) })]
}

function leftOut(about: CaseAtDesk, { fallbacks }: Delivered, { place }: ActionContext): readonly NewOutbound[] {
  if (!fallbacks.includes('fileTooLarge')) return []
  const text = speakToStaff(place)('desk.tooLargeForNetwork', {
    name: about.firstName,
    network: networkName(networkOf(about.address)),
  })
  return [threadPost(about.id, { text })]
}

function notDelivered(about: CaseAtDesk, reply: Reply, result: Delivered, { place }: ActionContext): NewOutbound {
  const say = speakToStaff(place)
  return threadPost(about.id, {
    text: say('desk.notDelivered', { name: about.firstName, why: whyNot(about, result, place) }),
    buttons: [{ action: RETRY_REPLY, value: reply.id, label: say('desk.retry').text, style: 'primary' }],
  })
}

function whyNot({ address }: CaseAtDesk, { unreachable }: Delivered, place: Place): RichText {
  const say = speakToStaff(place)
  return unreachable ? say('desk.whyBlocked') : say('desk.whyRefused', { network: networkName(networkOf(address)) })
}
