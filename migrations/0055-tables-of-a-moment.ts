import { type Kysely, sql } from 'kysely'

/** Tables are made together, as of one moment; and who a wave was meant for is kept beside those who answered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table shown_results add column tabled integer not null default 0`.execute(db)
  await sql`comment on column shown_results.tabled is 'people when tables by what they are were last made'`.execute(db)
  await sql`alter table released_cuts add column middles jsonb`.execute(db)
  await sql`comment on column released_cuts.middles is 'of numbers: quarter, half and three quarters by group; null where it is hidden'`.execute(
    db,
  )
  await sql`comment on column released_cuts.sums is 'of the lines of cells; null where hidden'`.execute(db)
  await sql`alter table waves add column make_up jsonb`.execute(db)
  await sql`comment on column waves.make_up is 'the audience when the wave was made: people by area or profile question, and group'`.execute(
    db,
  )
}
