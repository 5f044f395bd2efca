import { type Kysely, sql } from 'kysely'

/**
 * Only what holds a file drops one: a word that somebody wrote may be "sha256" as well. What is parted from its person lies
 * in `loose_answers` by then, and the order in which it came is noted nowhere.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function note_dropped_file() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and new.value->>'sha256' is not distinct from old.value->>'sha256' then return null; end if;
      if exists (select from loose_answers l where l.id = old.free_id) then return null; end if;
      insert into dropped_files values (old.value->>'sha256') on conflict do nothing;
      return null;
    end $$`.execute(db)
  await sql`drop trigger note_dropped_file on survey_answers`.execute(db)
  await sql`
    create trigger note_dropped_file after delete or update of value on survey_answers
    for each row when (old.value->>'sha256' is not null) execute function note_dropped_file()`.execute(db)
}
