import { type Kysely, sql } from 'kysely'

/** What sending surveys needs beside: the version that goes out, what is told of a wave, who did what to a survey. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table surveys add column launched_version integer`.execute(db)
  await sql`comment on column surveys.launched_version is 'what goes out: later versions wait for a launch of their own'`.execute(
    db,
  )

  await sql`alter table waves add column line text, add column line_at timestamptz, add column line_words text`.execute(
    db,
  )
  await sql`comment on column waves.line is 'the message in the survey''s thread that says how far the sending is'`.execute(
    db,
  )
  await sql`comment on column waves.line_at is 'when it was last written'`.execute(db)
  await sql`comment on column waves.line_words is 'what it says'`.execute(db)

  await sql`alter table invitations add column network text`.execute(db)
  await sql`comment on column invitations.network is 'where it goes; null: brought about by the member'`.execute(db)
  await sql`
    update invitations i set network = split_part(m.address, ':', 1) from members m
    where m.id = i.member_id and i.how = 'drawn'`.execute(db)
  await sql`drop index invitations_due`.execute(db)
  await sql`create index invitations_due on invitations (network, wave_id, due_at) where state = 'due'`.execute(db)
  await sql`create index invitations_queued on invitations (network) where state = 'queued'`.execute(db)
  await sql`drop index invitations_remind`.execute(db)
  await sql`create index invitations_remind on invitations (network, remind_at) where remind_at is not null`.execute(db)

  await sql`
    create table survey_events (
      id bigint generated always as identity primary key,
      survey text not null references surveys,
      wave_id bigint references waves,
      at timestamptz not null,
      actor text not null,
      actor_name text not null,
      kind text not null,
      detail jsonb not null default '{}'
    )`.execute(db)
  await sql`comment on table survey_events is 'what staff and the clock did with a survey; rows are never changed'`.execute(
    db,
  )
  await sql`create index survey_events_survey on survey_events (survey, id)`.execute(db)
}
