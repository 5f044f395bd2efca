import { type Kysely, sql } from 'kysely'

/** Copies of members' photos that staff were sent: they are taken away again, and what is to be taken away must be known. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sent_photos (
      file_id text primary key,
      free_id uuid not null,
      sent_at timestamptz not null,
      tried_at timestamptz
    )`.execute(db)
  await sql`comment on table sent_photos is 'copies of photos in Slack, until they are taken away from there'`.execute(
    db,
  )
  await sql`comment on column sent_photos.file_id is 'as Slack names it'`.execute(db)
  await sql`comment on column sent_photos.free_id is 'the answer that it is, which may be gone'`.execute(db)
  await sql`comment on column sent_photos.tried_at is 'when Slack last refused to take it away'`.execute(db)
}
