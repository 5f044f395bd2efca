import { type Kysely, sql } from 'kysely'

/** Blocks that are over are looked for each minute, among those that there are. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index conversations_blocked on conversations (blocked_until) where blocked_until is not null`.execute(
    db,
  )
}
