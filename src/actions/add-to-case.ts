/**
 * Brings what a resident says into the thread of their case.
 */
import type { SaidMessage } from '../core/case.ts'
import type { StoredFile } from '../core/files.ts'
import type { Address } from '../core/network.ts'
import type { RichText } from '../core/rich-text.ts'
import { keepSaid } from '../store/case-messages.ts'
import { caseById, recordEvents, touchCase } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { followerAt } from '../store/followers.ts'
import { goesOnAs } from '../store/merges.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type ActionContext, reference, speakToStaff } from './context.ts'
import { threadPost } from './to-desk.ts'
import { goOn } from './wait-for-resident.ts'

/** What a resident says about one of their cases. */
export interface AddedWords {
  readonly caseId: string
  readonly text: RichText
  readonly files: readonly StoredFile[]
  /** The messages that it came in. */
  readonly said: readonly SaidMessage[]
}

/** @throws where the case is not this address's own, nor followed by it: nobody writes into another's case. */
export async function addToCase(
  trx: Trx,
  address: Address,
  added: AddedWords,
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const found = await caseById(trx, added.caseId)
  const follower = await followerAt(trx, added.caseId, address)
  if (!found || !follower) throw new Error(`case ${added.caseId} is not of the address that writes to it`)
  await keepSaid(trx, found.id, address, added.said, now)
  await touchCase(trx, found.id, now)
  const event = {
    caseId: found.id,
    actor: address,
    kind: 'residentWrote',
    words: { text: added.text, files: added.files },
  }
  await recordEvents(trx, [event], now)
  const say = speakToStaff(place)
  const name = { name: follower.firstName }
  if (found.mergedInto === null) {
    const wentOn = await goOn(trx, found.id, { by: address, answer: added.text.text || '📎' }, { place, now })
    const author = say(wentOn ? 'desk.residentAnswers' : 'desk.resident', name).text
    return [threadPost(found.id, { author, text: added.text, files: added.files }), ...(wentOn ?? [])]
  }
  // Staff look at the case as which it goes on; whose words these are, they see.
  const there = await goesOnAs(trx, found.id)
  await touchCase(trx, there, now)
  const values = { name: say('desk.resident', name).text, reference: reference(place, found.id) }
  return [threadPost(there, { author: say('desk.merge.resident', values).text, text: added.text, files: added.files })]
}
