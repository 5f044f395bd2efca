import { type Kysely, sql } from 'kysely'

/**
 * What was shown of results: the message of each wave, and every table that was ever made of its answers by what people
 * are. Counts that were hidden are not kept either.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table result_posts (
      wave_id bigint primary key references waves,
      ts text,
      words text not null,
      written_at timestamptz not null
    )`.execute(db)
  await sql`comment on table result_posts is 'the message with a wave''s results, below its survey''s'`.execute(db)
  await sql`comment on column result_posts.ts is 'null until it is posted'`.execute(db)
  await sql`
    create table released_cuts (
      id bigint generated always as identity primary key,
      wave_id bigint not null references waves,
      question text not null,
      cut text not null,
      people integer not null,
      groups jsonb not null,
      cells jsonb not null,
      sums jsonb not null
    )`.execute(db)
  await sql`comment on table released_cuts is 'tables as they were shown; rows are never changed'`.execute(db)
  await sql`comment on column released_cuts.question is 'empty: how many answered at all'`.execute(db)
  await sql`comment on column released_cuts.cut is 'what people are grouped by: one or two of area and profile questions, with a space between'`.execute(
    db,
  )
  await sql`comment on column released_cuts.cells is 'options by groups; null where a count was hidden'`.execute(db)
  await sql`create index released_cuts_wave on released_cuts (wave_id, question, cut, id)`.execute(db)
}
