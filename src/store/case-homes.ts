/**
 * Where cases are talked about, and where the place file says that they should be.
 */
import { sql } from 'kysely'
import type { Trx } from './database.ts'
import { caseLane, type NewOutbound } from './outbox.ts'

/**
 * An open case whose department is none of these, or whose newest thread is in neither its channel nor the front desk's. It
 * is held until the transaction ends; what another process holds is passed over.
 *
 * @returns Its number; undefined where there is none.
 */
export async function caseAwayFromHome(
  trx: Trx,
  homes: readonly { readonly department: string; readonly channel: string }[],
  frontDesk: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select k.id from cases k
    left join unnest(${homes.map(h => h.department)}::text[], ${homes.map(h => h.channel)}::text[]) as h (department, channel)
      on h.department = k.department
    where k.closed_at is null
      and (h.channel is null or (select t.channel from threads t where t.case_id = k.id order by t.opened_at desc limit 1)
        not in (h.channel, ${frontDesk}))
      and not exists (
        select 1 from outbox o where o.lane = 'case:' || k.id and o.settled_at is null and o.purpose->>'kind' = 'card')
    order by k.id limit 1
    for no key update of k skip locked`.execute(trx)
  return rows[0]?.id
}

/**
 * Takes what waits of a case behind a closed door out of the outbox, to be queued once more behind its new card.
 *
 * @returns In its order; nothing where nothing of it is parked.
 */
export async function takeParked(trx: Trx, caseId: string): Promise<readonly NewOutbound[]> {
  const { rows } = await sql<NewOutbound & { id: string; purpose: NewOutbound['purpose'] | null }>`
    delete from outbox o
    where o.lane = ${caseLane(caseId)} and o.settled_at is null and o.claimed_by is null
      and exists (select 1 from outbox p where p.lane = o.lane and p.settled_at is null and p.parked_for is not null)
    returning o.id, o.network, o.lane, o.bulk, o.message, o.purpose`.execute(trx)
  return rows
    .toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)))
    .map(({ network, lane, bulk, message, purpose }) => ({
      network,
      lane,
      message,
      ...(bulk && { bulk }),
      ...(purpose && { purpose }),
    }))
}

/** Channels that are no department's any more, and for which nothing waits, are asked no more whether they are open. */
export async function forgetOldDoors(trx: Trx, channels: readonly string[]): Promise<void> {
  await sql`
    delete from closed_doors d where d.door ~ '^[CG][A-Z0-9]+$' and d.door <> all(${channels}::text[])
      and not exists (
        select 1 from outbox o where o.network = d.network and o.parked_for = d.door and o.settled_at is null)`.execute(
    trx,
  )
}
