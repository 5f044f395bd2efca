/**
 * A member of staff put 👀 on a message of ours: on a card it claims the case, anywhere else it is theirs to mean.
 */
import type { DeskEvent, Did } from '../core/inbound.ts'
import { caseAtHand } from './case-at-hand.ts'
import type { Act } from './desk.ts'
import { type DeskWork, LATER, nothing } from './desk-work.ts'
import { findCase } from './find-case.ts'
import { claim } from './pressed-on-card.ts'

export async function prepareLooked(
  work: DeskWork,
  event: DeskEvent,
  { messageTs }: Extract<Did, { kind: 'looked' }>,
): Promise<Act | typeof LATER> {
  const found = await findCase(work, event.channel, messageTs)
  if (found === LATER) return LATER
  if (!found) return nothing
  const hand = await caseAtHand(work, event, found.id, 'claim')
  if ('instead' in hand) return hand.instead
  return async trx => ({ messages: await claim(trx, work, event, hand) })
}
