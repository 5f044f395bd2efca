import { type Kysely, sql } from 'kysely'

/** Cases that move between departments, and what staff note on a case for each other. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table threads add column left_told boolean not null default false`.execute(db)
  await sql`comment on column threads.left_told is 'whoever writes in this thread was told that the case has another by now'`.execute(
    db,
  )
  await sql`
    alter table cases
      add column priority text not null default 'normal',
      add column tags text[] not null default '{}',
      add column link text,
      add column link_label text,
      add column hidden_reason text,
      add column merged_into bigint references cases,
      add constraint cases_priority_check check (priority in ('low', 'normal', 'high', 'urgent')),
      add constraint cases_merged_check check (merged_into <> id),
      add constraint cases_link_check check ((link is null) = (link_label is null))`.execute(db)
  await sql`comment on column cases.hidden_reason is 'why staff keep it from the public, whatever its visibility; null where they do not'`.execute(
    db,
  )
  await sql`comment on column cases.merged_into is 'the case that goes on for this one'`.execute(db)
  await sql`create index cases_merged on cases (merged_into) where merged_into is not null`.execute(db)
  await sql`create index cases_open_by_department on cases (department) where closed_at is null`.execute(db)
}
