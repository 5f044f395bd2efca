/**
 * One Postgres for the whole run, and in it a database that has every migration: the tests' own ones are its copies.
 *
 * `TEST_DATABASE_URL` names a server to use instead of the embedded one, as a user who may create databases; what is
 * in the database it names is left alone.
 */
import { randomUUID } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createLog } from '../../src/log.ts'
import { startPostgres } from '../../src/postgres/embedded.ts'
import { migrate } from '../../src/store/migrate.ts'
import { asAdmin, withName } from './database-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The migrated database, to be copied only: a connection to it would stand in the way of the copying. */
    readonly templateUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { TEST_DATABASE_URL: given } = process.env
  const { url, tearDown } = await (given ? templateOn(given) : startOwn())
  try {
    await migrate(url)
  } catch (error) {
    await tearDown()
    throw error
  }
  project.provide('templateUrl', url)
  return tearDown
}

interface Template {
  readonly url: string
  readonly tearDown: () => Promise<void>
}

async function templateOn(server: string): Promise<Template> {
  const name = `folkmoot_template_${randomUUID().replaceAll('-', '')}`
  const admin = new URL(server)
  await asAdmin(admin, `create database ${name}`)
  return {
    url: withName(admin, name),
    tearDown: () => asAdmin(admin, `drop database if exists ${name} with (force)`),
  }
}

async function startOwn(): Promise<Template> {
  const directory = await mkdtemp(join(tmpdir(), 'folkmoot-test-'))
  // As root, Postgres runs as another user, who has to get in.
  await chmod(directory, 0o711)
  // Nothing here outlives the run, so nothing needs to reach the disk.
  const postgres = await startPostgres({ directory, log: createLog('warn'), durable: false })
  const tearDown = async () => {
    await postgres.stop()
    await rm(directory, { recursive: true, force: true })
  }
  return { url: postgres.url, tearDown }
}
