/**
 * What time brings about. node-cron only ticks, each minute, in the one process that holds the clock; which jobs are
 * due is read from the database, and every job may run twice without harm.
 */
import { schedule } from 'node-cron'
import type { Log } from '../core/adapter.ts'
import type { Db } from '../store/database.ts'
import { recall, remember } from '../store/memory.ts'
import { isDue, type Timing } from './is-due.ts'

export interface Job {
  readonly name: string
  readonly when: Timing
  /** Looks in the database for what is due by then. */
  readonly run: (now: Date) => Promise<void>
}

export interface Clock {
  /** Runs every job that is due, once, one after the other. A job that fails is logged, and due again at the next tick. */
  tick(): Promise<void>
  /** Ticks each minute until the signal aborts, and lets the last tick come to its end. */
  keep(held: AbortSignal): Promise<void>
}

interface ClockParts {
  readonly db: Db
  readonly jobs: readonly Job[]
  /** Of the town: a time of day is meant there. */
  readonly timeZone: () => string
  readonly now: () => Date
  readonly log: Log
}

const EACH_MINUTE = '* * * * *'

export function createClock({ db, jobs, timeZone, now, log }: ClockParts): Clock {
  let last: Promise<void> = Promise.resolve()

  const runDue = async ({ name, when, run }: Job): Promise<void> => {
    const at = now()
    try {
      if (when === 'eachTick') return await run(at)
      const before = await recall(db, memoryOf(name))
      if (!isDue(when, before === undefined ? undefined : new Date(before), at, timeZone())) return
      await run(at)
      await remember(db, memoryOf(name), at.toISOString())
      log.info({ job: name }, 'job done')
    } catch (error) {
      log.error({ err: error, job: name }, 'job failed, it runs again within a minute')
    }
  }
  const tick = (): Promise<void> => {
    // A tick that comes while another one is at work sees what that one did.
    last = last.then(async () => {
      for (const job of jobs) await runDue(job)
    })
    return last
  }

  return {
    tick,
    async keep(held) {
      const task = schedule(EACH_MINUTE, tick, { name: 'clock', noOverlap: true })
      await new Promise(resolve => {
        if (held.aborted) resolve(undefined)
        held.addEventListener('abort', resolve, { once: true })
      })
      await task.destroy()
      await last
    },
  }
}

/** Under this name the database remembers when a job was last done. */
function memoryOf(job: string): string {
  return `job ${job}`
}
