/**
 * People whose words are not read until a day.
 */
import type { Address } from '../core/network.ts'
import type { Trx } from './database.ts'

/** @returns False where they are blocked already. */
export async function setBlock(trx: Trx, address: Address, until: Date, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('conversations')
    .set({ blocked_until: until })
    .where('address', '=', address)
    .where(({ eb, or }) => or([eb('blocked_until', 'is', null), eb('blocked_until', '<=', now)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** @returns False where they are not blocked, or not any more. */
export async function liftBlock(trx: Trx, address: Address, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('conversations')
    .set({ blocked_until: null })
    .where('address', '=', address)
    .where('blocked_until', '>', now)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Forgets blocks that are over. @returns Whose they were. */
export async function forgetOldBlocks(trx: Trx, now: Date): Promise<readonly Address[]> {
  const rows = await trx
    .updateTable('conversations')
    .set({ blocked_until: null })
    .where('blocked_until', '<=', now)
    .returning('address')
    .execute()
  return rows.map(row => row.address as Address)
}
