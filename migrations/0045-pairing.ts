import { type Kysely, sql } from 'kysely'

/** Staff's own chats, where the surveys that they test come; and those tests, for a day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table pairing_codes (
      code_hash bytea primary key,
      user_id text not null,
      user_name text not null,
      expires_at timestamptz not null
    )`.execute(db)
  await sql`comment on table pairing_codes is 'links by which somebody of staff pairs their own chat; each is good once, for some minutes'`.execute(
    db,
  )
  await sql`comment on column pairing_codes.code_hash is 'SHA-256: the code itself is kept nowhere'`.execute(db)

  await sql`
    create table paired_chats (
      address text primary key,
      network text not null,
      user_id text not null,
      paired_at timestamptz not null,
      unique (user_id, network)
    )`.execute(db)
  await sql`comment on table paired_chats is 'whose chat it is, as they are known in Slack; it gives no rights'`.execute(
    db,
  )

  await sql`
    create table survey_tests (
      id bigint generated always as identity primary key,
      address text not null,
      survey text not null references surveys,
      definition jsonb not null,
      given jsonb not null default '{}',
      expires_at timestamptz not null
    )`.execute(db)
  await sql`comment on table survey_tests is 'surveys as they were when their author tested them, and what was answered; rows go when they expire'`.execute(
    db,
  )
  await sql`create index survey_tests_address on survey_tests (address, id)`.execute(db)
  await sql`create index survey_tests_expiry on survey_tests (expires_at)`.execute(db)
}
