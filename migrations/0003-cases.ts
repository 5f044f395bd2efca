import { type Kysely, sql } from 'kysely'

/** Cases, their threads in the staff tool, the replies of staff, and the record of what happened. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create sequence case_numbers as bigint start 1001`.execute(db)
  await sql`
    create table cases (
      id bigint primary key default nextval('case_numbers'),
      kind text not null check (kind in ('report', 'question')),
      status text not null default 'new',
      category text,
      department text not null,
      visibility text not null check (visibility in ('public', 'private')),
      words jsonb not null,
      answers jsonb not null,
      latitude double precision,
      longitude double precision,
      place_words text,
      area text,
      photos jsonb not null,
      language text not null,
      resident_id bigint not null references residents,
      address text not null references conversations,
      opened_at timestamptz not null,
      reply_due_at timestamptz not null,
      fix_due_at timestamptz not null,
      last_word_at timestamptz not null,
      closed_at timestamptz
    )`.execute(db)
  await sql`comment on column cases.id is 'the number in the public reference: 1042 in HB-1042'`.execute(db)
  await sql`create index cases_open_by_address on cases (address, last_word_at) where closed_at is null`.execute(db)
  await sql`
    create table threads (
      channel text not null,
      ts text not null,
      case_id bigint not null references cases,
      opened_at timestamptz not null default now(),
      primary key (channel, ts)
    )`.execute(db)
  await sql`create index threads_case on threads (case_id, opened_at)`.execute(db)
  await sql`
    create table replies (
      id bigint generated always as identity primary key,
      case_id bigint not null references cases,
      author text not null,
      author_name text not null,
      words jsonb not null,
      files jsonb not null,
      channel text not null,
      ts text not null,
      state text not null check (state in ('asked', 'note', 'queued', 'sent', 'failed')),
      failure text,
      written_at timestamptz not null,
      settled_at timestamptz,
      unique (channel, ts)
    )`.execute(db)
  await sql`comment on table replies is 'what staff wrote in threads: replies to the resident and notes among staff'`.execute(
    db,
  )
  await sql`create index replies_case on replies (case_id, id)`.execute(db)
  await sql`
    create table case_events (
      id bigint generated always as identity primary key,
      case_id bigint not null references cases,
      at timestamptz not null,
      actor text not null,
      kind text not null,
      detail jsonb not null
    )`.execute(db)
  await sql`comment on column case_events.actor is 'an address, a Slack user id, or "folkmoot"'`.execute(db)
  await sql`create index case_events_case on case_events (case_id, id)`.execute(db)
}
