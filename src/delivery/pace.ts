/**
 * When a network may be called again: after it said "slow down", after it went away, and how often for bulk.
 *
 * One address or channel that is throttled waits alone. When several are, the whole bot is meant, and everybody waits.
 */
import type { Kind } from './kind.ts'

/** Different addresses or channels throttled within a second, at which the whole network pauses. */
const THROTTLED_LANES = 3
const THROTTLE_WINDOW_MS = 1_000
const MINUTE_MS = 60_000
/** Timers are late: by so much bulk may go on as if it had been in time. */
const LATE_MS = 50
/** Bulk waits for talks no longer than this. */
const LONGEST_BULK_MS = 1_000
/** Calls in a row that found nobody, at which the network counts as away: from then on one call at a time finds out. */
const FAILURES = 5
const FIRST_PAUSE_MS = 250
/** Work goes on within this time after a network is back. */
const LONGEST_PAUSE_MS = 4_000

export interface Pace {
  /** Milliseconds until the next call may start; 0 for now. */
  waitMs(kind: Kind, now: number): number
  /** Calls that may be under way at once. */
  readonly width: number
  /** @param messages  Of this call, or beyond the one that it was begun with. Default 1. */
  started(kind: Kind, now: number, messages?: number): void
  /** Bulk or an update was not to be sent after all: it takes nothing from the others. Talks keep what they took of bulk’s time. */
  forgone(kind: Kind): void
  succeeded(): void
  /** @param place  What is meant: a channel, all marks, else the lane. */
  throttled(place: string, retryAfterMs: number, now: number): void
  unreachable(now: number): void
  /** The network does not answer. */
  readonly away: boolean
}

/**
 * @param width  Calls under way at once while all is well.
 * @param bulkPerSecond  The network's own figure.
 * @param updatesPerMinute  In any minute, however they come: a handful of clicks shows at once. Default: no limit.
 */
export function createPace(width: number, bulkPerSecond: number, updatesPerMinute = Number.POSITIVE_INFINITY): Pace {
  let pausedUntil = 0
  let failures = 0
  let nextBulkAt = 0
  let updates: number[] = []
  let throttles: { readonly place: string; readonly at: number }[] = []

  const pauseUntil = (at: number): void => {
    pausedUntil = Math.max(pausedUntil, at)
  }

  const ownWaitMs = (kind: Kind, now: number): number => {
    if (kind === 'bulk') return nextBulkAt - now
    if (kind === 'update' && updates.length >= updatesPerMinute) return (updates[0] ?? 0) + MINUTE_MS - now
    return 0
  }

  return {
    waitMs: (kind, now) => Math.max(0, pausedUntil - now, ownWaitMs(kind, now)),
    get width() {
      return failures >= FAILURES ? 1 : width
    },
    get away() {
      return failures >= FAILURES
    },
    started(kind, now, messages = 1) {
      const takesMs = (messages * 1_000) / bulkPerSecond
      if (kind === 'bulk') nextBulkAt = Math.max(nextBulkAt, now - LATE_MS) + takesMs
      // The network counts every message: what is said in talks leaves less for bulk.
      if (kind === 'conversation')
        nextBulkAt = Math.min(Math.max(nextBulkAt, now) + takesMs, Math.max(nextBulkAt, now + LONGEST_BULK_MS))
      if (kind === 'update') updates = [...updates.filter(at => now - at < MINUTE_MS), now]
    },
    forgone(kind) {
      if (kind === 'bulk') nextBulkAt -= 1_000 / bulkPerSecond
      if (kind === 'update') updates = updates.slice(0, -1)
    },
    succeeded() {
      failures = 0
    },
    throttled(place, retryAfterMs, now) {
      failures = 0
      throttles = [...throttles.filter(t => now - t.at < THROTTLE_WINDOW_MS && t.place !== place), { place, at: now }]
      if (throttles.length >= THROTTLED_LANES) pauseUntil(now + retryAfterMs)
    },
    unreachable(now) {
      failures += 1
      if (failures >= FAILURES) {
        pauseUntil(now + Math.min(FIRST_PAUSE_MS * 2 ** (failures - FAILURES), LONGEST_PAUSE_MS))
      }
    },
  }
}
