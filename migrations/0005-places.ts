import { type Kysely, sql } from 'kysely'

/**
 * Places that have to be looked up: what was found for a waiting event, what the geocoder said before, and when it may
 * be asked again.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table inbox add column looked_up jsonb`.execute(db)
  await sql`comment on column inbox.looked_up is 'what the turn of the event wanted to know from outside'`.execute(db)
  await sql`alter table cases add column place_is_landmark boolean not null default false`.execute(db)
  await sql`comment on column cases.place_is_landmark is 'place_words name something near the place'`.execute(db)
  await sql`
    create table geocodes (
      query text primary key,
      found jsonb not null,
      asked_at timestamptz not null default now()
    )`.execute(db)
  await sql`comment on column geocodes.query is 'a digest: the words themselves are not kept here'`.execute(db)
  await sql`create table paces (name text primary key, next_at timestamptz not null)`.execute(db)
  await sql`comment on table paces is 'when services that want to be asked slowly may be asked next, by all processes together'`.execute(
    db,
  )
}
