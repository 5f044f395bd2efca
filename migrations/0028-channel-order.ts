import { type Kysely, sql } from 'kysely'

/**
 * New cards of a channel go out in the order of their cases, though each case is a lane of its own: a row with a `channel`
 * waits for those before it in that channel, whichever process sends them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table outbox add column channel text`.execute(db)
  await sql`comment on column outbox.channel is 'where it keeps its place among what is new; null for what waits in its lane alone'`.execute(
    db,
  )
  await sql`
    update outbox set channel = message->>'channel'
    where settled_at is null and message->>'to' = 'desk' and message->>'kind' = 'card'`.execute(db)
  await sql`
    create index outbox_channel on outbox (channel, id)
    where channel is not null and settled_at is null and parked_for is null`.execute(db)
}
