/**
 * The database of the settings, or a Postgres of our own. With our own the data folder is ours alone, and who else asks
 * for it is told where we are.
 */
import type { Config } from './config.ts'
import type { Log } from './core/adapter.ts'
import { claimDataDir } from './instance.ts'
import { startPostgres } from './postgres/embedded.ts'

export interface OpenDatabase {
  readonly url: string
  /** Tells later starts in the same folder where this one is reached. */
  announce(address: string): Promise<void>
}

/**
 * @param undo  Gets what closes it again.
 * @throws {AlreadyRunningError} {PostgresError}
 */
export async function openDatabase(config: Config, log: Log, undo: (() => Promise<unknown>)[]): Promise<OpenDatabase> {
  if (config.database.kind === 'external') return { url: config.database.url, announce: async () => undefined }
  const instance = await claimDataDir(config.dataDir)
  undo.push(instance.release)
  const postgres = await startPostgres({ directory: config.database.directory, log })
  undo.push(postgres.stop)
  return { url: postgres.url, announce: instance.announce }
}
