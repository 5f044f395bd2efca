import { type Kysely, sql } from 'kysely'

/** Whether a message tells of a wave that was over when it was counted. Times do not tell: counting begins before it is written. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table result_posts add column is_final boolean not null default false`.execute(db)
}
