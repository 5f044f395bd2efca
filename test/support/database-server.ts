/**
 * Making and dropping databases on a server.
 */
import { Client } from 'pg'

/** The same server, another database. */
export function withName(url: URL, name: string): string {
  return Object.assign(new URL(url), { pathname: `/${name}` }).href
}

/** Runs one statement in the server's own database. @param server  The address of any database there. */
export async function asAdmin(server: URL, statement: string): Promise<void> {
  const client = new Client({ connectionString: withName(server, 'postgres') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
