/**
 * What was sent must be written down: while the database is away, or too busy to do it in time, again and again.
 */
import { isCutShort, isDatabaseAway } from '../store/database.ts'

const RETRY_MS = 250

/** @param stopping  Once aborted, the failure is thrown: what was not written is found at the next start. */
export async function whileAway<T>(work: () => Promise<T>, stopping: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(isDatabaseAway(error) || isCutShort(error)) || stopping.aborted) throw error
      await new Promise(resolve => setTimeout(resolve, RETRY_MS))
    }
  }
}
