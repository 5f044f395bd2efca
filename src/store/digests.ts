/**
 * What a department finds in the morning, and the mornings on which it was looked at.
 */
import { sql } from 'kysely'
import type { CaseKind } from '../core/case.ts'
import type { Db, Trx } from './database.ts'

/** In the order of a digest: what cannot wait comes first. A case stands in each that holds for it. */
export const SECTIONS = ['overdue', 'dueToday', 'failed', 'draft', 'waiting', 'unassigned', 'fresh'] as const

export type Section = (typeof SECTIONS)[number]

export interface DigestLine {
  readonly section: Section
  /** Of the section, shown or not. */
  readonly total: number
  readonly caseId: string
  readonly kind: CaseKind
  readonly category: string | null
  readonly area: string | null
  /** Its thread, where its card stands. */
  readonly channel: string | null
  readonly ts: string | null
}

/** Takes the morning of a department for this process. @returns False where it was taken. */
export async function takeMorning(trx: Trx, department: string, day: string, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('digests')
    .values({ department, day, at: now })
    .onConflict(c => c.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** When the department was looked at before this day; undefined the first time. */
export async function lastMorning(db: Db, department: string, day: string): Promise<Date | undefined> {
  const row = await db
    .selectFrom('digests')
    .select('at')
    .where('department', '=', department)
    .where('day', '<', day)
    .orderBy('day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.at
}

export interface DigestQuestion {
  /** Its key, and those of departments that are gone and whose cases it has now. */
  readonly departments: readonly string[]
  /** True for the department that has whatever no department of the place has. */
  readonly andUnknown: boolean
  readonly known: readonly string[]
  readonly since: Date
  readonly now: Date
  readonly closes: Date
  /** Lines of each section. */
  readonly most: number
}

export async function digestLines(db: Db, question: DigestQuestion): Promise<readonly DigestLine[]> {
  const { departments, andUnknown, known, since, now, closes, most } = question
  const { rows } = await sql<DigestLine>`
    with mine as (
      select k.*, case when k.waiting_since is null
        then least(k.fix_due_at, case when k.answered_at is null then k.reply_due_at end) end as due_at
      from cases k
      where k.closed_at is null
        and (k.department = any(${departments}::text[])
          or (${andUnknown}::boolean and k.department <> all(${known}::text[])))),
    line as (
      select m.*, s.section, s.at from mine m
      cross join lateral (
        select 'overdue' as section, m.due_at as at where m.due_at <= ${now}::timestamptz
        union all
        select 'dueToday', m.due_at where m.due_at > ${now}::timestamptz and m.due_at <= ${closes}::timestamptz
        union all
        select 'failed', max(r.settled_at) from replies r where r.case_id = m.id and r.state = 'failed' having count(*) > 0
        union all
        select 'draft', min(r.written_at) from replies r where r.case_id = m.id and r.state = 'draft' having count(*) > 0
        union all
        select 'waiting', m.waiting_since where m.waiting_since is not null
        union all
        select 'unassigned', m.opened_at where m.assignee is null
        union all
        select 'fresh', m.opened_at where m.opened_at > ${since}::timestamptz) s),
    numbered as (
      select l.*, count(*) over (partition by section)::integer as total,
        row_number() over (partition by section order by at, id) as n
      from line l)
    select n.section, n.total, n.id as "caseId", n.kind, n.category, n.area, t.channel, t.ts
    from numbered n
    left join lateral (
      select channel, ts from threads where case_id = n.id order by opened_at desc limit 1) t on true
    where n.n <= ${most}
    order by n.section, n.n`.execute(db)
  return rows
}
