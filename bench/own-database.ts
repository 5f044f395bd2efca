/**
 * A fresh database for one run, dropped afterwards.
 */
import pg from 'pg'
import type { EmbeddedPostgres } from '../src/postgres/embedded.ts'

export interface OwnDatabase extends AsyncDisposable {
  readonly url: string
}

export async function ownDatabase(postgres: EmbeddedPostgres, name: string): Promise<OwnDatabase> {
  await asAdmin(postgres, `create database ${name}`)
  return {
    url: Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href,
    [Symbol.asyncDispose]: () => asAdmin(postgres, `drop database ${name} with (force)`),
  }
}

async function asAdmin({ url }: EmbeddedPostgres, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: Object.assign(new URL(url), { pathname: '/postgres' }).href })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
