import { type Kysely, sql } from 'kysely'

/** Several choices are kept tap by tap: that all is answered does not say that somebody came to the end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table survey_tests add column finished boolean not null default false`.execute(db)
  await sql`comment on column survey_tests.finished is 'its author came to the end'`.execute(db)
}
