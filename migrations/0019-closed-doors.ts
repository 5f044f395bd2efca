import { type Kysely, sql } from 'kysely'

/** Where nothing can be sent until somebody mends it, and the messages that wait for that. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table closed_doors (
      network text not null,
      door text not null,
      why text not null,
      since timestamptz not null,
      primary key (network, door)
    )`.execute(db)
  await sql`comment on column closed_doors.door is 'a channel, the token, or a scope: what the adapter can be asked about'`.execute(
    db,
  )
  await sql`alter table outbox add column parked_for text`.execute(db)
  await sql`comment on column outbox.parked_for is 'the closed door that it waits for'`.execute(db)
  await sql`create index outbox_parked on outbox (network, parked_for, id) where parked_for is not null and settled_at is null`.execute(
    db,
  )
}
