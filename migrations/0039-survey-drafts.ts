import { type Kysely, sql } from 'kysely'

/** Surveys while staff make them in Slack: what is not a version yet, and who began a version. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table survey_drafts (
      survey text primary key references surveys,
      version integer not null,
      definition jsonb not null,
      made_by text not null,
      by text not null,
      by_name text not null,
      at timestamptz not null
    )`.execute(db)
  await sql`comment on table survey_drafts is 'a survey as staff are making it; becomes a version when its launch is asked for'`.execute(
    db,
  )
  await sql`comment on column survey_drafts.version is 'what it goes on from; once there is a newer version, the draft counts no more'`.execute(
    db,
  )
  await sql`comment on column survey_drafts.made_by is 'who began it'`.execute(db)
  await sql`comment on column survey_drafts.by is 'who changed it last'`.execute(db)

  await sql`alter table surveys add column owner_name text not null default ''`.execute(db)
  await sql`comment on column surveys.owner_name is 'empty where nobody has looked it up'`.execute(db)
  await sql`alter table survey_versions add column made_by text`.execute(db)
  await sql`comment on column survey_versions.made_by is 'who began it; null: who saved it'`.execute(db)
}
