/**
 * Tries again after pauses that grow, and are as long as an error's `retryAfterMs` at least.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { record } from './raw.ts'

const FIRST_MS = 200
const LONGEST_MS = 5_000

/**
 * @param failed  Told of every failure.
 * @returns What `work` gave, or undefined where `signal` aborted before it succeeded.
 */
export async function keepTrying<T>(
  signal: AbortSignal,
  failed: (error: unknown) => void,
  work: () => Promise<T>,
): Promise<T | undefined> {
  let pauseMs = FIRST_MS
  while (!signal.aborted) {
    try {
      return await work()
    } catch (error) {
      failed(error)
      const askedMs = record(error)?.retryAfterMs
      await pause(Math.max(pauseMs, typeof askedMs === 'number' ? askedMs : 0), signal)
      pauseMs = Math.min(pauseMs * 2, LONGEST_MS)
    }
  }
  return undefined
}

/** Ends early where `signal` aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
