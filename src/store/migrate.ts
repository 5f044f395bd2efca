/**
 * Brings a database to the newest schema. Safe to run from several processes at once (kysely's migrator locks).
 */
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import { connect } from './database.ts'

const folder = fileURLToPath(new URL('../../migrations', import.meta.url))

/** @throws with the cause attached, naming the migration that failed. */
export async function migrate(url: string): Promise<void> {
  const { db } = connect(url, 2)
  try {
    const migrator = new Migrator({ db, provider: new FileMigrationProvider({ fs, path, migrationFolder: folder }) })
    const { error, results } = await migrator.migrateToLatest()
    if (error) {
      const failed = results?.find(r => r.status === 'Error')?.migrationName ?? 'the list of migrations'
      throw new Error(`cannot migrate the database: ${failed} failed; nothing of it was applied`, { cause: error })
    }
  } finally {
    await db.destroy()
  }
}
