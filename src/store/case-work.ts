/**
 * Who works on a case, and what becomes of it.
 */
import { sql } from 'kysely'
import type { CaseStatus, Helped } from '../core/case.ts'
import type { StatusChange } from '../core/case-status.ts'
import { isSettled } from '../core/case-status.ts'
import type { DueTimes } from '../core/due-times.ts'
import type { Trx } from './database.ts'

/** Somebody of staff: their id in the staff tool, and the name that people know them by. */
export interface Colleague {
  readonly id: string
  readonly name: string
}

/** Gives a case that nobody has. @returns False where somebody was quicker. */
export async function takeCase(trx: Trx, caseId: string, by: Colleague): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('cases')
    .set({ assignee: by.id, assignee_name: by.name })
    .where('id', '=', caseId)
    .where('assignee', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Gives a case to somebody, whoever had it. @returns False where they had it already. */
export async function giveCase(trx: Trx, caseId: string, to: Colleague): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('cases')
    .set({ assignee: to.id, assignee_name: to.name })
    .where('id', '=', caseId)
    .where(({ eb, or }) => or([eb('assignee', 'is', null), eb('assignee', '<>', to.id)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Takes a case from the one who had it when it was decided. @returns False where somebody else has it, or nobody. */
export async function leaveCase(trx: Trx, caseId: string, from: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('cases')
    .set({ assignee: null, assignee_name: null })
    .where('id', '=', caseId)
    .where('assignee', '=', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Its clocks begin anew.
 *
 * @param owesReply  The resident has heard nothing from staff since.
 */
export async function restartClocks(
  trx: Trx,
  caseId: string,
  { replyDueAt, fixDueAt }: DueTimes,
  owesReply: boolean,
): Promise<void> {
  await trx
    .updateTable('cases')
    .set({ reply_due_at: replyDueAt, fix_due_at: fixDueAt, ...(owesReply && { answered_at: null }) })
    .where('id', '=', caseId)
    .execute()
}

/**
 * Changes the status.
 *
 * @param byStaff  Default true: the resident hears from staff with it.
 * @returns False where it is not `from` any more.
 */
export async function moveCase(
  trx: Trx,
  caseId: string,
  from: CaseStatus,
  change: StatusChange,
  now: Date,
  byStaff = true,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('cases')
    .set({
      status: change.status,
      planned_for: change.status === 'planned' ? change.plannedFor : null,
      close_reason: change.status === 'closed' ? change.reason : null,
      closed_at: isSettled(change.status) ? now : null,
      last_word_at: now,
      ...(isSettled(change.status) && { waiting_for: null, waiting_since: null }),
      ...(byStaff && { answered_at: sql`coalesce(answered_at, ${now}::timestamptz)` }),
    })
    .where('id', '=', caseId)
    .where('status', '=', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Notes that the resident is asked whether it helped. @returns False where they were asked before. */
export async function askIfHelped(trx: Trx, caseId: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('cases')
    .set({ asked_if_helped_at: now })
    .where('id', '=', caseId)
    .where('asked_if_helped_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** What they said to it; who says another thing later, means that. @returns False where nobody asked, or it is no news. */
export async function keepHelped(trx: Trx, caseId: string, helped: Helped, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('cases')
    .set({ helped, helped_at: now })
    .where('id', '=', caseId)
    .where('asked_if_helped_at', 'is not', null)
    .where(({ eb, or }) => or([eb('helped', 'is', null), eb('helped', '<>', helped)]))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
