import { type Kysely, sql } from 'kysely'

/**
 * Who hears what becomes of a case, which messages were about it, and what its resident said to staff alone.
 *
 * A row of `case_messages` is a message as its network knows it, so that an edit, a deletion, or a reply to it finds the
 * case. Talk of a dialogue has none.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table followers (
      case_id bigint not null references cases,
      address text not null references conversations,
      resident_id bigint not null references residents,
      language text not null,
      how text not null check (how in ('reporter', 'merged')),
      since timestamptz not null,
      primary key (case_id, address)
    )`.execute(db)
  await sql`comment on table followers is 'who hears what becomes of a case; its reporter is the first'`.execute(db)
  await sql`create index followers_address on followers (address, case_id)`.execute(db)
  await sql`
    insert into followers (case_id, address, resident_id, language, how, since)
    select id, address, resident_id, language, 'reporter', opened_at from cases`.execute(db)
  await sql`
    create table case_messages (
      id bigint generated always as identity primary key,
      address text not null,
      message_id text not null,
      case_id bigint not null references cases,
      reply_id bigint references replies,
      words jsonb,
      said_at timestamptz,
      deleted_at timestamptz,
      check ((words is null) = (said_at is null)),
      unique (address, message_id)
    )`.execute(db)
  await sql`comment on table case_messages is 'messages between a resident and us that belong to a case'`.execute(db)
  await sql`comment on column case_messages.words is 'what the resident said in it, as it stands now; null for ours'`.execute(
    db,
  )
  await sql`create index case_messages_case on case_messages (case_id, id)`.execute(db)
  await sql`create index case_messages_reply on case_messages (reply_id, id) where reply_id is not null`.execute(db)
  await sql`alter table cases add column remark jsonb`.execute(db)
  await sql`alter table cases add column follows_id bigint references cases`.execute(db)
  await sql`comment on column cases.follows_id is 'the settled case that this one takes up again'`.execute(db)
  await sql`create index cases_resident on cases (resident_id, id)`.execute(db)
  await sql`alter table residents add column called text`.execute(db)
  await sql`update residents set called = first_name`.execute(db)
  await sql`alter table residents alter column called set not null`.execute(db)
  await sql`comment on column residents.called is 'what staff see: the first name or a pseudonym, as the place wants it'`.execute(
    db,
  )
  await sql`comment on column cases.remark is 'what the resident told staff alone: never for the public'`.execute(db)
  await sql`comment on column cases.words is 'the description; neighbours may read it where visibility is public'`.execute(
    db,
  )
}
