/**
 * Fetches a file from its network, within a time.
 */
import type { Adapter } from '../core/adapter.ts'
import { SendError } from '../core/send-error.ts'

/** `Adapter.fetchFile` of one file. */
export type FetchFile = (options: Parameters<Adapter['fetchFile']>[1]) => Promise<Uint8Array>

const FETCH_TIMEOUT_MS = 30_000

/**
 * @returns Undefined where the network will never give it.
 * @throws {SendError} retryable: the network is away or slow, fetch it again later.
 */
export async function fetchWithin(
  fetch: FetchFile,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  const late = AbortSignal.timeout(FETCH_TIMEOUT_MS)
  try {
    return await fetch({ maxBytes, signal: AbortSignal.any([signal, late]) })
  } catch (error) {
    if (error instanceof SendError && !error.retryable) return undefined
    if (error instanceof SendError || signal.aborted || !late.aborted) throw error
    throw new SendError('UNREACHABLE', `a file was not there within ${FETCH_TIMEOUT_MS} ms`, { cause: error })
  }
}
