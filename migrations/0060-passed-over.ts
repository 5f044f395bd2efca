import { type Kysely, sql } from 'kysely'

/**
 * Who is not asked because enough people like them have answered, and who was reminded: what they type after that is heard
 * although they had begun.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table invitations
      drop constraint invitations_state_check,
      add constraint invitations_state_check check (
        state in ('due', 'queued', 'sent', 'refused', 'unreachable', 'unknown', 'dropped', 'full')),
      add column reminded boolean not null default false`.execute(db)
  await sql`comment on column invitations.reminded is 'where they had begun, they were told where to go on'`.execute(db)
}
