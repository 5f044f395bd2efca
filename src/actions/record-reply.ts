/**
 * What the delivery of a reply means, of a correction, of a withdrawal: to the copy that one address has, and once all are
 * there to the reply itself.
 */
import { type Address, networkOf } from '../core/network.ts'
import { afterAct } from '../core/reply-life.ts'
import { type CaseAtDesk, caseById, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { followersOf } from '../store/followers.ts'
import type { NewOutbound, Purpose } from '../store/outbox.ts'
import { lockReply, moveReply, type Reply } from '../store/replies.ts'
import { copiesOf, settleCopy } from '../store/reply-copies.ts'
import { type ActionContext, networkName, speakToStaff } from './context.ts'
import { notTold, RETRY_REPLY } from './not-told.ts'
import type { Delivered } from './record-delivery.ts'
import { isUnderWay } from './send-reply.ts'
import { markMessage, threadPost } from './to-desk.ts'
import { goOn } from './wait-for-resident.ts'

export async function recordReply(
  trx: Trx,
  purpose: OfReply,
  address: Address,
  result: Delivered,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  // Whoever settles the last copy sees all the others settled.
  const reply = await lockReply(trx, purpose.replyId)
  const about = await caseById(trx, reply.caseId)
  if (!about) throw new Error(`reply ${purpose.replyId} is about no case`)
  const sent = result.outcome === 'sent'
  // A change of what never arrived has nothing to change.
  if (purpose.kind !== 'reply' && sent && result.parts.length === 0) return []
  await recordEvents(trx, [{ caseId: about.id, actor: 'folkmoot', ...eventOf(purpose, address, sent) }], context.now)
  if (purpose.kind === 'withdrawal') return [await toldOfWithdrawal(trx, about, reply, address, sent, context)]
  if (purpose.kind === 'correction') {
    const { version } = purpose
    if (sent) await settleCopy(trx, reply.id, address, { version, parts: result.parts })
    return sent
      ? [markMessage(reply.channel, reply.ts, 'sent')]
      : [markMessage(reply.channel, reply.ts, 'failed'), await notCorrected(trx, about, address, context)]
  }
  await settleCopy(trx, reply.id, address, { parts: sent ? result.parts : null })
  const left = sent ? leftOut(about, address, result, context) : []
  return [...left, ...(await settleReply(trx, about, reply, result.unreachable ? address : undefined, context))]
}

type OfReply = Extract<Purpose, { replyId: string }>

function eventOf(purpose: OfReply, address: Address, sent: boolean) {
  const kinds = {
    reply: sent ? 'delivered' : 'notDelivered',
    correction: sent ? 'correctionDelivered' : 'correctionNotDelivered',
    withdrawal: sent ? 'takenOut' : 'notTakenOut',
  }
  return { kind: kinds[purpose.kind], detail: { reply: purpose.replyId, address } }
}

/** Once every network has said what became of its copy: what failed is told once, for all. */
async function settleReply(
  trx: Trx,
  about: CaseAtDesk,
  reply: Reply,
  unreachable: Address | undefined,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const copies = await copiesOf(trx, reply.id)
  if (copies.some(isUnderWay)) return []
  const failed = copies.filter(copy => copy.failed).map(copy => copy.address)
  const next = afterAct(reply.state, failed.length > 0 ? 'fail' : 'arrive', true)
  if (next !== 'sent' && next !== 'failed') return []
  await moveReply(trx, reply, next, context.now)
  if (next === 'sent') return [markMessage(reply.channel, reply.ts, 'sent')]
  // A question that nobody got is nothing to wait for.
  const goesOn = reply.choices ? ((await goOn(trx, about.id, { by: 'folkmoot' }, context)) ?? []) : []
  const what = { action: RETRY_REPLY, value: reply.id } as const
  const list = await notTold(trx, about, { failed, unreachable }, what, context.place)
  return [markMessage(reply.channel, reply.ts, 'failed'), ...goesOn, list]
}

async function notCorrected(
  trx: Trx,
  about: CaseAtDesk,
  address: Address,
  { place }: ActionContext,
): Promise<NewOutbound> {
  const name = (await namesOf(trx, about))(address)
  const network = networkName(networkOf(address))
  return threadPost(about.id, { text: speakToStaff(place)('desk.notCorrected', { name, network }) })
}

async function toldOfWithdrawal(
  trx: Trx,
  about: CaseAtDesk,
  { authorName: author }: Reply,
  address: Address,
  sent: boolean,
  { place }: ActionContext,
): Promise<NewOutbound> {
  const name = (await namesOf(trx, about))(address)
  const say = speakToStaff(place)
  const network = networkName(networkOf(address))
  const text = sent ? say('desk.withdrawn', { author, name }) : say('desk.notWithdrawn', { author, name, network })
  return threadPost(about.id, { text })
}

function leftOut(
  about: CaseAtDesk,
  address: Address,
  { fallbacks }: Delivered,
  { place }: ActionContext,
): readonly NewOutbound[] {
  if (!fallbacks.includes('fileTooLarge')) return []
  const network = networkName(networkOf(address))
  const text = speakToStaff(place)('desk.tooLargeForNetwork', { name: about.firstName, network })
  return [threadPost(about.id, { text })]
}

async function namesOf(trx: Trx, about: CaseAtDesk): Promise<(address: Address) => string> {
  const names = new Map((await followersOf(trx, about.id)).map(f => [f.address, f.firstName]))
  return address => names.get(address) ?? about.firstName
}
