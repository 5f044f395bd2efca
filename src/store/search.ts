/**
 * Finds cases by the words in them, by their number, and by who has them.
 *
 * What may be seen is part of each question: the departments whose channels a person is in, or all.
 */
import { sql } from 'kysely'
import type { CaseKind, CaseStatus, CloseReason } from '../core/case.ts'
import type { DeskThread } from '../core/outbound.ts'
import type { RichText } from '../core/rich-text.ts'
import type { Db } from './database.ts'

/** Keys of departments. */
export type Seen = readonly string[] | 'all'

/** A case in a list. */
export interface FoundCase {
  readonly id: string
  readonly kind: CaseKind
  readonly status: CaseStatus
  readonly reason: CloseReason | null
  readonly category: string | null
  readonly department: string
  readonly assigneeName: string | null
  readonly placeWords: string | null
  readonly words: RichText
  readonly openedAt: Date
  readonly overdue: boolean
  /** Where it is talked about; null until its card is posted. */
  readonly thread: DeskThread | null
}

/** A part of a list: this many, after the first `skip`. */
export interface Part {
  readonly skip: number
  readonly most: number
}

/** Common words are found among this many of the newest cases, rare ones by the index alone: each is quick in its own way. */
const RECENT = 2_000

/**
 * Cases that hold all of these words, the last one as the beginning of one; the newest first.
 *
 * @param asked  As typed. Nothing is found where no word is in it.
 */
export async function casesWith(
  db: Db,
  asked: string,
  seen: Seen,
  part: Part,
  now: Date,
): Promise<readonly FoundCase[]> {
  if (seen.length === 0) return []
  const query = sql`(search_query(${asked}) ${seen === 'all' ? sql`` : sql`&& ${anyOf(seen)}::tsquery`})`
  const { skip, most } = part
  const recent = await sql<{ id: string }>`
    select case_id as id from (
      select case_id, words from case_words order by case_id desc limit ${RECENT * (1 + Math.ceil(skip / most))}) newest
    where words @@ ${query} order by case_id desc offset ${skip} limit ${most}`.execute(db)
  // Its order is no order of an index: else Postgres might walk through all cases for a word that is in none.
  const all =
    recent.rows.length === most
      ? recent
      : await sql<{ id: string }>`
          select case_id as id from case_words where words @@ ${query}
          order by case_id + 0 desc offset ${skip} limit ${most}`.execute(db)
  return casesByNumber(
    db,
    all.rows.map(row => row.id),
    now,
  )
}

/** One case by its number, where it may be seen. */
export async function caseNumbered(db: Db, number: string, seen: Seen, now: Date): Promise<FoundCase | undefined> {
  const [found] = await casesByNumber(db, [number], now)
  return found && (seen === 'all' || seen.includes(found.department)) ? found : undefined
}

/** The open cases of one of staff, what is due soonest first. Who has a case may see it. */
export async function casesOf(db: Db, assignee: string, part: Part, now: Date): Promise<readonly FoundCase[]> {
  const rows = await db
    .selectFrom('cases')
    .select('id')
    .where('assignee', '=', assignee)
    .where('closed_at', 'is', null)
    .orderBy('fix_due_at')
    .orderBy('id')
    .offset(part.skip)
    .limit(part.most)
    .execute()
  return casesByNumber(
    db,
    rows.map(row => row.id),
    now,
  )
}

/** In the order of their numbers as given. */
export async function casesByNumber(db: Db, ids: readonly string[], now: Date): Promise<readonly FoundCase[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<FoundCase>`
    select k.id, k.kind, k.status, k.close_reason as reason, k.category, k.department, k.assignee_name as "assigneeName",
      k.place_words as "placeWords", k.words, k.opened_at as "openedAt",
      k.closed_at is null and k.waiting_since is null
        and least(k.fix_due_at, case when k.answered_at is null then k.reply_due_at end) <= ${now} as overdue,
      (select jsonb_build_object('channel', t.channel, 'ts', t.ts) from threads t
        where t.case_id = k.id order by t.opened_at desc limit 1) as thread
    from unnest(${ids}::bigint[]) with ordinality as listed (id, n) join cases k on k.id = listed.id
    order by listed.n`.execute(db)
  return rows
}

/** As the documents name them (migration 0020). Keys of departments hold letters, digits and hyphens alone. */
function anyOf(departments: readonly string[]): string {
  return departments.map(key => `'@${key.replaceAll(/['\\]/g, '')}'`).join(' | ')
}
