/**
 * Who sends which row of the outbox: a row is claimed with the number of the process that sends it, and only where nothing
 * goes before it. So several processes keep one order.
 */
import { sql } from 'kysely'
import type { Network } from '../core/network.ts'
import type { Db } from './database.ts'
import { type Claimed, claimedColumns, isUnasked } from './outbox.ts'

/** Class of the advisory locks that living processes hold on their numbers. */
export const PROCESS_LOCKS = 7_001

/**
 * Claims the first waiting row of each lane, conversation before bulk, whose claimant is gone or that never had one. Words of
 * a talk wait for no invitation that is before them. Of the
 * cards of one channel only that of the first case, once none is on its way: it stays so while a network refuses it for now,
 * but not while it is parked or while something else of its case goes before it. Rows are no measure for that: of two that
 * commit at once, the later may have the earlier cases.
 *
 * What a dead process had claimed may have arrived; of bulk it noted before each send that it began (`createBeginner`).
 *
 * Rows of this very process that it does not have in hand count as left behind after 10 s: a commit whose answer was lost.
 *
 * @param claim.except  Rows that this process has in hand.
 */
export async function claimWaiting(
  db: Db,
  claim: { readonly network: Network; readonly by: number; readonly limit: number; readonly except: readonly string[] },
): Promise<readonly Claimed[]> {
  const { rows } = await sql<Claimed>`
    with alive as materialized (
      select l.objid::integer as number from pg_locks l
      where l.locktype = 'advisory' and l.classid = ${PROCESS_LOCKS} and l.granted
        and l.database = (select oid from pg_database where datname = current_database())),
    first_card as materialized (
      select distinct on (e.channel) e.id from outbox e
      where e.channel is not null and e.settled_at is null and e.parked_for is null
        and not exists (
          select 1 from outbox f where f.lane = e.lane and f.settled_at is null and f.id < e.id)
      order by e.channel, e.claimed_by is null, (e.purpose->>'caseId')::bigint, e.id),
    head as (
      select h.id from outbox h
      where h.network = ${claim.network} and h.settled_at is null and h.parked_for is null and h.due_at <= now()
        and (h.claimed_by is null or h.claimed_by not in (select number from alive)
          or (h.claimed_by = ${claim.by} and h.due_at < now() - interval '10 seconds'))
        and h.id <> all(${claim.except}::bigint[])
        and not exists (
          select 1 from outbox e
          where e.lane = h.lane and e.settled_at is null and e.id < h.id and not (h.bulk is false and ${isUnasked}))
        and (h.channel is null or h.id in (select id from first_card))
      order by h.bulk, h.id
      limit ${claim.limit}
      for update skip locked)
    update outbox o set claimed_by = ${claim.by}, may_have_arrived = o.may_have_arrived or (o.claimed_by is not null and not o.bulk)
    from head where o.id = head.id
    returning ${claimedColumns}`.execute(db)
  return rows.toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)))
}

/**
 * Gives a row back, to be tried again at `dueInMs` from now, and with it the rows `behind` it in its lane. What another
 * process took meanwhile stays that one's.
 */
export async function putBack(
  db: Db,
  row: Pick<Claimed, 'id' | 'claimedBy' | 'attempts' | 'mayHaveArrived'> & {
    readonly dueInMs: number
    readonly failure: string | null
  },
  behind: readonly string[],
): Promise<void> {
  await sql`
    update outbox set claimed_by = null,
      due_at = case when id = ${row.id} then now() + ${row.dueInMs} * interval '1 millisecond' else due_at end,
      attempts = case when id = ${row.id} then ${row.attempts}::integer else attempts end,
      may_have_arrived = case when id = ${row.id} then ${row.mayHaveArrived}::boolean else may_have_arrived end,
      failure = case when id = ${row.id} then ${row.failure}::text else failure end
    where id = any(${[row.id, ...behind]}::bigint[]) and settled_at is null and claimed_by = ${row.claimedBy}`.execute(
    db,
  )
}

/** A card that cannot be posted as it is: the cards of its channel wait for it no longer. */
export async function stepAside(db: Db, id: string): Promise<void> {
  await sql`update outbox set channel = null where id = ${id}`.execute(db)
}
