import { type Kysely, sql } from 'kysely'

/**
 * Files that an answer named and names no more, whoever changed or erased it: they go from the disk in the next night, and
 * not a month later as all else that nobody names.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table dropped_files (sha256 text primary key)`.execute(db)
  await sql`comment on table dropped_files is 'files that answers named and name no more, until the next night'`.execute(
    db,
  )
  await sql`
    create function note_dropped_file() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and new.value->>'sha256' is not distinct from old.value->>'sha256' then return null; end if;
      insert into dropped_files values (old.value->>'sha256') on conflict do nothing;
      return null;
    end $$`.execute(db)
  await sql`
    create trigger note_dropped_file after delete or update of value on survey_answers
    for each row when (old.value ? 'sha256') execute function note_dropped_file()`.execute(db)
}
