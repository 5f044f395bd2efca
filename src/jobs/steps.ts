/**
 * Work that one process does again and again, one step after the other.
 */
import { setTimeout as wait } from 'node:timers/promises'

export interface Steps {
  /** Does what is due now, once. */
  step(): Promise<void>
  /** Goes on until the signal aborts, and lets the last step come to its end. */
  keep(held: AbortSignal): Promise<void>
}

/**
 * @param everyMs  Pause between two steps of `keep`.
 * @param failed  Hears why a step failed; the next one comes all the same.
 */
export function inSteps(work: () => Promise<void>, everyMs: number, failed: (error: unknown) => void): Steps {
  let last: Promise<void> = Promise.resolve()
  const step = (): Promise<void> => {
    last = last.then(() => work().catch(failed))
    return last
  }
  return {
    step,
    async keep(held) {
      while (!held.aborted) {
        await step()
        await wait(everyMs, undefined, { signal: held }).catch(() => undefined)
      }
    },
  }
}
