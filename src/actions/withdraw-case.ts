/**
 * A resident takes their case back.
 */
import { speak } from '../../locales/index.ts'
import { type Address, networkOf } from '../core/network.ts'
import { mayWithdraw } from '../core/own-case.ts'
import { moveCase } from '../store/case-work.ts'
import { caseById, recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { type Follower, followerAt } from '../store/followers.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { ownCase } from '../store/own-cases.ts'
import { type ActionContext, reference, speakToStaff } from './context.ts'
import { newsOf, tellFollowers } from './tell-followers.ts'
import { cardUpdate, threadPost } from './to-desk.ts'

/** @throws where the case is none of this address's. Where it has changed since they asked, they are told. */
export async function withdrawCase(
  trx: Trx,
  address: Address,
  caseId: string,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const { place, now } = context
  const about = await caseById(trx, caseId)
  const found = await ownCase(trx, address, caseId)
  const follower = await followerAt(trx, caseId, address)
  if (!about || !found || !follower) throw new Error(`case ${caseId} is not of the address that withdraws it`)
  const moved =
    mayWithdraw(found) && (await moveCase(trx, caseId, about.status, { status: 'withdrawn', words: '' }, now, false))
  if (!moved) return [changedMeanwhile(follower, caseId, context)]
  const detail = { from: about.status, to: 'withdrawn' }
  await recordEvents(trx, [{ caseId, actor: address, kind: 'statusChanged', detail }], now)
  const told = await tellFollowers(trx, about, newsOf(caseId), ({ language }) => ({
    text: speak(language)('news.withdrawn', { reference: reference(place, caseId) }),
  }))
  const text = speakToStaff(place)('desk.withdrew', { name: follower.firstName })
  return [...told, threadPost(caseId, { text }), cardUpdate(caseId)]
}

/** What somebody is told where their case is not what it was when they decided. */
export function changedMeanwhile(
  { address, channel, language }: Follower,
  caseId: string,
  { place }: ActionContext,
): NewOutbound {
  const text = speak(language)('cases.changed', { reference: reference(place, caseId) })
  return {
    network: networkOf(address),
    lane: address,
    message: { to: 'resident', address, text, choices: [], files: [], ...(channel && { channel }) },
  }
}
