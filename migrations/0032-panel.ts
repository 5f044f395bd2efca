import { type Kysely, sql } from 'kysely'

/**
 * The panel: who is on it, what is asked of them, and what they answered.
 *
 * What somebody answered lies under a pseudonym that only the key of its wave makes of a member (`wave_keys`). While the
 * key lives, a person can change and erase their answers; once it is destroyed nobody can tell whose they were. So no
 * column of `responses` or `survey_answers` counts up, or holds a moment.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table members (
      id bigint generated always as identity primary key,
      address text not null unique references conversations,
      language text not null,
      joined_at timestamptz not null,
      left_at timestamptz,
      source text,
      paused_until timestamptz,
      pace text not null default 'any' check (pace in ('any', 'weekly', 'monthly', 'topics')),
      quiet_from smallint check (quiet_from between 0 and 1439),
      quiet_to smallint check (quiet_to between 0 and 1439),
      time_zone text,
      direct boolean not null,
      area text,
      interests text[] not null default '{}',
      profile jsonb not null default '{}',
      last_asked_at timestamptz,
      check ((quiet_from is null) = (quiet_to is null))
    )`.execute(db)
  await sql`comment on table members is 'residents who joined the panel; who left keeps a row without a profile'`.execute(
    db,
  )
  await sql`comment on column members.paused_until is 'infinity: until they say'`.execute(db)
  await sql`comment on column members.quiet_from is 'minutes after midnight by their clock; null: as the place has it'`.execute(
    db,
  )
  await sql`comment on column members.time_zone is 'chosen by them; null: the place''s'`.execute(db)
  await sql`comment on column members.direct is 'wants surveys in the private chat'`.execute(db)
  await sql`comment on column members.last_asked_at is 'when a survey last came to them unasked'`.execute(db)

  await sql`
    create table consents (
      id bigint generated always as identity primary key,
      address text not null,
      act text not null check (act in ('joined', 'confirmed', 'left', 'stoppedAll')),
      text_version integer,
      text_hash bytea,
      language text not null,
      network text not null,
      source text,
      at timestamptz not null
    )`.execute(db)
  await sql`comment on table consents is 'who agreed to what, and took it back; rows are never changed'`.execute(db)
  await sql`create index consents_address on consents (address, id)`.execute(db)

  await sql`alter table conversations add column stopped_at timestamptz`.execute(db)
  await sql`comment on column conversations.stopped_at is 'wants nothing but answers to their own cases (STOP ALL)'`.execute(
    db,
  )

  await sql`
    create table surveys (
      key text primary key,
      version integer not null,
      state text not null check (state in ('draft', 'asked', 'launched', 'stopped')),
      owner text not null,
      launch_asked_by text,
      launch_asked_at timestamptz,
      approved_by text,
      next_wave_at timestamptz,
      channel text,
      thread text
    )`.execute(db)
  await sql`comment on table surveys is 'a survey by its key; what it says is in its newest version'`.execute(db)
  await sql`comment on column surveys.next_wave_at is 'of one that is launched: when it next goes out; null: no more'`.execute(
    db,
  )
  await sql`comment on column surveys.thread is 'the message in Slack below which everything about it is said'`.execute(
    db,
  )
  await sql`
    create table survey_versions (
      survey text not null references surveys,
      version integer not null,
      definition jsonb not null,
      by text not null,
      by_name text not null,
      at timestamptz not null,
      primary key (survey, version)
    )`.execute(db)
  await sql`comment on table survey_versions is 'rows are never changed: a wave is of one version'`.execute(db)
  await sql`
    create table survey_pictures (
      survey text not null references surveys,
      name text not null,
      file jsonb not null,
      primary key (survey, name)
    )`.execute(db)

  await sql`
    create table waves (
      id bigint generated always as identity primary key,
      survey text not null,
      version integer not null,
      number integer not null,
      state text not null check (state in ('planned', 'sending', 'paused', 'stopped', 'closed', 'missed')),
      starts_at timestamptz not null,
      closes_at timestamptz not null,
      seed bigint not null,
      audience integer,
      closed_at timestamptz,
      key_destroyed_at timestamptz,
      unique (survey, number),
      foreign key (survey, version) references survey_versions
    )`.execute(db)
  await sql`comment on table waves is 'one sending of a survey'`.execute(db)
  await sql`comment on column waves.audience is 'how many it was meant for, before any were drawn by lot'`.execute(db)
  await sql`create index waves_going_on on waves (starts_at) where state in ('planned', 'sending', 'paused')`.execute(
    db,
  )
  await sql`create table wave_keys (wave_id bigint primary key references waves, key bytea not null)`.execute(db)
  await sql`comment on table wave_keys is 'what makes a pseudonym of a member; its row goes when nobody is to be found any more'`.execute(
    db,
  )

  await sql`
    create table invitations (
      wave_id bigint not null references waves,
      member_id bigint not null references members,
      how text not null check (how in ('drawn', 'wanted', 'channel')),
      state text not null check (state in ('due', 'queued', 'sent', 'refused', 'unreachable', 'unknown', 'dropped')),
      due_at timestamptz not null,
      remind_at timestamptz,
      progress text not null default 'none' check (progress in ('none', 'begun', 'finished')),
      primary key (wave_id, member_id)
    )`.execute(db)
  await sql`comment on column invitations.how is 'drawn: chosen for it; wanted: asked for one; channel: took it up in a channel'`.execute(
    db,
  )
  await sql`comment on column invitations.progress is 'how far they are, not what they said, nor when'`.execute(db)
  await sql`create index invitations_due on invitations (due_at, wave_id) where state = 'due'`.execute(db)
  await sql`create index invitations_remind on invitations (remind_at) where remind_at is not null`.execute(db)
  await sql`create index invitations_member on invitations (member_id, wave_id desc)`.execute(db)

  await sql`
    create table responses (
      wave_id bigint not null references waves,
      pseudonym bytea not null,
      cells jsonb not null,
      finished boolean not null default false,
      late boolean not null default false,
      primary key (wave_id, pseudonym)
    )`.execute(db)
  await sql`comment on column responses.cells is 'area and profile when they began; coarser once the key is gone'`.execute(
    db,
  )
  await sql`
    create table survey_answers (
      wave_id bigint not null,
      pseudonym bytea not null,
      question text not null,
      value jsonb,
      primary key (wave_id, pseudonym, question),
      foreign key (wave_id, pseudonym) references responses on delete cascade
    )`.execute(db)
  await sql`comment on column survey_answers.value is 'null: skipped'`.execute(db)
  await sql`
    create table quotas (
      wave_id bigint not null references waves,
      number integer not null,
      most integer not null,
      taken integer not null default 0,
      primary key (wave_id, number),
      check (taken between 0 and most)
    )`.execute(db)
  await sql`comment on column quotas.number is 'which of the audience''s quotas, from 0'`.execute(db)
}
