/**
 * The database: reached, new enough, at the newest schema, its clock with ours.
 */
import { sql } from 'kysely'
import type { Config } from '../config.ts'
import type { Log } from '../core/adapter.ts'
import { PostgresError } from '../postgres/postgres-error.ts'
import { reachDatabase } from '../reach-database.ts'
import { connect, type Db } from '../store/database.ts'
import { missingMigrations } from '../store/migrate.ts'
import { clockOf } from './clock.ts'
import { type Finding, fine, wrong } from './finding.ts'

const OLDEST_VERSION = 15

export async function examineDatabase(config: Config, log: Log): Promise<readonly Finding[]> {
  const undo: (() => Promise<unknown>)[] = []
  try {
    const { db } = connect(await reachDatabase(config, log, undo), 1)
    undo.push(() => db.destroy())
    return [...(await version(db, config)), ...(await schema(db)), ...(await clock(db))]
  } catch (error) {
    return [notReached(config, error)]
  } finally {
    for (const step of undo.toReversed()) await step()
  }
}

function notReached({ database }: Config, error: unknown): Finding {
  if (error instanceof PostgresError)
    return wrong(`database: ${error.message}`, 'see docs/operations.md, "The database"')
  const { code, name } = error as NodeJS.ErrnoException
  const where = database.kind === 'external' ? ` at ${new URL(database.url).host}` : ''
  return wrong(
    `database: not reached${where} (${code ?? name})`,
    database.kind === 'external'
      ? 'check DATABASE_URL, that the server runs, and that it lets this machine in'
      : 'start Folkmoot and read the last lines of its log',
  )
}

async function version(db: Db, { database }: Config): Promise<readonly Finding[]> {
  const { rows } = await sql<{
    number: number
  }>`select current_setting('server_version_num')::integer as number`.execute(db)
  const major = Math.floor((rows[0]?.number ?? 0) / 10_000)
  const which = database.kind === 'embedded' ? 'embedded Postgres' : 'Postgres'
  if (major >= OLDEST_VERSION) return [fine(`database: reached, ${which} ${major}`)]
  return [wrong(`database: ${which} ${major} is too old`, `use Postgres ${OLDEST_VERSION} or newer`)]
}

async function schema(db: Db): Promise<readonly Finding[]> {
  const missing = await missingMigrations(db)
  if (missing.length === 0) return [fine('database: the schema is the newest')]
  return [
    wrong(
      `database: the schema lacks ${missing.length === 1 ? missing[0] : `${missing.length} migrations, first ${missing[0]}`}`,
      'run npm run migrate, or start Folkmoot, which does the same',
    ),
  ]
}

async function clock(db: Db): Promise<readonly Finding[]> {
  const askedAt = Date.now()
  const { rows } = await sql<{ at: Date }>`select clock_timestamp() as at`.execute(db)
  const theirs = rows[0]?.at.getTime()
  return clockOf('the database', theirs === undefined ? undefined : theirs - (askedAt + Date.now()) / 2)
}
