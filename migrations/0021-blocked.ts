import { type Kysely, sql } from 'kysely'

/** Until when what somebody says is not read. It lies with their conversation, which every turn reads anyway. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table conversations add column blocked_until timestamptz`.execute(db)
}
