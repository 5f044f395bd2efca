import { type Kysely, sql } from 'kysely'

/**
 * Messages that wait for a network. A row without `settled_at` is the outbox; rows of one lane go out in the order of
 * their ids.
 *
 * `claimed_by` is the number of the process that is sending it. A number is alive while its process holds the advisory
 * lock of that number, so that a crash frees its rows at once.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create sequence process_numbers as integer cycle`.execute(db)
  await sql`
    create table outbox (
      id bigint generated always as identity primary key,
      network text not null,
      lane text not null,
      bulk boolean not null default false,
      message jsonb,
      purpose jsonb,
      claimed_by integer,
      due_at timestamptz not null default now(),
      attempts integer not null default 0,
      may_have_arrived boolean not null default false,
      sent_ids jsonb not null default '[]',
      outcome text check (outcome in ('sent', 'failed', 'unknown')),
      failure text,
      created_at timestamptz not null default now(),
      settled_at timestamptz
    )`.execute(db)
  await sql`comment on column outbox.purpose is 'what its delivery means to a case; absent for talk'`.execute(db)
  await sql`comment on column outbox.sent_ids is 'the network''s ids of the parts that went out'`.execute(db)
  await sql`create index outbox_waiting on outbox (network, bulk, id) where settled_at is null`.execute(db)
  await sql`create index outbox_lane on outbox (lane, id) where settled_at is null`.execute(db)
}
