/**
 * The database for a program beside Folkmoot: the one of the settings; with the embedded Postgres, the running
 * Folkmoot's, or one started for the moment.
 */
import type { Config } from './config.ts'
import type { Log } from './core/adapter.ts'
import { AlreadyRunningError } from './instance.ts'
import { openDatabase } from './open-database.ts'
import { runningPostgres } from './postgres/embedded.ts'

/**
 * @param undo  Gets what closes it again.
 * @returns Its address.
 * @throws {PostgresError}
 */
export async function reachDatabase(config: Config, log: Log, undo: (() => Promise<unknown>)[]): Promise<string> {
  try {
    return (await openDatabase(config, log, undo)).url
  } catch (error) {
    if (!(error instanceof AlreadyRunningError) || config.database.kind !== 'embedded') throw error
    return runningPostgres(config.database.directory)
  }
}
