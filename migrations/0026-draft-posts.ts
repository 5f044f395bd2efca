import { type Kysely, sql } from 'kysely'

/** Where a reply that needs a second person is asked about: its question in the thread of the case. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table replies
      add column asked_channel text,
      add column asked_ts text,
      add check ((asked_channel is null) = (asked_ts is null))`.execute(db)
  await sql`comment on column replies.asked_ts is 'the post with which its approvers are asked, while its buttons stand'`.execute(
    db,
  )
  await sql`create index replies_draft_cases on replies (case_id) where state = 'draft'`.execute(db)
}
