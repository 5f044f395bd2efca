import { type Kysely, sql } from 'kysely'

/**
 * Every typed answer of a report that was sent leads to its case, not the description alone: an edit of any of them
 * reaches staff. `part` says what of the case was typed in a message; it was the oldest one that held the description.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table case_messages add column part text`.execute(db)
  await sql`
    comment on column case_messages.part is
      'what of the case was typed in it: words, remark, where, answer:KEY, other; null for what was said later'`.execute(
    db,
  )
  await sql`
    update case_messages m set part = 'words'
    where m.words is not null and m.id = (select min(f.id) from case_messages f where f.case_id = m.case_id)`.execute(
    db,
  )
}
