/**
 * What stands around a reply that is about to go: what came while it was written, and what it must not repeat.
 */
import { sql } from 'kysely'
import type { RichText } from '../core/rich-text.ts'
import type { Db } from './database.ts'

export interface NewerWords {
  /** As staff know them. */
  readonly who: string
  readonly words: RichText
}

/**
 * The newest thing that somebody else said of a case since then: its resident, or a colleague to them. The words that the
 * case was opened with are none: they are what is answered.
 *
 * @param but  Whose own words do not count: Slack user ids.
 */
export async function newerWords(
  db: Db,
  caseId: string,
  since: Date,
  but: readonly string[],
): Promise<NewerWords | undefined> {
  const { rows } = await sql<NewerWords>`
    select who, words from (
      select coalesce(r.called, '') as who, m.words, m.said_at as at
      from case_messages m
      join cases k on k.id = m.case_id
      join conversations c on c.address = m.address
      left join residents r on r.id = c.resident_id
      where m.case_id = ${caseId} and m.words is not null and m.deleted_at is null
        and m.said_at > ${since}::timestamptz and m.said_at > k.opened_at
      union all
      select author_name, words, written_at from replies
      where case_id = ${caseId} and author <> all(${but}::text[]) and written_at > ${since}::timestamptz
        and state in ('waiting', 'queued', 'sent', 'failed')
    ) as said (who, words, at) order by at desc limit 1`.execute(db)
  return rows[0]
}

/** As many notes as anybody has in mind; the newest. */
const NOTES = 200

/** What was noted among staff about a case. */
export async function notesOf(db: Db, caseId: string): Promise<readonly string[]> {
  const notes = await db
    .selectFrom('replies')
    .select('words')
    .where('case_id', '=', caseId)
    .where('state', '=', 'note')
    .orderBy('id', 'desc')
    .limit(NOTES)
    .execute()
  return notes.map(note => note.words.text)
}

/** The numbers of the cases that its residents know it by: its own, and those that were merged into it. */
export async function numbersOf(db: Db, caseId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from cases where ${caseId}::bigint in (id, merged_into)
    union select merged_into from cases where id = ${caseId} and merged_into is not null`.execute(db)
  return rows.map(row => row.id)
}

/** Somebody settled the case since then. */
export async function closedSince(db: Db, caseId: string, since: Date): Promise<boolean> {
  const row = await db
    .selectFrom('cases')
    .select('id')
    .where('id', '=', caseId)
    .where('closed_at', '>', since)
    .executeTakeFirst()
  return row !== undefined
}
