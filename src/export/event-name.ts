/**
 * What happened, as people say it. What this table does not know yet is called by its name on record.
 */
import { speakToStaff } from '../actions/context.ts'
import type { Place } from '../core/place.ts'

const KNOWN = [
  'opened',
  'residentWrote',
  'residentChanged',
  'residentDeleted',
  'noted',
  'replied',
  'edited',
  'undone',
  'delivered',
  'notDelivered',
  'held',
  'sentAllTheSame',
  'drafted',
  'approvalAsked',
  'approved',
  'sentAtOnce',
  'declined',
  'approvalReminded',
  'reassured',
  'retried',
  'corrected',
  'correctionDelivered',
  'correctionNotDelivered',
  'withdrawn',
  'takenOut',
  'notTakenOut',
  'waiting',
  'answered',
  'wentOn',
  'statusChanged',
  'rated',
  'assigned',
  'unassigned',
  'transferred',
  'rehomed',
  'recategorised',
  'merged',
  'joined',
  'unmerged',
  'parted',
  'detailed',
  'escalated',
  'blocked',
  'unblocked',
  'left',
  'returned',
  'dueSoon',
  'overdue',
] as const

type Known = (typeof KNOWN)[number]

export function eventName(place: Place, kind: string): string {
  return isKnown(kind) ? speakToStaff(place)(`caseFile.events.${kind}`).text : kind
}

function isKnown(kind: string): kind is Known {
  return KNOWN.some(known => known === kind)
}
