/**
 * A resident changed a message that went to a case: its thread shows it as it was and as it is now, and so does the record.
 */
import type { Address } from '../core/network.ts'
import { joinRich, quoted, type RichText } from '../core/rich-text.ts'
import { saidForUpdate, setSaid } from '../store/case-messages.ts'
import { recordEvents, touchCase } from '../store/cases.ts'
import type { Trx } from '../store/database.ts'
import { followerAt } from '../store/followers.ts'
import { goesOnAs } from '../store/merges.ts'
import type { NewOutbound } from '../store/outbox.ts'
import { changeTyped } from './change-typed.ts'
import { type ActionContext, speakToStaff } from './context.ts'
import { cardUpdate, threadPost } from './to-desk.ts'

/** Where it is none of theirs, was deleted, or says what it said before, nothing happens: networks tell of edits twice. */
export async function changeWords(
  trx: Trx,
  address: Address,
  { messageId, text }: { readonly messageId: string; readonly text: RichText },
  { place, now }: ActionContext,
): Promise<readonly NewOutbound[]> {
  const said = await saidForUpdate(trx, address, messageId)
  const follower = said && (await followerAt(trx, said.caseId, address))
  if (!said || !follower || said.words.text === text.text) return []
  const { caseId, words: before } = said
  await setSaid(trx, said.id, text)
  const onCard = said.part !== null && (await changeTyped(trx, caseId, said.part, { before, text }, place))
  await touchCase(trx, caseId, now)
  const event = {
    caseId,
    actor: address,
    kind: 'residentChanged',
    detail: { message: messageId },
    words: { before, text },
  }
  await recordEvents(trx, [event], now)
  const say = speakToStaff(place)
  const name = { name: follower.firstName }
  const shown = [say('desk.changedWords', name), quoted(before.text), say('desk.changedTo'), quoted(text.text || '–')]
  const post = { author: say('desk.resident', name).text, text: joinRich(shown, '\n') }
  return [threadPost(await goesOnAs(trx, caseId), post), ...(onCard ? [cardUpdate(caseId)] : [])]
}
