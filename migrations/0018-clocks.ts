import { type Kysely, sql } from 'kysely'

/** When a resident heard from staff first, what staff were warned of, and which mornings had their digest. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table cases add column answered_at timestamptz`.execute(db)
  await sql`comment on column cases.answered_at is 'when staff first told the resident something: a reply, or a status'`.execute(
    db,
  )
  await sql`
    update cases k set answered_at = r.first
    from (select case_id, min(written_at) as first from replies where state in ('queued', 'sent') group by case_id) r
    where r.case_id = k.id`.execute(db)
  await sql`create index cases_reply_due on cases (reply_due_at) where closed_at is null and answered_at is null`.execute(
    db,
  )
  await sql`create index cases_fix_due on cases (fix_due_at) where closed_at is null`.execute(db)
  await sql`
    create table case_alarms (
      case_id bigint not null references cases,
      clock text not null check (clock in ('reply', 'fix')),
      due_at timestamptz not null,
      level text not null check (level in ('soon', 'late')),
      at timestamptz not null,
      primary key (case_id, clock, due_at, level)
    )`.execute(db)
  await sql`comment on table case_alarms is 'said once for each time that something is due: that it comes near, that it has passed'`.execute(
    db,
  )
  await sql`
    create table digests (
      department text not null,
      day date not null,
      at timestamptz not null,
      primary key (department, day)
    )`.execute(db)
  await sql`comment on table digests is 'mornings on which a department was looked at, whether there was anything to say or not'`.execute(
    db,
  )
}
