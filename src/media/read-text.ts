/**
 * Reads a text file that lies with a network. Nothing of it is stored.
 */
import { type FetchFile, fetchWithin } from './fetch-within.ts'

const MAX_BYTES = 1024 * 1024

/**
 * @param bytes  As the network says; what it declares too large is not fetched.
 * @returns Undefined where it is larger than 1 MB, no UTF-8, or cannot be had.
 * @throws {SendError} retryable, as `fetchWithin`.
 */
export async function readText(
  fetch: FetchFile,
  { bytes = 0, signal }: { readonly bytes?: number | undefined; readonly signal: AbortSignal },
): Promise<string | undefined> {
  if (bytes > MAX_BYTES) return undefined
  const read = await fetchWithin(fetch, MAX_BYTES, signal)
  try {
    return read && new TextDecoder('utf-8', { fatal: true }).decode(read)
  } catch {
    return undefined
  }
}
