import { type Kysely, sql } from 'kysely'

/** What staff write in forms: answers of a kind, questions with answers to choose from, and the templates they keep. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table replies add column kind text, add column choices jsonb`.execute(db)
  await sql`comment on column replies.kind is 'chosen by its author in a form; null where it was written in the thread'`.execute(
    db,
  )
  await sql`comment on column replies.choices is 'a question: labels of its answers, none where it is answered in words'`.execute(
    db,
  )

  await sql`
    create table answers (
      id bigint generated always as identity primary key,
      case_id bigint not null references cases,
      team text not null,
      author text not null,
      author_name text not null,
      kind text not null,
      words text not null,
      choices jsonb,
      files jsonb not null,
      opened_at timestamptz not null,
      written_at timestamptz not null
    )`.execute(db)
  await sql`comment on table answers is 'written in a form, until its post stands in the thread of the case and it is a reply'`.execute(
    db,
  )

  await sql`
    create table template_versions (
      id bigint generated always as identity primary key,
      template bigint not null,
      name text not null,
      kind text not null,
      texts jsonb not null,
      gone boolean not null default false,
      by text not null,
      by_name text not null,
      at timestamptz not null
    )`.execute(db)
  await sql`create index template_versions_newest on template_versions (template, id desc)`.execute(db)
  await sql`create sequence template_numbers as bigint owned by template_versions.template`.execute(db)
  await sql`comment on table template_versions is 'templates saved by staff: the newest version of each counts, none is ever changed'`.execute(
    db,
  )
}
