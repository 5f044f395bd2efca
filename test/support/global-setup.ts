/**
 * One Postgres for the whole run, and in it a database that has every migration: the tests' own ones are its copies.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createLog } from '../../src/log.ts'
import { startPostgres } from '../../src/postgres/embedded.ts'
import { migrate } from '../../src/store/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated database, to be copied only: a connection to it would stand in the way of the copying. */
    readonly templateUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'folkmoot-test-'))
  // As root, Postgres runs as another user, who has to get in.
  await chmod(directory, 0o711)
  // Nothing here outlives the run, so nothing needs to reach the disk.
  const postgres = await startPostgres({ directory, log: createLog('warn'), durable: false })
  const tearDown = async () => {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
  try {
    await migrate(postgres.url)
  } catch (error) {
    await tearDown()
    throw error
  }
  project.provide('templateUrl', postgres.url)
  return tearDown
}
