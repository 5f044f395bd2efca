/**
 * Bulk that is about to be sent: noted as begun, or taken back where it waited too long.
 */
import { sql } from 'kysely'
import { batched } from './batch.ts'
import type { Db } from './database.ts'
import type { Claimed } from './outbox.ts'

type Begun = { readonly id: string; readonly isOurs: boolean; readonly isBegun: boolean }

/**
 * Notes of bulk that is about to be sent that it may have arrived, many rows in one round trip: who takes it up after a
 * crash must not send it again. What was claimed and never begun is sent.
 *
 * But not as it is where it comes unasked and has waited for a minute: a network asked for patience, or was away, or a
 * process died. By now it may be night, or somebody wants it no more. It is due again, and judged anew.
 *
 * @returns False where it is not to be sent now: it is due again, or was taken out of the outbox meanwhile, or is another
 * process's, which took this one for dead.
 */
export function createBeginner(db: Db): (row: Pick<Claimed, 'id' | 'claimedBy'>) => Promise<boolean> {
  return batched(
    async rows => {
      const { rows: found } = await sql<Begun>`
        update outbox o set may_have_arrived = o.may_have_arrived or (${isOurs} and not ${isStale})
        from unnest(${rows.map(r => r.id)}::bigint[], ${rows.map(r => r.claimedBy)}::integer[]) as b (id, by)
        where o.id = b.id
        returning o.id, ${isOurs} as "isOurs", o.may_have_arrived as "isBegun"`.execute(db)
      const stale = found.filter(row => row.isOurs && !row.isBegun)
      if (stale.length > 0)
        await dueAgain(
          db,
          stale.map(({ id }) => id),
        )
      const begun = new Set(found.filter(row => row.isOurs && row.isBegun).map(({ id }) => id))
      return rows.map(({ id }) => begun.has(id))
    },
    { size: 500 },
  )
}

/** Of the outbox `o`, asked by `b`. No condition of the update: for that Postgres would go through all that waits. */
const isOurs = sql.raw('(o.settled_at is null and o.claimed_by is not distinct from b.by)')
const isStale = sql.raw(`(
  coalesce(o.purpose->>'kind' in ('invitation', 'outcome'), false) and o.created_at < now() - interval '1 minute')`)

/** Takes rows out of the outbox as if they had never been queued. Members are held first, as by whoever leaves. */
async function dueAgain(db: Db, ids: readonly string[]): Promise<void> {
  await db.transaction().execute(async trx => {
    await sql`
      select from members
      where id in (select (purpose->>'memberId')::bigint from outbox where id = any(${ids}::bigint[]))
      order by id for update`.execute(trx)
    await sql`
      with unsent as (
        delete from outbox
        where id = any(${ids}::bigint[]) and settled_at is null and not may_have_arrived and sent_ids = '[]'
        returning purpose->>'kind' as kind, purpose ? 'again' as again, (purpose->>'memberId')::bigint as member_id,
          (purpose->>'waveId')::bigint as wave_id, (purpose->>'outcomeId')::bigint as outcome_id,
          (purpose->>'askedBefore')::timestamptz as asked_before),
      asked as (
        update members m set last_asked_at = u.asked_before from unsent u
        where u.kind = 'invitation' and not u.again and m.id = u.member_id),
      heard as (
        update outcome_hearers h set state = 'due' from unsent u
        where h.outcome_id = u.outcome_id and h.member_id = u.member_id and h.state = 'queued')
      update invitations i set reminder = nullif(i.reminder, 'queued'),
        remind_at = case when u.again and w.closed_at is null then now() end,
        state = case when i.state <> 'queued' then i.state when w.closed_at is null then 'due' else 'dropped' end
      from unsent u join waves w on w.id = u.wave_id
      where i.wave_id = u.wave_id and i.member_id = u.member_id and (i.state = 'queued' or i.reminder = 'queued')`.execute(
      trx,
    )
  })
}
