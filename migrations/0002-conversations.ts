import { type Kysely, sql } from 'kysely'

/**
 * One row for each address that ever wrote to us, and the resident behind it once there is something to know of them.
 *
 * `version` guards every turn: who commits first wins, the other starts over.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table residents (
      id bigint generated always as identity primary key,
      first_name text not null,
      language text not null,
      created_at timestamptz not null default now()
    )`.execute(db)
  await sql`
    create table conversations (
      address text primary key,
      network text not null,
      channel text,
      last_position bigint not null,
      version integer not null,
      state jsonb,
      resident_id bigint references residents,
      unreachable_since timestamptz
    ) with (fillfactor = 70)`.execute(db)
  await sql`create index conversations_resident on conversations (resident_id) where resident_id is not null`.execute(
    db,
  )
  await sql`create table remembered (name text primary key, value text not null)`.execute(db)
}
