/**
 * Looks every second for what a crash left behind, here or in another process: events without a turn, messages without
 * a sender. Nothing waits for it while all is well, but replies of staff for the end of the seconds in which they can be
 * taken back.
 */
import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from './core/adapter.ts'
import type { Delivery } from './delivery/delivery.ts'
import type { Db } from './store/database.ts'
import { lanesLeftBehind } from './store/inbox.ts'

const EVERY_MS = 1_000
/** What waits longer than this has nobody who is about to take it. */
const LEFT_BEHIND_S = 2

export interface Sweeper {
  stop(): Promise<void>
}

/** The first sweep takes everything: this process has nothing in hand yet. */
export function startSweeping(
  db: Db,
  wake: (lanes: readonly string[]) => void,
  delivery: Pick<Delivery, 'sweep'>,
  release: () => Promise<void>,
  log: Log,
): Sweeper {
  const stopping = new AbortController()
  const sweeping = sweepUntil(stopping.signal)

  async function sweepUntil(signal: AbortSignal): Promise<void> {
    for (let seconds = 0; !signal.aborted; seconds = LEFT_BEHIND_S) {
      try {
        wake(await lanesLeftBehind(db, seconds))
        await release()
        await delivery.sweep()
      } catch (error) {
        log.warn({ err: error }, 'looking for what was left behind failed, trying again')
      }
      await wait(EVERY_MS, undefined, { signal }).catch(() => undefined)
    }
  }

  return {
    async stop() {
      stopping.abort()
      await sweeping
    },
  }
}
