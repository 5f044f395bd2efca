/**
 * What only one process may hold, held under Postgres advisory locks on one connection of its own.
 *
 * Each process has a number, and holds the lock of its number for as long as it lives: rows claimed by a number whose
 * lock is free were left behind by a crash. Losing the connection loses the locks: work that depends on them is
 * aborted, and starts again under a new number.
 */
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../core/adapter.ts'
import { PROCESS_LOCKS } from './claims.ts'

/** Class of the advisory locks on names ("telegram-polling"). */
const NAME_LOCKS = 7_002
const RETRY_MS = 500

export interface ProcessLocks {
  /** The number of this process, or null while the database is away. */
  number(): number | null
  /** @see Doors.exclusively */
  exclusively(name: string, signal: AbortSignal, work: (held: AbortSignal) => Promise<void>): Promise<void>
  /** Names that this process would like to hold and another one does. */
  heldElsewhere(): ReadonlySet<string>
  close(): Promise<void>
}

/** Resolves once the first connection holds its number. @throws where the database cannot be reached at all. */
export async function holdLocks(url: string, log: Log): Promise<ProcessLocks> {
  const closing = new AbortController()
  const elsewhere = new Set<string>()
  let session = await openSession(url)
  let reconnecting: Promise<void> | undefined

  const reconnect = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        session = await openSession(url)
        log.info({ process: session.number }, 'locks are held again')
        return watch()
      } catch (error) {
        log.warn({ err: error }, 'database away, locks not held')
        await pause(RETRY_MS, closing.signal)
      }
    }
  }
  const watch = (): void => {
    session.lost.addEventListener('abort', () => {
      if (closing.signal.aborted) return
      log.warn({ process: session.number }, 'lost the connection that held the locks')
      reconnecting = reconnect()
    })
    if (session.lost.aborted) reconnecting = reconnect()
  }
  watch()

  const holdOnce = async (name: string, signal: AbortSignal, work: (held: AbortSignal) => Promise<void>) => {
    const { ask, lost } = session
    if (lost.aborted) return
    const { rows } = await ask('select pg_try_advisory_lock($1, hashtext($2)) as held', [NAME_LOCKS, name])
    if (!rows[0].held) {
      elsewhere.add(name)
      return
    }
    elsewhere.delete(name)
    try {
      await work(AbortSignal.any([signal, lost]))
    } finally {
      if (!lost.aborted) await ask('select pg_advisory_unlock($1, hashtext($2))', [NAME_LOCKS, name])
    }
  }

  return {
    number: () => (session.lost.aborted ? null : session.number),
    heldElsewhere: () => elsewhere,
    async exclusively(name, signal, work) {
      const over = AbortSignal.any([signal, closing.signal])
      while (!over.aborted) {
        try {
          await holdOnce(name, over, work)
        } catch (error) {
          if (!over.aborted) log.error({ err: error, name }, 'work under a lock failed, starting it again')
        }
        await pause(RETRY_MS, over)
      }
      elsewhere.delete(name)
    },
    async close() {
      closing.abort()
      await reconnecting
      await session.client.end().catch(error => log.warn({ err: error }, 'closing the lock connection failed'))
    },
  }
}

interface Session {
  readonly client: pg.Client
  /** One statement after the other: a connection of pg takes no second one meanwhile. */
  readonly ask: (statement: string, values: readonly unknown[]) => Promise<pg.QueryResult>
  readonly number: number
  /** Aborts when the connection is gone. */
  readonly lost: AbortSignal
}

async function openSession(url: string): Promise<Session> {
  const gone = new AbortController()
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: 'folkmoot locks',
  })
  client.on('error', () => gone.abort())
  client.on('end', () => gone.abort())
  await client.connect()
  const { rows } = await client.query(
    `select n.number, pg_advisory_lock($1, n.number) from (select nextval('process_numbers')::integer as number) n`,
    [PROCESS_LOCKS],
  )
  let last: Promise<unknown> = Promise.resolve()
  const ask: Session['ask'] = (statement, values) => {
    const answer = last.then(() => client.query(statement, [...values]))
    last = answer.catch(() => undefined)
    return answer
  }
  return { client, ask, number: rows[0].number, lost: gone.signal }
}

/** Waits, or returns early where the signal aborts. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined)
}
