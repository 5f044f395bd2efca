/**
 * Cases straight into the database, for tests of what stands on them.
 */
import { sql } from 'kysely'
import type { Db } from '../../src/store/database.ts'

/** @returns Ids of new questions of one resident, rising. */
export async function insertQuestions(db: Db, count: number): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with resident as (
      insert into residents (first_name, called, language) values ('Ana', 'Ana', 'en') returning id),
    conversation as (
      insert into conversations (address, network, last_position, version, resident_id)
      select 'telegram:' || id, 'telegram', 0, 1, id from resident returning address, resident_id)
    insert into cases (kind, department, visibility, words, answers, photos, language, resident_id, address,
      opened_at, reply_due_at, fix_due_at, last_word_at)
    select 'question', 'desk', 'private', '{"text":"When?","spans":[]}', '[]', '[]', 'en', resident_id, address,
      now(), now(), now(), now() from conversation, generate_series(1, ${count})
    returning id`.execute(db)
  return rows.map(row => row.id).sort((a, b) => Number(a) - Number(b))
}
