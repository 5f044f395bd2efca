/**
 * `npm run migrate`: brings the database to the newest schema and ends. Folkmoot does the same at every start; this
 * is for those who want it done before.
 */
import { type Config, ConfigError, loadConfig, secretsOf } from '../src/config.ts'
import { AlreadyRunningError, claimDataDir } from '../src/instance.ts'
import { createLog } from '../src/log.ts'
import { startPostgres } from '../src/postgres/embedded.ts'
import { migrate } from '../src/store/migrate.ts'

try {
  await migrateAsConfigured(loadConfig())
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof AlreadyRunningError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function migrateAsConfigured(config: Config): Promise<void> {
  const log = createLog(config.logLevel, secretsOf(config))
  if (config.database.kind === 'external') return migrate(config.database.url)
  const instance = await claimDataDir(config.dataDir)
  const postgres = await startPostgres({ directory: config.database.directory, log })
  try {
    await migrate(postgres.url)
  } finally {
    await postgres.stop()
    await instance.release()
  }
}
