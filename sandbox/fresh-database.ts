/** Empties the sandbox's database: the stand-ins remember nothing of an earlier run, and neither may it. */
import { Client } from 'pg'

/** @param url  Of the database to make anew; Folkmoot brings its tables itself. */
export async function freshDatabase(url: string): Promise<void> {
  const target = new URL(url)
  const name = target.pathname.slice(1)
  const client = new Client({ connectionString: Object.assign(new URL(url), { pathname: '/postgres' }).href })
  await client.connect()
  try {
    await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`)
    await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}
