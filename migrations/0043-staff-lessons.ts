import { type Kysely, sql } from 'kysely'

/** Which of the staff's lessons somebody is at. Who has no row has not begun. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table staff_lessons (
      user_id text primary key,
      step smallint not null check (step >= 0),
      ended_at timestamptz
    )`.execute(db)
  await sql`comment on table staff_lessons is 'which lesson each of staff is at in App Home'`.execute(db)
  await sql`comment on column staff_lessons.ended_at is 'finished or left out; null while they take them'`.execute(db)
}
