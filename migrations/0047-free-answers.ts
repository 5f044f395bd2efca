import { type Kysely, sql } from 'kysely'

/**
 * What staff make of free answers (words, photos, pins): which of them they may look at by now, tags, quotes, what is hidden.
 *
 * A free answer has a random name of its own from the beginning, so that nothing that staff are given or that is kept of
 * their work names a pseudonym. The name goes along when the answer is parted from all others (`loose_answers`). Where an
 * answer is changed or erased, all that was made of it goes with it, in the same transaction and whoever does it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table survey_answers add column free_id uuid`.execute(db)
  await sql`comment on column survey_answers.free_id is 'names a free answer where staff look at it: random, another one for other words; null for every other answer'`.execute(
    db,
  )
  await sql`
    update survey_answers a set free_id = gen_random_uuid()
    from waves w join survey_versions v on v.survey = w.survey and v.version = w.version,
      jsonb_array_elements(v.definition->'questions') as q (question)
    where w.id = a.wave_id and q.question->>'key' = a.question and a.value is not null
      and q.question->>'kind' in ('text', 'photo', 'pin')`.execute(db)
  await sql`create unique index survey_answers_free on survey_answers (free_id) where free_id is not null`.execute(db)

  await sql`
    create table free_answers (
      id uuid primary key,
      wave_id bigint not null references waves,
      question text not null,
      tags text[] not null default '{}',
      published_at timestamptz,
      hidden_for text check (hidden_for in ('abuse', 'personal', 'offTopic')),
      check (published_at is null or hidden_for is null)
    )`.execute(db)
  await sql`comment on table free_answers is 'free answers that staff may look at, and what they made of them; the answers themselves lie in survey_answers and loose_answers'`.execute(
    db,
  )
  await sql`comment on column free_answers.published_at is 'since when members read it; null: they do not'`.execute(db)
  await sql`create index free_answers_page on free_answers (wave_id, question, id)`.execute(db)
  await sql`create index free_answers_tagged on free_answers (wave_id, question) where tags <> '{}'`.execute(db)
  await sql`create index free_answers_published on free_answers (wave_id, question, published_at) where published_at is not null`.execute(
    db,
  )
  await sql`
    create function forget_free_answer() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and new.free_id is not distinct from old.free_id then return null; end if;
      delete from free_answers f where f.id = old.free_id and not exists (select from loose_answers l where l.id = f.id);
      return null;
    end $$`.execute(db)
  await sql`
    create trigger forget_free_answer after delete or update of free_id on survey_answers
    for each row when (old.free_id is not null) execute function forget_free_answer()`.execute(db)

  await sql`
    create table released_words (
      wave_id bigint primary key references waves,
      people integer not null,
      is_whole boolean not null default false,
      told text not null default ''
    )`.execute(db)
  await sql`comment on table released_words is 'how far staff may look at the free answers of a wave'`.execute(db)
  await sql`comment on column released_words.people is 'who had come to the end when answers were last let through'`.execute(
    db,
  )
  await sql`comment on column released_words.is_whole is 'true: since the wave ended'`.execute(db)
  await sql`comment on column released_words.told is 'digest of the quotes that the message with its results shows'`.execute(
    db,
  )
}
