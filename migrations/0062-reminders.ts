import { type Kysely, sql } from 'kysely'

/** What became of a reminder is known apart from the invitation's own state. What waits in the outbox is counted there. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table invitations add column reminder text
      check (reminder in ('queued', 'sent', 'refused', 'unreachable', 'unknown'))`.execute(db)
  await sql`comment on column invitations.reminder is 'what became of it; null: none was queued'`.execute(db)
  await sql`drop index invitations_queued`.execute(db)
  await sql`drop index outcome_hearers_queued`.execute(db)
}
