/**
 * Which of the lessons each of staff is at.
 */
import type { Db } from './database.ts'

/** @returns From 0; undefined for whoever has finished them, or left them out. */
export async function lessonOf(db: Db, user: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('staff_lessons')
    .select(['step', 'ended_at'])
    .where('user_id', '=', user)
    .executeTakeFirst()
  if (!row) return 0
  return row.ended_at === null ? row.step : undefined
}

export async function goToLesson(db: Db, user: string, step: number): Promise<void> {
  await db
    .insertInto('staff_lessons')
    .values({ user_id: user, step, ended_at: null })
    .onConflict(c => c.column('user_id').doUpdateSet({ step, ended_at: null }))
    .execute()
}

export async function endLessons(db: Db, user: string, now: Date): Promise<void> {
  await db
    .insertInto('staff_lessons')
    .values({ user_id: user, step: 0, ended_at: now })
    .onConflict(c => c.column('user_id').doUpdateSet({ ended_at: now }))
    .execute()
}
