/**
 * The staff desk: takes what staff did in Slack, one thing after the other in each thread, and hands it to its action.
 *
 * Who may do it is asked each time, at the time it happens; what an action brings about is committed together with the
 * mark that the event is done.
 */
import type { Log } from '../core/adapter.ts'
import type { DeskEvent } from '../core/inbound.ts'
import { SendError } from '../core/send-error.ts'
import type { Db, Trx } from '../store/database.ts'
import { isDatabaseAway } from '../store/database.ts'
import { firstInLane, setAside, takeFromLane } from '../store/inbox.ts'
import { type Claimed, type NewOutbound, queue } from '../store/outbox.ts'
import { LATER } from './desk-work.ts'

const RETRY_MS = 500
const LATER_MS = 50

/** Looks up what an event needs outside any transaction, and returns what to do inside one. */
export type Prepare = (event: DeskEvent) => Promise<Act | typeof LATER>
export type Act = (trx: Trx) => Promise<readonly NewOutbound[]>

export interface DeskParts {
  readonly db: Db
  readonly prepare: Prepare
  /** What its author is told where an event could not be handled. */
  readonly apologise: (event: DeskEvent) => readonly NewOutbound[]
  readonly deliver: (claimed: readonly Claimed[]) => void
  /** @see ProcessLocks.number */
  readonly processNumber: () => number | null
  readonly log: Log
}

export interface Desk {
  /** Something waits in these Slack threads. */
  wake(lanes: Iterable<string>): void
  /** Ends what is under way and starts nothing more. */
  stop(): Promise<void>
}

export function createDesk(parts: DeskParts): Desk {
  const { db, log } = parts
  const busy = new Map<string, Promise<void>>()
  const again = new Set<string>()
  let stopped = false

  const work = async (lane: string): Promise<void> => {
    for (;;) {
      again.delete(lane)
      try {
        while (!stopped && (await handleFirst(lane))) {}
      } catch (error) {
        log.warn({ err: error }, 'the desk could not go on with a thread, trying again')
        await new Promise(resolve => setTimeout(resolve, RETRY_MS))
        again.add(lane)
      }
      if (stopped || !again.has(lane)) return
    }
  }

  /** @returns False where nothing waits in the lane. */
  const handleFirst = async (lane: string): Promise<boolean> => {
    const waiting = await firstInLane(db, lane)
    if (!waiting) return false
    try {
      const act = await parts.prepare(waiting.event)
      if (act === LATER) await new Promise(resolve => setTimeout(resolve, LATER_MS))
      else await commit(lane, waiting.id, act)
    } catch (error) {
      if (isDatabaseAway(error) || isSlackAway(error)) throw error
      log.error(
        { err: error, inbox: waiting.id, did: waiting.event.did.kind },
        'the desk could not handle an event, it is set aside',
      )
      await setAside(db, [waiting.id], error instanceof Error ? error.name : 'unknown')
      parts.deliver(await queue(db, parts.apologise(waiting.event), parts.processNumber()))
    }
    return true
  }

  const commit = async (lane: string, inboxId: string, act: Act) => {
    const claimed = await db.transaction().execute(async trx => {
      if (!(await takeFromLane(trx, lane, inboxId))) return []
      return queue(trx, await act(trx), parts.processNumber())
    })
    parts.deliver(claimed)
  }

  return {
    wake(lanes) {
      for (const lane of lanes) {
        again.add(lane)
        if (stopped || busy.has(lane)) continue
        busy.set(
          lane,
          work(lane).finally(() => busy.delete(lane)),
        )
      }
    },
    async stop() {
      stopped = true
      await Promise.all(busy.values())
    },
  }
}

/** Who somebody is cannot be asked now: what they wrote waits, and is not refused. */
function isSlackAway(error: unknown): boolean {
  return error instanceof SendError && error.retryable
}
