/**
 * Open cases as a queue: those of some departments, sifted, what is due soonest first.
 */
import { type RawBuilder, sql } from 'kysely'
import type { CaseStatus } from '../core/case.ts'
import type { Db } from './database.ts'
import { casesByNumber, type FoundCase, type Part, type Seen } from './search.ts'

/** What is absent is not asked for. */
export interface Sieve {
  readonly department?: string
  readonly status?: CaseStatus
  readonly category?: string
  readonly area?: string
  /** Of whom; null for those that nobody has. */
  readonly assignee?: string | null
  readonly overdue?: true
  /** A reply waits for a second person; of settled cases too. */
  readonly draft?: true
  /** All of these words, the last one as the beginning of one. */
  readonly words?: string
}

export interface Queue {
  readonly cases: readonly FoundCase[]
  /** Of all parts. */
  readonly total: number
}

/** When something is due next: the first reply until it is given, then the end. Nothing while its resident is awaited. */
const due = sql`case when waiting_since is null then least(fix_due_at, case when answered_at is null then reply_due_at end) end`

export async function queueOf(db: Db, seen: Seen, sieve: Sieve, { skip, most }: Part, now: Date): Promise<Queue> {
  const { rows } = await sql<{ id: string; total: number }>`
    select id, count(*) over ()::integer as total from cases
    where ${sieve.draft ? sql`id in (select case_id from replies where state = 'draft')` : sql`closed_at is null`}
      and ${sql.join(conditionsOf(seen, sieve, now), sql` and `)}
    order by ${due} nulls last, id offset ${skip} limit ${most}`.execute(db)
  const ids = rows.map(row => row.id)
  // Beyond the end there is no row to tell how many there are.
  if (ids.length === 0 && skip > 0) return queueOf(db, seen, sieve, { skip: 0, most }, now)
  return { cases: await casesByNumber(db, ids, now), total: rows[0]?.total ?? 0 }
}

/** Who of staff has open cases in these departments. */
export async function assigneesIn(
  db: Db,
  seen: Seen,
  most: number,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select assignee as id, max(assignee_name) as name from cases
    where closed_at is null and assignee is not null and ${isSeen(seen)}
    group by assignee order by 2, 1 limit ${most}`.execute(db)
  return rows
}

/** How many open cases each of staff has. */
export async function countOf(db: Db, assignee: string): Promise<number> {
  const { count } = await db
    .selectFrom('cases')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('assignee', '=', assignee)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

function conditionsOf(seen: Seen, sieve: Sieve, now: Date): readonly RawBuilder<unknown>[] {
  const { department, status, category, area, assignee, overdue, words } = sieve
  return [
    isSeen(seen),
    ...(department === undefined ? [] : [sql`department = ${department}`]),
    ...(status === undefined ? [] : [sql`status = ${status}`]),
    ...(category === undefined ? [] : [sql`category = ${category}`]),
    ...(area === undefined ? [] : [sql`area = ${area}`]),
    ...(assignee === undefined ? [] : [assignee === null ? sql`assignee is null` : sql`assignee = ${assignee}`]),
    ...(overdue ? [sql`${due} <= ${now}::timestamptz`] : []),
    ...(words === undefined
      ? []
      : [sql`exists (select 1 from case_words w where w.case_id = cases.id and w.words @@ search_query(${words}))`]),
  ]
}

function isSeen(seen: Seen): RawBuilder<unknown> {
  return seen === 'all' ? sql`true` : sql`department = any(${seen}::text[])`
}
