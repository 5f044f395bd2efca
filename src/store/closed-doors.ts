/**
 * Doors that are closed: a channel that takes nothing, a token or a scope that is gone. What waits for one is parked: nobody
 * tries it until the door is open again, and then it goes on in its order.
 */
import { sql } from 'kysely'
import type { Network } from '../core/network.ts'
import type { Db, Trx } from './database.ts'
import { type Claimed, placeIn, type Queued } from './outbox.ts'

export interface ClosedDoor {
  readonly network: Network
  readonly door: string
  /** The network's own word for it. */
  readonly why: string
  readonly since: Date
}

export async function closedDoors(db: Db): Promise<readonly (ClosedDoor & { readonly parked: number })[]> {
  const { rows } = await sql<ClosedDoor & { readonly parked: number }>`
    select d.network, d.door, d.why, d.since,
      (select count(*) from outbox o
        where o.network = d.network and o.parked_for = d.door and o.settled_at is null)::integer as parked
    from closed_doors d order by d.since, d.door`.execute(db)
  return rows
}

export async function isClosed(db: Db, network: Network, door: string): Promise<boolean> {
  const row = await db
    .selectFrom('closed_doors')
    .select('door')
    .where('network', '=', network)
    .where('door', '=', door)
    .executeTakeFirst()
  return row !== undefined
}

/** @returns False where it was known to be closed. */
export async function closeDoor(trx: Trx, { network, door, why, since }: ClosedDoor): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('closed_doors')
    .values({ network, door, why, since })
    .onConflict(c => c.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Opens a door: what was parked for it may go. @returns False where another process was quicker. */
export async function openDoor(trx: Trx, network: Network, door: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('closed_doors')
    .where('network', '=', network)
    .where('door', '=', door)
    .executeTakeFirst()
  if (numDeletedRows === 0n) return false
  await sql`
    update outbox set parked_for = null, due_at = now()
    where network = ${network} and parked_for = ${door} and settled_at is null`.execute(trx)
  return true
}

/** Gives a row back to wait for a door, and with it the rows `behind` it in its lane, which wait for the row. */
export async function park(
  trx: Trx,
  row: Pick<Claimed, 'id' | 'sentIds'>,
  door: string,
  failure: string,
  behind: readonly string[],
): Promise<void> {
  await sql`
    update outbox set claimed_by = null,
      parked_for = case when id = ${row.id} then ${door}::text else parked_for end,
      sent_ids = case when id = ${row.id} then ${JSON.stringify(row.sentIds)}::jsonb else sent_ids end,
      failure = case when id = ${row.id} then ${failure}::text else failure end,
      may_have_arrived = case when id = ${row.id} then false else may_have_arrived end
    where id = any(${[row.id, ...behind]}::bigint[]) and settled_at is null`.execute(trx)
}

/** As `park`, where the row has another way to go: it is sent there next. */
export async function redirect(
  trx: Trx,
  row: Pick<Claimed, 'id'>,
  message: Queued,
  behind: readonly string[],
): Promise<void> {
  await sql`
    update outbox set claimed_by = null,
      message = case when id = ${row.id} then ${JSON.stringify(message)}::jsonb else message end,
      channel = case when id = ${row.id} then ${placeIn(message)}::text else channel end,
      may_have_arrived = case when id = ${row.id} then false else may_have_arrived end
    where id = any(${[row.id, ...behind]}::bigint[]) and settled_at is null`.execute(trx)
}
