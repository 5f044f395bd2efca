/**
 * What is known of one case beside what its card shows, for a public-records request.
 */
import { type SqlBool, sql } from 'kysely'
import type { StoredFile } from '../core/files.ts'
import type { RecordedWords } from '../core/record.ts'
import type { RichText } from '../core/rich-text.ts'
import type { Db } from './database.ts'
import type { Tables } from './tables.ts'

export interface RecordedEvent {
  readonly seq: number
  readonly at: Date
  /** An address, a Slack user id, or `folkmoot`. */
  readonly actor: string
  readonly kind: string
  readonly detail: object
  readonly words: RecordedWords | null
  readonly erased: boolean
  /** Hexadecimal. */
  readonly hash: string
}

export async function eventsOf(db: Db, caseId: string): Promise<readonly RecordedEvent[]> {
  return db
    .selectFrom('case_events as e')
    .leftJoin('case_event_words as w', 'w.event_id', 'e.id')
    .select(['e.seq', 'e.at', 'e.actor', 'e.kind', 'e.detail', 'w.words'])
    .select([sql<boolean>`w.erased_at is not null`.as('erased'), sql<string>`encode(e.hash, 'hex')`.as('hash')])
    .where('e.case_id', '=', caseId)
    .orderBy('e.seq')
    .execute()
}

/** What is on no card. */
export interface BesideCard {
  readonly openedAt: Date
  readonly closedAt: Date | null
  readonly photos: readonly StoredFile[]
  /** Numbers of the cases that go on as this one. */
  readonly merged: readonly string[]
}

export async function besideCard(db: Db, caseId: string): Promise<BesideCard> {
  return db
    .selectFrom('cases as k')
    .select(['k.opened_at as openedAt', 'k.closed_at as closedAt', 'k.photos'])
    .select(sql<string[]>`array(select m.id::text from cases m where m.merged_into = k.id order by m.id)`.as('merged'))
    .where('k.id', '=', caseId)
    .executeTakeFirstOrThrow()
}

/** What staff wrote in the case's threads, as it is now; the record has every version of it. */
export interface FiledReply {
  readonly id: string
  readonly author: string
  readonly authorName: string
  readonly state: Tables['replies']['state']
  /** The kind of reply that its author chose; null for what was written in the thread. */
  readonly kind: string | null
  readonly words: RichText
  readonly files: readonly StoredFile[]
  readonly writtenAt: Date
  /** When it was received, or failed, or was settled otherwise. */
  readonly settledAt: Date | null
}

export async function repliesOf(db: Db, caseId: string): Promise<readonly FiledReply[]> {
  return db
    .selectFrom('replies')
    .select(['id', 'author', 'author_name as authorName', 'state', 'kind', 'words', 'files'])
    .select(['written_at as writtenAt', 'settled_at as settledAt'])
    .where('case_id', '=', caseId)
    .orderBy('id')
    .execute()
}

/** Residents by their addresses, as staff see them. */
export async function residentsCalled(db: Db, addresses: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('conversations as c')
    .innerJoin('residents as r', 'r.id', 'c.resident_id')
    .select(['c.address', 'r.called'])
    .where(sql<SqlBool>`c.address = any(${addresses}::text[])`)
    .execute()
  return new Map(rows.map(row => [row.address, row.called]))
}

/** Staff by their ids, as far as anything they did kept their name; the newest counts. */
export async function staffCalled(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select distinct on (id) id, name from (
      select author as id, author_name as name, written_at as at from replies where author = any(${ids}::text[])
      union all
      select assignee, assignee_name, opened_at from cases where assignee = any(${ids}::text[])
    ) known order by id, at desc`.execute(db)
  return new Map(rows.map(row => [row.id, row.name]))
}
