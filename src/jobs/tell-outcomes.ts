/**
 * Tells those who answered what came of it, as fast as the networks take it, and keeps true what Slack says of that.
 *
 * One process at a time does it, the one that sends surveys, so that a network's pace is kept by one. Were there two, nothing
 * would be told twice: everything is taken row by row, with `skip locked`.
 */
import { queueOutcome } from '../actions/panel/queue-outcome.ts'
import type { SendingContext } from '../actions/panel/sending-context.ts'
import { tellHowFar } from '../actions/panel/telling-line.ts'
import type { Log } from '../core/adapter.ts'
import type { Network } from '../core/network.ts'
import type { PanelPolicy } from '../core/place.ts'
import type { Db } from '../store/database.ts'
import { unaskedWaiting } from '../store/outbox.ts'
import { beginTelling, outcomesBeingTold, type TellingOutcome } from '../store/panel/outcome-hearers.ts'
import type { Send } from './send.ts'
import { inSteps, type Steps } from './steps.ts'

interface OutcomeParts {
  readonly db: Db
  readonly context: () => SendingContext
  readonly send: Send
  readonly log: Log
}

const EVERY_MS = 1_000
/** So much is in the outbox at a time, in seconds of a network's pace: a STOP holds soon. */
const AHEAD_S = 3
/** In one transaction. */
const TOGETHER = 500

export function createOutcomeTelling({ db, context, send, log }: OutcomeParts): Steps {
  const work = async (): Promise<void> => {
    const { place, perSecond } = context()
    const { panel } = place
    if (!panel) return
    while (await db.transaction().execute(trx => beginTelling(trx, context().now)));
    const outcomes = await outcomesBeingTold(db)
    if (outcomes.length === 0) return
    for (const [network, pace] of perSecond) await fill(network, Math.ceil(pace * AHEAD_S), outcomes, panel)
    await send(trx => tellHowFar(trx, context()))
  }

  /** Fills a network's part of the outbox; what was approved first goes first. */
  const fill = async (
    network: Network,
    most: number,
    outcomes: readonly TellingOutcome[],
    panel: PanelPolicy,
  ): Promise<void> => {
    let room = most - (await unaskedWaiting(db, network, 'outcome'))
    for (const outcome of outcomes) {
      for (let taken = 1; taken > 0 && room > 0; ) {
        const limit = Math.min(TOGETHER, room)
        await send(async trx => {
          const batch = await queueOutcome(trx, { outcome, network, limit }, panel, context())
          taken = batch.taken
          room -= batch.messages.length
          return batch.messages
        })
      }
    }
  }

  return inSteps(work, EVERY_MS, error => log.error({ err: error }, 'telling outcomes failed, it goes on in a moment'))
}
