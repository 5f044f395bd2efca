/**
 * Replies that wait for a second person: where they are asked about, and what time brings about meanwhile.
 */
import { sql } from 'kysely'
import type { DeskThread } from '../core/outbound.ts'
import type { Db, Trx } from './database.ts'
import { lockCases } from './lock-cases.ts'
import { lockReply, type Reply } from './replies.ts'

/**
 * Notes the post in which a draft is asked about.
 *
 * @returns False where those words wait for nobody any more: its buttons are to go.
 */
export async function keepAsked(trx: Trx, replyId: string, version: number, post: DeskThread): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('replies')
    .set({ asked_channel: post.channel, asked_ts: post.ts })
    .where('id', '=', replyId)
    .where('version', '=', version)
    .where('state', '=', 'draft')
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** The post in which it was asked about, once; undefined where there is none (yet). */
export async function takeAsked(trx: Trx, replyId: string): Promise<DeskThread | undefined> {
  const { rows } = await sql<{ channel: string | null; ts: string | null }>`
    update replies r set asked_channel = null, asked_ts = null from (
      select id, asked_channel as channel, asked_ts as ts from replies where id = ${replyId} for no key update) before
    where r.id = before.id returning before.channel, before.ts`.execute(trx)
  const { channel = null, ts = null } = rows[0] ?? {}
  return channel === null || ts === null ? undefined : { channel, ts }
}

/** The drafts of a case, the oldest first, locked with it: whoever decides about one meanwhile waits. */
export async function lockDrafts(trx: Trx, caseId: string): Promise<readonly Reply[]> {
  await lockCases(trx, [caseId])
  const drafts = await trx
    .selectFrom('replies')
    .select('id')
    .where('case_id', '=', caseId)
    .where('state', '=', 'draft')
    .orderBy('id')
    .execute()
  const found: Reply[] = []
  for (const { id } of drafts) found.push(await lockReply(trx, id))
  return found
}

/** Their approvers are reminded then. */
export async function remindAt(trx: Trx, replyId: string, at: Date): Promise<void> {
  await trx.updateTable('replies').set({ remind_at: at }).where('id', '=', replyId).execute()
}

/** How many wait in these departments; of all where none are named. */
export async function countDrafts(db: Db, seen: readonly string[] | 'all'): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from replies r join cases k on k.id = r.case_id
    where r.state = 'draft' and ${seen === 'all' ? sql`true` : sql`k.department = any(${seen}::text[])`}`.execute(db)
  return rows[0]?.count ?? 0
}

export interface DueDraft {
  readonly id: string
  readonly caseId: string
  readonly author: string
  readonly authorName: string
  readonly wordsBy: string
  readonly department: string
  /** The resident, as staff know them. */
  readonly called: string
}

const DUE_DRAFT = sql`r.id, k.id as "caseId", r.author, r.author_name as "authorName",
  coalesce(r.words_by, r.author) as "wordsBy", k.department, p.called`

/** Drafts whose approvers are to be reminded by now; each is given once. */
export async function draftsToRemind(trx: Trx, now: Date, limit: number): Promise<readonly DueDraft[]> {
  const { rows } = await sql<DueDraft>`
    with due as (
      select r.id from replies r join cases k on k.id = r.case_id
      where r.state = 'draft' and r.remind_at <= ${now}::timestamptz
      order by r.id limit ${limit} for no key update of k, r skip locked)
    update replies r set remind_at = null from due, cases k, residents p
    where r.id = due.id and k.id = r.case_id and p.id = k.resident_id
    returning ${DUE_DRAFT}`.execute(trx)
  return rows
}

/**
 * A draft of each case whose resident would miss their first answer because of it. Given once for each case, and noted.
 *
 * @param dueBy  The first answer is due by then.
 */
export async function draftsTooLate(trx: Trx, now: Date, dueBy: Date, limit: number): Promise<readonly DueDraft[]> {
  const { rows } = await sql<DueDraft>`
    with late as (
      select r.id from replies r join cases k on k.id = r.case_id
      where r.state = 'draft' and k.answered_at is null and k.closed_at is null and k.waiting_since is null
        and k.reply_due_at <= ${dueBy}::timestamptz and r.written_at < k.reply_due_at
        and not exists (select 1 from replies e where e.case_id = r.case_id and e.state = 'draft' and e.id < r.id)
        and not exists (select 1 from replies o where o.case_id = r.case_id and o.resident_told_at is not null)
      order by r.id limit ${limit} for no key update of k, r skip locked)
    update replies r set resident_told_at = ${now}::timestamptz from late, cases k, residents p
    where r.id = late.id and k.id = r.case_id and p.id = k.resident_id
    returning ${DUE_DRAFT}`.execute(trx)
  return rows
}
