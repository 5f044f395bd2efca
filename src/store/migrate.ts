/**
 * Brings a database to the newest schema. Safe to run from several processes at once (kysely's migrator locks).
 */
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import { StartError } from '../core/start-error.ts'
import { connect, type Db } from './database.ts'

const folder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** @throws {StartError} where the database cannot be reached; else with the cause attached, naming the migration that failed. */
export async function migrate(url: string): Promise<void> {
  const { db } = connect(url, 2)
  try {
    await reach(db, url)
    const { error, results } = await migratorOf(db).migrateToLatest()
    if (error) {
      const failed = results?.find(r => r.status === 'Error')?.migrationName ?? 'the list of migrations'
      throw new Error(`cannot migrate the database: ${failed} failed; nothing of it was applied`, { cause: error })
    }
  } finally {
    await db.destroy()
  }
}

/** Names of the migrations that a database does not have yet. */
export async function missingMigrations(db: Db): Promise<readonly string[]> {
  const migrations = await migratorOf(db).getMigrations()
  return migrations.filter(({ executedAt }) => executedAt === undefined).map(({ name }) => name)
}

function migratorOf(db: Db): Migrator {
  const provider = new FileMigrationProvider({ fs, path, migrationFolder: folder })
  return new Migrator({ db, provider })
}

/** Its address is told, its user and password are not. */
async function reach(db: Db, url: string): Promise<void> {
  try {
    await sql`select 1`.execute(db)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const { host, pathname } = new URL(url)
    const why = [code, message].filter(Boolean).join(', ')
    throw new StartError(`cannot use the database at ${host}${pathname} (${why}); check DATABASE_URL`, { cause: error })
  }
}
