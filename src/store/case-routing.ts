/**
 * Which department has a case.
 */
import type { CaseAnswer } from '../core/case.ts'
import type { DueTimes } from '../core/due-times.ts'
import type { Db, Trx } from './database.ts'

export interface Move {
  readonly to: string
  readonly due: DueTimes
  /** The first reply was given: when it was due stays as it is. */
  readonly answered: boolean
}

/** Gives a case to a department; nobody there has it yet. @returns False where it is not with `from` any more. */
export async function moveToDepartment(
  trx: Trx,
  caseId: string,
  from: string,
  { to, due, answered }: Move,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('cases')
    .set({
      department: to,
      assignee: null,
      assignee_name: null,
      fix_due_at: due.fixDueAt,
      ...(!answered && { reply_due_at: due.replyDueAt }),
    })
    .where('id', '=', caseId)
    .where('department', '=', from)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Puts a case into a category. @returns False where it is not with `department` any more. */
export async function setCategory(
  trx: Trx,
  caseId: string,
  department: string,
  change: {
    readonly category: string
    readonly answers: readonly CaseAnswer[]
    readonly visibility: 'public' | 'private'
  },
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('cases')
    .set({ category: change.category, answers: JSON.stringify(change.answers), visibility: change.visibility })
    .where('id', '=', caseId)
    .where('department', '=', department)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** True where staff have told the resident something. */
export async function wasAnswered(db: Db, caseId: string): Promise<boolean> {
  const row = await db
    .selectFrom('cases')
    .select('id')
    .where('id', '=', caseId)
    .where('answered_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}
