import { type Kysely, sql } from 'kysely'

/** Results as a picture for who comes to the end of a survey: one for each wave and language, drawn anew when they change. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table shown_pictures (
      wave_id bigint not null references waves,
      language text not null,
      people integer not null,
      file jsonb,
      primary key (wave_id, language)
    )`.execute(db)
  await sql`comment on column shown_pictures.people is 'of the results that it shows, as in shown_results'`.execute(db)
  await sql`comment on column shown_pictures.file is 'null where there is nothing to draw, or it failed'`.execute(db)
}
