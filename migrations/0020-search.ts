import { type Kysely, sql } from 'kysely'

/**
 * The words of a case, folded, for staff to find it by: its own, those of replies and notes, and what its resident said
 * later. Triggers keep them in the statement that writes what they come from.
 *
 * Folded here and not by `unaccent` or `to_tsvector`: those want an extension, or go by the database's locale. A document
 * holds each word once, and the department as a word that nobody can type (`@parks`).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(FOLD).execute(db)
  await sql.raw(WORDS).execute(db)
  await sql.raw(QUERY).execute(db)
  await sql`
    create table case_words (
      case_id bigint primary key references cases,
      words tsvector not null
    )`.execute(db)
  await sql.raw(DOCUMENT).execute(db)
  // Of all the cases there are: as long as it takes, within this migration.
  await sql`set local statement_timeout = 0`.execute(db)
  await sql`insert into case_words select id, case_document(id) from cases`.execute(db)
  // Without a list of what is still to be sorted in: each search would read that as well.
  await sql`create index case_words_found on case_words using gin (words) with (fastupdate = off)`.execute(db)
  await sql.raw(KEEP).execute(db)
  await sql.raw(KEEP_RECORDED).execute(db)
  await sql`
    create trigger keep_words after insert or update of words, remark, answers, place_words, area, asset, tags, department
    on cases for each row execute function keep_case_words('id')`.execute(db)
  await sql`
    create trigger keep_words after insert or delete or update of words
    on replies for each row execute function keep_case_words('case_id')`.execute(db)
  await sql`
    create trigger keep_words after insert or delete or update of words, deleted_at
    on case_messages for each row execute function keep_case_words('case_id')`.execute(db)
  await sql`
    create trigger keep_words after insert or update of words on case_event_words
    for each row execute function keep_recorded_words()`.execute(db)
}

/**
 * Lower case, without accents and vowel points, with western digits; letters that people type for each other are one.
 * Greek and Cyrillic are named, because `lower` in the locale "C" knows Latin alone.
 */
const FOLD = String.raw`
  create function fold_words(said text) returns text language sql immutable parallel safe as $$
    select replace(replace(replace(
      translate(
        lower(regexp_replace(normalize(said, nfkd), '[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]', '', 'g')),
        'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯøØłŁđĐıٱىیےةک٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹',
        'αβγδεζηθικλμνξοπρστυφχψωσабвгдежзийклмнопрстуфхцчшщъыьэюяoollddiايييهك01234567890123456789'),
      'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')
  $$`

/** The words that stand between marks and spaces, in their order; a very long one by its beginning. */
const WORDS = String.raw`
  create function words_of(said text) returns setof text language sql immutable parallel safe as $$
    select left(word, 60) from regexp_split_to_table(fold_words(said),
      '[\u0001-\u002f\u003a-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u055a-\u055f\u05be\u05c0\u05c3\u05f3\u05f4\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u2000-\u206f\u20a0-\u20cf\u2100-\u2bff\u3000-\u3004\u3008-\u3030\ufe00-\ufe0f\ufffc\ufffd\U0001f000-\U0001faff]+') word
    where word <> ''
  $$`

/** All of the words, the last one as the beginning of one; null where there are none. */
const QUERY = `
  create function search_query(asked text) returns tsquery language sql immutable parallel safe as $$
    select string_agg('''' || word || '''' || case when n = words then ':*' else '' end, ' & ')::tsquery
    from (select word, n, count(*) over () as words from words_of(asked) with ordinality as w (word, n)) listed
  $$`

/** Cut where Postgres would refuse it: a document holds 1 MB. */
const DOCUMENT = `
  create function case_document(number bigint) returns tsvector language sql stable as $$
    select array_to_tsvector(array_append(
      (select coalesce(array_agg(distinct word), '{}') from words_of(left(concat_ws(' ',
        k.id, k.words->>'text', k.remark->>'text', k.place_words, k.area, k.asset, array_to_string(k.tags, ' '),
        (select string_agg(answer->>'value', ' ') from jsonb_array_elements(k.answers) answer),
        (select string_agg(r.words->>'text', ' ') from replies r where r.case_id = k.id),
        (select string_agg(m.words->>'text', ' ') from case_messages m
          where m.case_id = k.id and m.words is not null and m.deleted_at is null),
        (select string_agg(w.words->'text'->>'text', ' ') from case_events e
          join case_event_words w on w.event_id = e.id where e.case_id = k.id and e.kind = 'residentWrote')), 150000)) word),
      '@' || k.department))
    from cases k where k.id = number
  $$`

const KEEP = `
  create function keep_case_words() returns trigger language plpgsql as $$
  declare
    number bigint := (to_jsonb(case when tg_op = 'DELETE' then old else new end)->>tg_argv[0])::bigint;
  begin
    insert into case_words select number, case_document(number)
      on conflict (case_id) do update set words = excluded.words;
    return null;
  end $$`

/** What a resident said later, on record; erased, it is found no more. */
const KEEP_RECORDED = `
  create function keep_recorded_words() returns trigger language plpgsql as $$
  begin
    insert into case_words
      select e.case_id, case_document(e.case_id) from case_events e where e.id = new.event_id and e.kind = 'residentWrote'
      on conflict (case_id) do update set words = excluded.words;
    return null;
  end $$`
