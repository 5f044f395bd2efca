import { type Kysely, sql } from 'kysely'

/**
 * When a talk is to be looked at though nobody said anything: to close it with a word, later to forget its draft.
 *
 * Full hours, so that most turns of a talk leave the column, and with it the index, as they are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table conversations add column wake_at timestamptz`.execute(db)
  await sql`create index conversations_idle on conversations (wake_at) where wake_at is not null`.execute(db)
}
