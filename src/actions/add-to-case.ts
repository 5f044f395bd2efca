/**
 * Brings what a resident says into the thread of their case.
 */
import type { StoredFile } from '../core/files.ts'
import type { Address } from '../core/network.ts'
import type { RichText } from '../core/rich-text.ts'
import { caseById, recordEvents, touchCase } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { goesOnAs } from '../store/merges.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { type ActionContext, reference, speakToStaff } from './context.ts'
import { threadPost } from './to-desk.ts'

/** @throws where the case is not this address's own: nobody writes into another's case. */
export async function addToCase(
  trx: Trx,
  address: Address,
  added: { readonly caseId: string; readonly text: RichText; readonly files: readonly StoredFile[] },
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const found = await caseById(trx, added.caseId)
  if (found?.address !== address) throw new Error(`case ${added.caseId} is not of the address that writes to it`)
  await touchCase(trx, found.id, now)
  const event = {
    caseId: found.id,
    actor: address,
    kind: 'residentWrote',
    detail: { text: added.text, files: added.files },
  }
  await recordEvents(trx, [event], now)
  const say = speakToStaff(place)
  const author = say('desk.resident', { name: found.firstName }).text
  if (found.mergedInto === null) return [threadPost(found.id, { author, text: added.text, files: added.files })]
  // Staff look at the case as which it goes on; whose words these are, they see.
  const there = await goesOnAs(trx, found.id)
  await touchCase(trx, there, now)
  const from = say('desk.merge.resident', { name: author, reference: reference(place, found.id) }).text
  return [threadPost(there, { author: from, text: added.text, files: added.files })]
}
