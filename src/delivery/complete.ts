/**
 * Fills in what a row leaves open until it is sent.
 */
import type { Address } from '../core/network.ts'
import type { DeskThread, Outbound } from '../core/outbound.ts'
import type { SentPart } from '../core/sent-parts.ts'
import type { CardUpdate, CasePost, Change, Claimed, Queued } from '../store/outbox.ts'

export interface AtSending {
  /** Where a case's thread is now; absent until its card is posted. */
  readonly threadOf: (caseId: string) => Promise<DeskThread | undefined>
  /** A case's card as it is now, the newest or that of an earlier thread; absent until it is posted. */
  readonly cardOf: (caseId: string, thread?: DeskThread) => Promise<Outbound | undefined>
  /** The messages that an address has of a reply. */
  readonly partsAt: (replyId: string, address: Address) => Promise<readonly SentPart[]>
}

/**
 * A post goes where its case's thread is now, a card is what it is now, a change is about what the resident has now.
 *
 * @returns Undefined where there is nothing to change.
 * @throws where the card was not posted.
 */
export async function complete({ message, purpose }: Claimed, now: AtSending): Promise<Outbound | undefined> {
  if (isComplete(message)) return message
  if (message.to === 'resident') {
    const sent = purpose && 'replyId' in purpose ? await now.partsAt(purpose.replyId, message.address) : []
    return sent.length > 0 ? { ...message, sent } : undefined
  }
  const caseId = purpose && 'caseId' in purpose ? purpose.caseId : ''
  if (message.kind === 'post') {
    const thread = await now.threadOf(caseId)
    if (thread) return { ...message, thread }
  } else {
    const card = await now.cardOf(caseId, purpose?.kind === 'cardUpdate' ? purpose.thread : undefined)
    if (card) return card
  }
  throw new Error(`case ${caseId} has no thread: its card was not posted`)
}

function isComplete(message: Queued): message is Exclude<Queued, CasePost | CardUpdate | Change> {
  if (message.to === 'channel') return true
  if (message.to === 'resident') return !('kind' in message)
  return message.kind !== 'cardUpdate' && (message.kind !== 'post' || 'thread' in message)
}
