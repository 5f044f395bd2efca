/**
 * A database of one's own, migrated and empty, in some 30 ms. For tests in the folders that `vitest.config.ts` lists.
 */
import { randomUUID } from 'node:crypto'
import { inject } from 'vitest'
import { asAdmin, withName } from './database-server.ts'

export interface TestDatabase extends AsyncDisposable {
  readonly url: string
  /** Ends every connection to it. `await using` calls it. */
  drop(): Promise<void>
}

export async function createDatabase(): Promise<TestDatabase> {
  const template = new URL(inject('templateUrl'))
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const templateName = template.pathname.slice(1)
  await asAdmin(template, `create database ${name} template ${templateName}`)
  const drop = () => asAdmin(template, `drop database if exists ${name} with (force)`)
  return { url: withName(template, name), drop, [Symbol.asyncDispose]: drop }
}
