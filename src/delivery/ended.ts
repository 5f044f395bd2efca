/**
 * How rows end, and which of them may not.
 */
import type { Plan } from '../core/adapter.ts'
import type { SentPart } from '../core/sent-parts.ts'
import type { Claimed, Purpose } from '../store/outbox.ts'
import type { Settled } from '../store/settle.ts'
import type { SendResult } from './send-row.ts'

/** How the delivery of a row ended. */
export interface Delivered extends Settled {
  readonly fallbacks: Plan['fallbacks']
  /** The resident cannot be reached at this address any more. */
  readonly unreachable: boolean
  /** What a message to a resident is there now. */
  readonly parts: readonly SentPart[]
}

export function ended(row: Claimed, { ids }: Pick<SendResult, 'ids'>, outcome: Settled['outcome']): Delivered {
  const kind = row.purpose?.kind ?? null
  return { id: row.id, kind, outcome, sentIds: ids, failure: null, fallbacks: [], unreachable: false, parts: [] }
}

/** What staff have to see. */
const FOR_STAFF: ReadonlySet<Purpose['kind']> = new Set([
  'card',
  'post',
  'answer',
  'draft',
  'survey',
  'surveyPost',
  'waveLine',
  'results',
  'outcomePost',
])

/** What nothing follows from but that it was sent. */
const PLAIN: ReadonlySet<Purpose['kind']> = new Set(['opened', 'invitation', 'outcome', 'answered', 'surveyPost'])

/** Unless it failed, nothing follows from it that is not noted with its end. */
export function isPlain({ purpose }: Claimed): boolean {
  return purpose === null || PLAIN.has(purpose.kind)
}

/** Seen by one person, and out of date soon: it waits for nobody. */
export function isForOneOf({ message }: Claimed): boolean {
  return message.to === 'desk' && (message.kind === 'whisper' || message.kind === 'direct')
}

export function isForStaff({ purpose }: Claimed): boolean {
  return purpose !== null && FOR_STAFF.has(purpose.kind)
}
