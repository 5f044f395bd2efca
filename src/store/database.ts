/**
 * The database handle.
 */
import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>
export type Trx = Transaction<Tables>

export interface Connections {
  readonly db: Db
  readonly pool: pg.Pool
}

/**
 * @param connections  At most this many at once, default 10.
 * @param onIdleError  Hears of connections that broke while nobody used them; the pool has forgotten them by then.
 */
export function connect(url: string, connections = 10, onIdleError: (error: Error) => void = () => {}): Connections {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5_000,
    // A statement that outlives this is a fault; turns are retried, a hanging drain is not noticed.
    statement_timeout: 30_000,
    application_name: 'folkmoot',
    keepAlive: true,
  })
  // While the pool ends, it resolves before its last connections have: whatever breaks those is no news.
  pool.on('error', error => {
    if (!pool.ending) onIdleError(error)
  })
  // A client that breaks while it is lent tells its query; without a listener it would end the process as well.
  pool.on('connect', client => client.on('error', () => {}))
  return { pool, db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) }
}

/**
 * True where the database itself is away or shutting down, and the same work may succeed later.
 *
 * SQLSTATE classes 08 (connection), 53 (resources), 57 (operator intervention, but for what `isCutShort`), 40 (rollback:
 * deadlock, serialization); node's own network errors; pg's time-outs, which carry no code.
 */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error) || isCutShort(error)) return false
  const code = codeOf(error)
  if (typeof code === 'string')
    return /^(08|53|57|40)/.test(code) || /^(ECONN|EPIPE|ETIMEDOUT|EHOST|ENET|ENOENT|EAI_)/.test(code)
  return /connection|timeout|terminated|Client has encountered/i.test(error.message)
}

/**
 * True where the database ended a statement, because it took longer than any may or somebody cancelled it (SQLSTATE 57014).
 * Nothing of its transaction happened; it may take as long again.
 */
export function isCutShort(error: unknown): boolean {
  return error instanceof Error && codeOf(error) === '57014'
}

function codeOf(error: Error): unknown {
  return (error as { code?: unknown }).code
}
