/**
 * What time brings about. node-cron only ticks; one process at a time holds the clock, and every job may run twice
 * without harm.
 */
import { schedule } from 'node-cron'
import type { Log } from '../core/adapter.ts'

export interface Job {
  readonly name: string
  /** Five fields, in the place's time zone. */
  readonly cron: string
  readonly run: () => Promise<void>
}

/** Ticks until the signal aborts. */
export async function keepClock(jobs: readonly Job[], timeZone: string, held: AbortSignal, log: Log): Promise<void> {
  const tasks = jobs.map(({ name, cron, run }) =>
    schedule(
      cron,
      async () => {
        try {
          await run()
          log.info({ job: name }, 'job done')
        } catch (error) {
          log.error({ err: error, job: name }, 'job failed, it runs again at its next time')
        }
      },
      { timezone: timeZone, name, noOverlap: true },
    ),
  )
  await new Promise(resolve => {
    if (held.aborted) resolve(undefined)
    held.addEventListener('abort', resolve, { once: true })
  })
  await Promise.all(tasks.map(task => task.destroy()))
}
