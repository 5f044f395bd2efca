/**
 * The way to one network: what waits for it, and what may go now.
 */
import type { Adapter } from '../core/adapter.ts'
import type { Claimed } from '../store/outbox.ts'
import { KINDS } from './kind.ts'
import { createLanes, type Lanes } from './lanes.ts'
import { createPace, type Pace } from './pace.ts'
import { createTurns } from './turns.ts'

export interface Route {
  readonly adapter: Adapter
  readonly lanes: Lanes
  readonly pace: Pace
  /** Calls under way. */
  underWay: number
  /** Of them, those of bulk. */
  bulkUnderWay: number
  /** Rows that wait for their turn: no call of theirs is under way. */
  waiting: number
  /** The most urgent row that may go now. Where none may yet, `look` is called when one may. */
  next(): Claimed | undefined
  /**
   * Waits until it may be sent. Meanwhile it keeps nobody else from being sent.
   *
   * @param paced  @see pacedBy
   * @returns False where we stop before: the row stays in the outbox.
   */
  turnIn(paced: string, what: 'card' | 'words'): Promise<boolean>
  throttled(lane: string, paced: string | undefined, retryAfterMs: number, now: number): void
  stop(): void
}

/** Calls that bulk leaves to talks, however slowly a network takes it. */
const KEPT_FREE = 16
/** So long a network may take with a call before bulk falls behind its pace. */
const SLOW_MS = 100

function isFullOfBulk({ bulkUnderWay, pace }: Route): boolean {
  return bulkUnderWay >= Math.max(1, pace.width - KEPT_FREE)
}

/** @param width  Calls under way at once while all is well: at least so many, more where bulk goes faster than they would let it. */
export function createRoute(adapter: Adapter, width: number, look: (route: Route) => void): Route {
  const lanes = createLanes()
  const { bulkPerSecond, updatesPerMinute } = adapter.limits
  const enough = Math.max(width, KEPT_FREE + Math.ceil((bulkPerSecond * SLOW_MS) / 1_000))
  const pace = createPace(enough, bulkPerSecond, updatesPerMinute)
  const turns = createTurns(adapter.limits.postEveryMs ?? 0)
  let timer: NodeJS.Timeout | undefined
  let timerAt = 0

  /** The soonest counts: an update's minute must not keep bulk from its tenth of a second. */
  const lookAt = (at: number): void => {
    if (timer && timerAt <= at) return
    clearTimeout(timer)
    timerAt = at
    const again = () => {
      timer = undefined
      look(route)
    }
    timer = setTimeout(again, Math.max(0, at - Date.now()))
  }

  const route: Route = {
    adapter,
    lanes,
    pace,
    underWay: 0,
    bulkUnderWay: 0,
    waiting: 0,
    next() {
      for (const kind of KINDS) {
        if (!lanes.ready(kind) || (kind === 'bulk' && isFullOfBulk(route))) continue
        const now = Date.now()
        const waitMs = pace.waitMs(kind, now)
        if (waitMs <= 0) return lanes.take(kind)
        lookAt(now + waitMs)
      }
      return undefined
    },
    async turnIn(paced, what) {
      const turn = turns.ask(paced, what)
      if (turn === true) return true
      route.underWay -= 1
      route.waiting += 1
      look(route)
      const came = await turn
      route.waiting -= 1
      route.underWay += 1
      return came
    },
    throttled(lane, paced, retryAfterMs, now) {
      pace.throttled(paced ?? lane, retryAfterMs, now)
      if (paced !== undefined) turns.throttled(paced, retryAfterMs)
    },
    stop() {
      clearTimeout(timer)
      turns.stop()
    },
  }
  return route
}

/**
 * Whether a network that was away is so still, asked before bulk goes there: where nobody can tell whether a message
 * arrived, each one that it is tried with is lost.
 */
export async function isSilent({ adapter, pace }: Route, { bulk }: Claimed): Promise<boolean> {
  return bulk && pace.away && adapter.answers !== undefined && !(await adapter.answers())
}
