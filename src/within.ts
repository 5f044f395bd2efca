/** Waits for work, but not longer than this: what it holds is taken up at the next start. */
import { setTimeout as wait } from 'node:timers/promises'

export async function within(ms: number, work: Promise<unknown>): Promise<void> {
  const late = new AbortController()
  await Promise.race([work, wait(ms, undefined, { signal: late.signal }).catch(() => undefined)])
  late.abort()
}
