/**
 * Cases that wait for their resident.
 */
import type { Db, Trx } from './database.ts'

export interface WaitingCase {
  /** The question that it waits for. */
  readonly replyId: string
  readonly since: Date
  readonly replyDueAt: Date
  readonly fixDueAt: Date
}

/**
 * From now on the case waits for an answer to this reply. Where it waited for another, that one counts no more, and its
 * clocks go on standing still.
 *
 * @returns False where nobody works on it any more.
 */
export async function beginWaiting(trx: Trx, caseId: string, replyId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('cases')
    .set(({ fn, ref, val }) => ({
      waiting_for: replyId,
      waiting_since: fn.coalesce(ref('waiting_since'), val(now)),
    }))
    .where('id', '=', caseId)
    .where('closed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What it waits for, kept for this transaction. */
export async function waitingCase(trx: Trx, caseId: string): Promise<WaitingCase | undefined> {
  const row = await trx
    .selectFrom('cases')
    .select(['waiting_for', 'waiting_since', 'reply_due_at', 'fix_due_at'])
    .where('id', '=', caseId)
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row || row.waiting_for === null || row.waiting_since === null) return undefined
  return {
    replyId: row.waiting_for,
    since: row.waiting_since,
    replyDueAt: row.reply_due_at,
    fixDueAt: row.fix_due_at,
  }
}

/** It waits no more. */
export async function endWaiting(
  trx: Trx,
  caseId: string,
  due: { readonly replyDueAt: Date; readonly fixDueAt: Date },
): Promise<void> {
  await trx
    .updateTable('cases')
    .set({ waiting_for: null, waiting_since: null, reply_due_at: due.replyDueAt, fix_due_at: due.fixDueAt })
    .where('id', '=', caseId)
    .execute()
}

/** What the resident said to a question. */
export async function keepAnswer(trx: Trx, replyId: string, answer: string, now: Date): Promise<void> {
  await trx.updateTable('replies').set({ answer, answered_at: now }).where('id', '=', replyId).execute()
}

/** The newest question about a case that went out, and its answer. */
export async function questionOnCard(
  db: Db,
  caseId: string,
): Promise<{ readonly words: string; readonly answer: string | null } | undefined> {
  const row = await db
    .selectFrom('replies')
    .select(['words', 'answer'])
    .where('case_id', '=', caseId)
    .where('choices', 'is not', null)
    .where('state', 'in', ['queued', 'sent'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row && { words: row.words.text, answer: row.answer }
}
