import { type Kysely, sql } from 'kysely'

/**
 * What staff bring in themselves: somebody rang, and there is no chat in which they could be reached.
 *
 * The remark of such a case says who they are, so nobody finds it by that.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table cases
      add column brought_by text,
      add column brought_by_name text,
      alter column address drop not null,
      add constraint cases_brought_in check ((address is null) = (brought_by is not null)),
      add constraint cases_brought_by check ((brought_by is null) = (brought_by_name is null))`.execute(db)
  await sql`comment on column cases.address is 'where its resident is reached; null for what staff brought in'`.execute(
    db,
  )
  await sql`comment on column cases.brought_by is 'who of staff brought it in'`.execute(db)
  await sql.raw(DOCUMENT).execute(db)
}

/** As before (0020), without the remark of what staff brought in. */
const DOCUMENT = `
  create or replace function case_document(number bigint) returns tsvector language sql stable as $$
    select array_to_tsvector(array_append(
      (select coalesce(array_agg(distinct word), '{}') from words_of(left(concat_ws(' ',
        k.id, k.words->>'text', case when k.brought_by is null then k.remark->>'text' end,
        k.place_words, k.area, k.asset, array_to_string(k.tags, ' '),
        (select string_agg(answer->>'value', ' ') from jsonb_array_elements(k.answers) answer),
        (select string_agg(r.words->>'text', ' ') from replies r where r.case_id = k.id),
        (select string_agg(m.words->>'text', ' ') from case_messages m
          where m.case_id = k.id and m.words is not null and m.deleted_at is null),
        (select string_agg(w.words->'text'->>'text', ' ') from case_events e
          join case_event_words w on w.event_id = e.id where e.case_id = k.id and e.kind = 'residentWrote')), 150000)) word),
      '@' || k.department))
    from cases k where k.id = number
  $$`
