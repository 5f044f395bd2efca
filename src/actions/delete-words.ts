/**
 * A resident deleted a message that went to a case, on a network that tells: its thread says so. What was handed in stays
 * on record, as it does with everything that somebody had to rely on; it is no longer shown as the last word.
 */
import { type Address, networkOf } from '../core/network.ts'
import { joinRich, quoted } from '../core/rich-text.ts'
import { shorten } from '../core/shorten.ts'
import { markDeleted, saidForUpdate } from '../store/case-messages.ts'
import { recordEvents } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { followerAt } from '../store/followers.ts'
import { goesOnAs } from '../store/merges.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type ActionContext, networkName, speakToStaff } from './context.ts'
import { threadPost } from './to-desk.ts'

/** UTF-16 units of it that are shown, for staff to know which it was. */
const SHOWN = 60

/** Where it is none of theirs, or known to be deleted, nothing happens. */
export async function deleteWords(
  trx: Trx,
  address: Address,
  messageId: string,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const said = await saidForUpdate(trx, address, messageId)
  const follower = said && (await followerAt(trx, said.caseId, address))
  if (!said || !follower) return []
  await markDeleted(trx, said.id, now)
  const event = { caseId: said.caseId, actor: address, kind: 'residentDeleted', detail: { message: messageId } }
  await recordEvents(trx, [event], now)
  const say = speakToStaff(place)
  const name = follower.firstName
  const words = shorten(said.words.text.trim(), SHOWN)
  const told = say('desk.deletedWords', { name, network: networkName(networkOf(address)) })
  const text = words ? joinRich([told, quoted(words)], '\n') : told
  return [threadPost(await goesOnAs(trx, said.caseId), { author: say('desk.resident', { name }).text, text })]
}
