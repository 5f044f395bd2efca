import { type Kysely, sql } from 'kysely'

/** A case that waits for its resident, whose clocks stand still meanwhile; and what they say in the end: did it help? */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table replies add column answer text, add column answered_at timestamptz`.execute(db)
  await sql`comment on column replies.answer is 'what the resident said to it, where it was a question'`.execute(db)

  await sql`
    alter table cases
      add column waiting_for bigint references replies,
      add column waiting_since timestamptz,
      add column asked_if_helped_at timestamptz,
      add column helped text,
      add column helped_at timestamptz,
      add constraint cases_waiting_check check ((waiting_for is null) = (waiting_since is null)),
      add constraint cases_helped_check check (helped in ('yes', 'partly', 'no')),
      add constraint cases_helped_at_check check ((helped is null) = (helped_at is null))`.execute(db)
  await sql`comment on column cases.waiting_for is 'the question that its resident has not answered yet'`.execute(db)
  await sql`comment on column cases.waiting_since is 'since then its clocks stand still'`.execute(db)
}
