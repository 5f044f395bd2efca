/**
 * The one order in which transactions lock: conversations, cases by their number, then what belongs to a case (its
 * replies, its record, its searchable words). Whoever keeps to it never waits for somebody who waits for them.
 */
import { sql } from 'kysely'
import type { Address } from '../core/network.ts'
import type { Trx } from './database.ts'

/** Nobody else changes these cases until the transaction has ended. Rows that refer to them may be written meanwhile. */
export async function lockCases(trx: Trx, caseIds: readonly string[]): Promise<void> {
  if (caseIds.length === 0) return
  await sql`select 1 from cases where id = any(${caseIds}::bigint[]) order by id for no key update`.execute(trx)
}

/** Locks the conversation at an address, and all cases that are told to it. */
export async function lockAddress(trx: Trx, address: Address): Promise<void> {
  await sql`select 1 from conversations where address = ${address} for no key update`.execute(trx)
  await lockCases(trx, await casesToldTo(trx, [address]))
}

/** Their numbers. */
export async function casesToldTo(trx: Trx, addresses: readonly Address[]): Promise<readonly string[]> {
  if (addresses.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select id from cases where address = any(${addresses}::text[])
    union select case_id from followers where address = any(${addresses}::text[])`.execute(trx)
  return rows.map(({ id }) => id)
}
