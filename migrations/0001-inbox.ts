import { type Kysely, sql } from 'kysely'

/**
 * What the networks delivered. A row without `done_at` waits for its turn.
 *
 * `event` is emptied when the row is done: what is worth keeping lies with the case by then. The row itself stays a
 * while, so that a late redelivery is recognised.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table inbox (
      id bigint generated always as identity primary key,
      network text not null,
      external_id text not null,
      lane text not null,
      position bigint not null,
      event jsonb,
      files jsonb,
      received_at timestamptz not null default now(),
      done_at timestamptz,
      failure text,
      unique (network, external_id)
    )`.execute(db)
  await sql`comment on column inbox.files is 'what became of the files of the event, once they were fetched'`.execute(
    db,
  )
  await sql`comment on column inbox.failure is 'why the turn could not be taken; the event is kept then'`.execute(db)
  await sql`create index inbox_waiting on inbox (lane, position, id) where done_at is null`.execute(db)
}
