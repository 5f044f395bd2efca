/**
 * Small things that outlive a process: what was registered with a network, and who wrote from where.
 */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { KnownAddress } from '../core/adapter.ts'
import type { Address, Network } from '../core/network.ts'
import type { Db, Trx } from './database.ts'

export async function recall(db: Db, name: string): Promise<string | undefined> {
  const row = await db.selectFrom('remembered').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value
}

export async function remember(db: Db, name: string, value: string): Promise<void> {
  await db
    .insertInto('remembered')
    .values({ name, value })
    .onConflict(c => c.column('name').doUpdateSet({ value }))
    .execute()
}

/**
 * Remembers a value where another was remembered, or none: of several processes that say the same, one is first.
 *
 * @returns What was there before; undefined where the value was there already.
 */
export async function rememberOther(
  trx: Trx,
  name: string,
  value: string,
): Promise<{ readonly before: string | undefined } | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext(${name}))`.execute(trx)
  const before = await recall(trx, name)
  if (before === value) return undefined
  await remember(trx, name, value)
  return { before }
}

/**
 * A short name that this database alone has: keys of sends stay apart from those of a database that served the same bot
 * before.
 */
export async function installationName(db: Db): Promise<string> {
  const value = randomUUID().slice(0, 6)
  await db
    .insertInto('remembered')
    .values({ name: 'installation', value })
    .onConflict(c => c.doNothing())
    .execute()
  return (await recall(db, 'installation')) ?? value
}

/** A network's own channel of somebody, once it was opened. */
export async function noteChannel(db: Db, address: Address, channel: string): Promise<void> {
  await db.updateTable('conversations').set({ channel }).where('address', '=', address).execute()
}

/** People of a network who wrote before, where the network has a channel for each. */
export async function knownAddresses(db: Db, network: Network): Promise<readonly KnownAddress[]> {
  const rows = await db
    .selectFrom('conversations')
    .select(['address', 'channel', 'last_position'])
    .where('network', '=', network)
    .where('channel', 'is not', null)
    .where('unreachable_since', 'is', null)
    .execute()
  return rows.map(r => ({ address: r.address as Address, channel: r.channel!, after: r.last_position }))
}
