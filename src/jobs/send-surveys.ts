/**
 * Sends surveys: makes the waves that are due, queues their invitations as fast as the networks take them, closes what is
 * over, and keeps what is told of it in Slack true.
 *
 * One process at a time does it, so that a network's pace is kept by one; another takes over when it is gone. Were there
 * two, nothing would be sent twice: everything is taken row by row, with `skip locked`.
 */
import { askedSurveys } from '../actions/panel/asked-surveys.ts'
import { closeNext } from '../actions/panel/hold-wave.ts'
import { makeNextWave } from '../actions/panel/make-wave.ts'
import { type InvitationBatch, queueInvitations, queueReminders } from '../actions/panel/queue-invitations.ts'
import type { SendingContext } from '../actions/panel/sending-context.ts'
import { tellOfWaves } from '../actions/panel/wave-line.ts'
import { postWaves } from '../actions/panel/wave-posts.ts'
import type { Log } from '../core/adapter.ts'
import type { Network } from '../core/network.ts'
import type { PanelPolicy } from '../core/place.ts'
import type { Db, Trx } from '../store/database.ts'
import { type NewOutbound, unaskedWaiting } from '../store/outbox.ts'
import { type SendingWave, sendingWaves } from '../store/panel/waves.ts'
import type { Send } from './send.ts'
import { inSteps, type Steps } from './steps.ts'

interface SurveyParts {
  readonly db: Db
  readonly context: () => SendingContext
  readonly send: Send
  readonly log: Log
}

const EVERY_MS = 500
/** So much is in the outbox at a time, in seconds of a network's pace: a pause or a STOP holds soon. */
const AHEAD_S = 3
/** In one transaction. */
const TOGETHER = 500

export function createSurveySending({ db, context, send, log }: SurveyParts): Steps {
  const asked = askedSurveys(db)
  const work = async (): Promise<void> => {
    const { place, perSecond } = context()
    const { panel } = place
    if (!panel) return
    await untilNone(trx => makeNextWave(trx, context()))
    await untilNone(async trx => ((await closeNext(trx, context())) ? [] : undefined))
    for (const [network, pace] of perSecond) await fill(network, Math.ceil(pace * AHEAD_S), panel)
    await send(trx => postWaves(trx, context()))
    await send(trx => tellOfWaves(trx, context()))
  }

  /** Does it again and again, each in a transaction of its own, until there is nothing to do. */
  const untilNone = async (work: (trx: Trx) => Promise<readonly NewOutbound[] | undefined>): Promise<void> => {
    for (let found = true; found; ) {
      await send(async trx => {
        const messages = await work(trx)
        found = messages !== undefined
        return messages ?? []
      })
    }
  }

  /** Fills a network's part of the outbox, each wave with the same share: a large one does not keep a small one waiting. */
  const fill = async (network: Network, most: number, panel: PanelPolicy): Promise<void> => {
    let waves = await sendingWaves(db, context().now)
    if (waves.length === 0) return
    let room = most - (await unaskedWaiting(db, network, 'invitation'))
    while (room > 0 && waves.length > 0) {
      const share = Math.min(TOGETHER, Math.ceil(room / waves.length))
      const goOn: SendingWave[] = []
      for (const wave of waves) {
        if (room <= 0) break
        const batch = { wave, asked: await asked(wave), network, limit: Math.min(share, room) }
        const { taken, queued } = await queueBatch(batch, panel)
        room -= queued
        if (taken === batch.limit) goOn.push(wave)
      }
      waves = goOn
    }
  }

  const queueBatch = async (
    batch: InvitationBatch,
    panel: PanelPolicy,
  ): Promise<{ readonly taken: number; readonly queued: number }> => {
    let done = { taken: 0, queued: 0 }
    await send(async trx => {
      const now = context()
      const first = await queueInvitations(trx, batch, panel, now)
      const limit = batch.limit - first.messages.length
      const again = limit > 0 ? await queueReminders(trx, { ...batch, limit }, panel, now) : { taken: 0, messages: [] }
      const messages = [...first.messages, ...again.messages]
      done = { taken: Math.max(first.taken, again.taken), queued: messages.length }
      return messages
    })
    return done
  }

  return inSteps(work, EVERY_MS, error => log.error({ err: error }, 'sending surveys failed, it goes on in a moment'))
}
