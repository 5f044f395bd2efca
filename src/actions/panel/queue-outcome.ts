/**
 * Takes those who are to be told what came of a survey, and queues it for them. It is no survey: no pace and no cap holds it
 * back, but quiet hours and the place's free days do, by their own clock.
 */
import { outcomeMessage } from '../../asking/outcome-message.ts'
import type { Network } from '../../core/network.ts'
import { firstAllowed } from '../../core/panel/quiet.ts'
import type { PanelPolicy } from '../../core/place.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import {
  type DueHearer,
  noteHearers,
  postponeHearers,
  type TellingOutcome,
  takeDueHearers,
} from '../../store/panel/outcome-hearers.ts'
import type { QueuedBatch } from './queue-invitations.ts'
import type { QueueingContext } from './sending-context.ts'
import { trickleChats } from './trickle-chats.ts'

/** @param panel  The place's. */
export async function queueOutcome(
  trx: Trx,
  { outcome, network, limit }: { readonly outcome: TellingOutcome; readonly network: Network; readonly limit: number },
  panel: PanelPolicy,
  context: QueueingContext,
): Promise<QueuedBatch> {
  const { place, now } = context
  const due = await takeDueHearers(trx, { outcomeId: outcome.id, network, now, limit })
  const go: DueHearer[] = []
  const dropped: string[] = []
  const unreachable: string[] = []
  const later: { readonly memberId: string; readonly at: Date }[] = []
  for (const hearer of due) {
    const { memberId, timeZone, quietHours } = hearer
    const quiet = {
      hours: quietHours ?? panel.quietHours,
      blockedDates: panel.blockedDates,
      timeZone: timeZone ?? place.timeZone,
    }
    const when = hearer.gone ? undefined : firstAllowed(now, quiet)
    if (!when) dropped.push(memberId)
    else if (hearer.unreachable) unreachable.push(memberId)
    else if (when > now) later.push({ memberId, at: when })
    else go.push(hearer)
  }
  await noteHearers(trx, outcome.id, dropped, 'dropped')
  await noteHearers(trx, outcome.id, unreachable, 'unreachable')
  await postponeHearers(trx, outcome.id, later)
  const told = await trickleChats(trx, { table: 'outcome_hearers', id: outcome.id, network }, go, context)
  const queued = told.map(({ memberId }) => memberId)
  await noteHearers(trx, outcome.id, queued, 'queued')
  return { taken: due.length, messages: told.map(hearer => telling(hearer, outcome, network)) }
}

function telling(hearer: DueHearer, outcome: TellingOutcome, network: Network): NewOutbound {
  const { address, channel, memberId, language } = hearer
  return {
    network,
    lane: address,
    bulk: true,
    message: {
      to: 'resident',
      address,
      ...(channel !== null && { channel }),
      ...outcomeMessage(outcome, outcome, language),
    },
    purpose: { kind: 'outcome', outcomeId: outcome.id, memberId },
  }
}
