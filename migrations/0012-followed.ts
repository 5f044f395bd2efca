import { type Kysely, sql } from 'kysely'

/** What finds all the messages that one reply, or one piece of news, became; and cases that may be about the same. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create index outbox_told on outbox ((coalesce(purpose->>'replyId', purpose->>'news')))
      where purpose->>'kind' in ('reply', 'news')`.execute(db)
  await sql`create index cases_open_by_place on cases (category, latitude) where closed_at is null`.execute(db)
}
