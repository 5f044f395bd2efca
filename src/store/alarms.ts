/**
 * What is due soon or overdue, each told once; and the mornings on which a department got its digest.
 */
import { sql } from 'kysely'
import type { AlarmHorizon } from '../core/alarm-horizon.ts'
import type { Trx } from './database.ts'

export interface Alarm {
  readonly caseId: string
  readonly clock: 'reply' | 'fix'
  readonly level: 'soon' | 'late'
  readonly dueAt: Date
  readonly department: string
  readonly assignee: string | null
  /** As staff see the resident. */
  readonly called: string
}

/**
 * Notes alarms that nobody was told of, the longest due first, and returns them.
 *
 * A case that waits for its resident has no clock that runs. What is late is not told to be soon any more: after a long stop a case speaks once.
 *
 * @param horizons  By department; others go by that of `otherwise`.
 * @param limit  At most so many.
 */
export async function raiseAlarms(
  trx: Trx,
  horizons: ReadonlyMap<string, AlarmHorizon>,
  otherwise: string,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<readonly Alarm[]> {
  const each = [...horizons]
  const { rows } = await sql<Alarm>`
    with horizon as (
      select * from unnest(${each.map(([key]) => key)}::text[], ${each.map(([, h]) => h.replyBy)}::timestamptz[],
        ${each.map(([, h]) => h.fixBy)}::timestamptz[]) as h (department, reply_by, fix_by)),
    due as (
      select k.id, c.clock, c.due_at, case when c.due_at <= ${now}::timestamptz then 'late' else 'soon' end as level
      from cases k
      join horizon h on h.department = case
        when k.department in (select department from horizon) then k.department else ${otherwise} end
      cross join lateral (
        select 'reply' as clock, k.reply_due_at as due_at where k.answered_at is null and k.reply_due_at <= h.reply_by
        union all select 'fix', k.fix_due_at where k.fix_due_at <= h.fix_by) c
      where k.closed_at is null and k.waiting_since is null
        and ((k.answered_at is null and k.reply_due_at <= (select max(reply_by) from horizon))
          or k.fix_due_at <= (select max(fix_by) from horizon))),
    raised as (
      insert into case_alarms (case_id, clock, due_at, level, at)
      select d.id, d.clock, d.due_at, d.level, ${now} from due d
      where not exists (
        select 1 from case_alarms a
        where a.case_id = d.id and a.clock = d.clock and a.due_at = d.due_at and a.level in (d.level, 'late'))
      order by d.due_at limit ${limit}
      on conflict do nothing
      returning case_id, clock, due_at, level)
    select r.case_id as "caseId", r.clock, r.level, r.due_at as "dueAt", k.department, k.assignee, p.called
    from raised r join cases k on k.id = r.case_id join residents p on p.id = k.resident_id
    order by r.due_at, r.case_id, r.clock`.execute(trx)
  return rows
}
