import { type Kysely, sql } from 'kysely'

/** Who works on a case, and what became of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table cases
      add column assignee text,
      add column assignee_name text,
      add column planned_for date,
      add column close_reason text,
      add constraint cases_status_check check (status in
        ('new', 'acknowledged', 'inProgress', 'planned', 'fixed', 'closed', 'withdrawn', 'reopened')),
      add constraint cases_assignee_check check ((assignee is null) = (assignee_name is null)),
      add constraint cases_planned_check check ((status = 'planned') = (planned_for is not null)),
      add constraint cases_reason_check check ((status = 'closed') = (close_reason is not null)),
      add constraint cases_closed_check check ((status in ('fixed', 'closed', 'withdrawn')) = (closed_at is not null))`.execute(
    db,
  )
  await sql`comment on column cases.assignee is 'Slack user id of who has it'`.execute(db)
}
