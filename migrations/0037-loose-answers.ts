import { type Kysely, sql } from 'kysely'

/**
 * What is left of free answers once nobody can tell any more who gave them: words, photos and pins each by itself, for
 * one that somebody recognises must not tell what else its writer answered.
 *
 * Of results that people saw, a newer one is only shown once enough answers came in between (`shown_results`).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table loose_answers (
      id uuid primary key,
      wave_id bigint not null references waves,
      question text not null,
      value jsonb not null
    )`.execute(db)
  await sql`comment on table loose_answers is 'free answers of waves whose key is gone; ids are random, and rows lie in their order'`.execute(
    db,
  )
  await sql`create index loose_answers_wave on loose_answers (wave_id, question)`.execute(db)
  await sql`
    create table shown_results (
      wave_id bigint primary key references waves,
      people integer not null,
      counts jsonb not null,
      at timestamptz not null
    )`.execute(db)
  await sql`comment on table shown_results is 'what those who came to the end see of the others; made anew only once enough of them came'`.execute(
    db,
  )
}
