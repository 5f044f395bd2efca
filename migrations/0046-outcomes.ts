import { type Kysely, sql } from 'kysely'

/**
 * What came of surveys: what staff wrote of it, who approved it, and who of those that answered is told.
 *
 * A survey can have several outcomes one after the other, at most one of them not yet approved.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table surveys add column outcome_asked_at timestamptz`.execute(db)
  await sql`comment on column surveys.outcome_asked_at is 'when its owner was last asked what came of it'`.execute(db)

  await sql`
    create table outcomes (
      id bigint generated always as identity primary key,
      survey text not null references surveys,
      number integer not null,
      revision integer not null default 1,
      state text not null check (state in ('asked', 'declined', 'approved', 'telling', 'told')),
      kind text not null check (kind in ('decided', 'notYet')),
      words jsonb not null,
      link text,
      picture jsonb,
      next_by text,
      people integer not null,
      made_by text not null,
      by text not null,
      by_name text not null,
      at timestamptz not null,
      approved_by text,
      approved_by_name text,
      approved_at timestamptz,
      approved_on text,
      after_wave bigint,
      up_to_wave bigint,
      post text,
      post_at timestamptz,
      post_words text,
      told_at timestamptz,
      unique (survey, number),
      check ((kind = 'notYet') = (next_by is not null)),
      check ((approved_at is not null) = (state in ('approved', 'telling', 'told')))
    )`.execute(db)
  await sql`comment on column outcomes.revision is 'one more with each change: only what somebody has seen can be approved'`.execute(
    db,
  )
  await sql`comment on column outcomes.next_by is 'not yet: ISO date by which those who answered hear more'`.execute(db)
  await sql`comment on column outcomes.people is 'how many had answered when it was written'`.execute(db)
  await sql`comment on column outcomes.approved_on is 'ISO date of that, by the town''s clock'`.execute(db)
  await sql`comment on column outcomes.after_wave is 'it is of the waves after this one, up to up_to_wave'`.execute(db)
  await sql`comment on column outcomes.post is 'the message in the survey''s thread that asks for approval, and then tells how far it is'`.execute(
    db,
  )
  await sql`create unique index outcomes_open on outcomes (survey) where state in ('asked', 'declined')`.execute(db)
  await sql`create index outcomes_under_way on outcomes (id) where state in ('approved', 'telling')`.execute(db)

  await sql`
    create table outcome_hearers (
      outcome_id bigint not null references outcomes,
      member_id bigint not null references members,
      network text not null,
      state text not null
        check (state in ('due', 'queued', 'sent', 'refused', 'unreachable', 'unknown', 'dropped')),
      due_at timestamptz not null,
      primary key (outcome_id, member_id)
    )`.execute(db)
  await sql`comment on table outcome_hearers is 'who is told an outcome; that they answered, never what'`.execute(db)
  await sql`create index outcome_hearers_due on outcome_hearers (network, outcome_id, due_at) where state = 'due'`.execute(
    db,
  )
  await sql`create index outcome_hearers_queued on outcome_hearers (network) where state = 'queued'`.execute(db)
  await sql`create index outcome_hearers_waiting on outcome_hearers (member_id) where state in ('due', 'queued')`.execute(
    db,
  )
}
