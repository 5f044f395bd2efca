/**
 * Tries again after pauses that grow, and are as long as an error's `retryAfterMs` at least.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { SendError } from '../../src/core/send-error.ts'
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

/** Fit for a log: of errors that are not ours only the name and code, since their words may hold somebody's. */
export function describeError(error: unknown): string {
  if (error instanceof SendError) return error.message
  if (!(error instanceof Error)) return typeof error
  return 'code' in error ? `${error.name} ${error.code}` : error.name
}
