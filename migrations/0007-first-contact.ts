import { type Kysely, sql } from 'kysely'

/**
 * What brought a case to us, and which privacy notice its resident had been shown by then.
 *
 * A notice is written down with the first case: before that, nothing is kept of a person but where the talk stands.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notices (
      resident_id bigint not null references residents,
      version integer not null,
      language text not null,
      shown_at timestamptz not null,
      primary key (resident_id, version)
    )`.execute(db)
  await sql`comment on table notices is 'privacy notices that residents were shown before a case was opened'`.execute(
    db,
  )
  await sql`alter table cases add column source text`.execute(db)
  await sql`comment on column cases.source is 'payload of the link that brought the person here'`.execute(db)
  await sql`alter table cases add column asset text`.execute(db)
  await sql`comment on column cases.asset is 'what stands on the thing itself: the number of a lamp post'`.execute(db)
}
