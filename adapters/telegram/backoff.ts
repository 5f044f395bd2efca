/**
 * Pauses between attempts: longer each time, and as long as the network asks for.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { SendError } from '../../src/core/send-error.ts'

const FIRST_MS = 200
/** Work goes on within 5 s of the end of a trouble. */
const LONGEST_MS = 5_000

export interface Backoff {
  /** Waits because of `error`; returns early where `signal` aborts. */
  wait(error: unknown, signal: AbortSignal): Promise<void>
  reset(): void
}

export function createBackoff(): Backoff {
  let nextMs = FIRST_MS
  return {
    wait: async (error, signal) => {
      const asked = error instanceof SendError ? (error.retryAfterMs ?? 0) : 0
      const pauseMs = Math.max(nextMs, asked)
      nextMs = Math.min(nextMs * 2, LONGEST_MS)
      // An abort ends the pause; whoever waits looks at the signal next.
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined)
    },
    reset: () => {
      nextMs = FIRST_MS
    },
  }
}
