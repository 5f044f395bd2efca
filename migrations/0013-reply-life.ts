import { type Kysely, sql } from 'kysely'

/**
 * The life of a reply: what it waits for, what it said before, and what each of those who hear of the case has of it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table replies drop constraint replies_state_check`.execute(db)
  await sql`
    alter table replies
      add constraint replies_state_check check (state in ('asked', 'held', 'draft', 'waiting', 'queued', 'sent',
        'failed', 'undone', 'declined', 'withdrawn', 'note')),
      add column words_by text,
      add column version integer not null default 1,
      add column send_at timestamptz,
      add column remind_at timestamptz,
      add column resident_told_at timestamptz`.execute(db)
  await sql`comment on column replies.words_by is 'who wrote the words as they are now; null: its author'`.execute(db)
  await sql`comment on column replies.version is 'counts the forms that its words have had; earlier ones: reply_versions'`.execute(
    db,
  )
  await sql`comment on column replies.send_at is 'until then it can be taken back'`.execute(db)
  await sql`create index replies_waiting on replies (send_at) where state = 'waiting'`.execute(db)
  await sql`create index replies_drafts on replies (remind_at) where state = 'draft'`.execute(db)
  await sql`
    create table reply_versions (
      reply_id bigint not null references replies,
      version integer not null,
      words jsonb not null,
      by text not null,
      until timestamptz not null,
      primary key (reply_id, version)
    )`.execute(db)
  await sql`comment on table reply_versions is 'words of a reply that were changed since, before or after it went out'`.execute(
    db,
  )
  await sql`
    create table reply_copies (
      reply_id bigint not null references replies,
      address text not null references conversations,
      version integer not null,
      parts jsonb,
      failed boolean not null default false,
      primary key (reply_id, address)
    )`.execute(db)
  await sql`comment on table reply_copies is 'what each address has of a reply, or is about to get'`.execute(db)
  await sql`comment on column reply_copies.version is 'which of its forms is there'`.execute(db)
  await sql`comment on column reply_copies.parts is 'the messages that it became; null until its network took it'`.execute(
    db,
  )
}
