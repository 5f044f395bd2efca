import { type Kysely, sql } from 'kysely'

/** Events that were set aside are few among all that came in, and each minute somebody looks for those of surveys. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index inbox_set_aside on inbox (done_at) where failure is not null and event is not null`.execute(db)
}
