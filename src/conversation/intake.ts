/**
 * Fetches and cleans the files of what came in, before its turn. The lane waits meanwhile: words never overtake the
 * picture that was sent before them.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from '../core/adapter.ts'
import type { RemoteFile, TakenFile } from '../core/files.ts'
import type { Network } from '../core/network.ts'
import { SendError } from '../core/send-error.ts'

/** Fetches one file from its network, cleans it, stores it. @throws {SendError} retryable: the network is away. */
export type TakeFile = (network: Network, file: RemoteFile, signal: AbortSignal) => Promise<TakenFile>

/** How long a network may be away before its file is given up and its sender asked to send it again. */
const PATIENCE_MS = 60_000
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 5_000

/**
 * Takes files one after the other.
 *
 * @returns What became of each, in their order.
 */
export async function takeFiles(
  take: TakeFile,
  network: Network,
  files: readonly RemoteFile[],
  signal: AbortSignal,
  log: Log,
): Promise<readonly TakenFile[]> {
  const taken: TakenFile[] = []
  const giveUpAt = Date.now() + PATIENCE_MS
  for (const file of files) {
    const fetching = { network, giveUpAt, signal, log }
    taken.push(
      (await fetchPatiently(() => take(network, file, signal), fetching)) ?? { kept: false, why: 'cannotFetch' },
    )
  }
  return taken
}

interface Fetching {
  readonly network: Network
  /** As `Date.now()`. Default: a minute from now. */
  readonly giveUpAt?: number
  readonly signal: AbortSignal
  readonly log: Log
}

/**
 * @param fetch  Throws what is retryable as a `SendError`, and is called again then, when the network allows.
 * @returns Undefined where it was given up.
 */
export async function fetchPatiently<T>(
  fetch: () => Promise<T>,
  { network, giveUpAt = Date.now() + PATIENCE_MS, signal, log }: Fetching,
): Promise<T | undefined> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await fetch()
    } catch (error) {
      if (!(error instanceof SendError && error.retryable)) throw error
      const dueMs = Math.max(pauseMs, error.retryAfterMs ?? 0)
      if (Date.now() + dueMs > giveUpAt) {
        log.warn({ err: error, network }, 'gave up fetching a file')
        return undefined
      }
      await wait(dueMs, undefined, { signal })
    }
  }
}
