import { type Kysely, sql } from 'kysely'

/**
 * Surveys and the invitation to the panel in channels of residents (Discord), and whom a private chat was opened with that
 * was not there before: networks bear few of those.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table wave_posts (
      wave_id bigint not null references waves,
      channel text not null,
      state text not null check (state in ('queued', 'posted', 'failed', 'closed')),
      message text,
      primary key (wave_id, channel)
    )`.execute(db)
  await sql`comment on table wave_posts is 'the post of a wave in a channel of residents: whoever presses it may answer'`.execute(
    db,
  )
  await sql`comment on column wave_posts.message is 'the network''s id of the message with the buttons; null until it stands there'`.execute(
    db,
  )
  await sql`
    create table panel_posts (
      channel text primary key,
      posted_at timestamptz not null
    )`.execute(db)
  await sql`comment on table panel_posts is 'when the invitation to the panel was last posted in a channel of residents'`.execute(
    db,
  )
  await sql`
    create table new_chats (
      address text primary key,
      network text not null,
      at timestamptz not null
    )`.execute(db)
  await sql`comment on table new_chats is 'who was sent something in a private chat that was not there before'`.execute(
    db,
  )
  await sql`create index new_chats_at on new_chats (network, at)`.execute(db)
}
