import { type Kysely, sql } from 'kysely'

/**
 * A case's searchable words are made anew where somebody said something, not where a message of ours was delivered: that
 * has no words, and would wait for whoever changes the reply it came of, while that one waits for the words.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`drop trigger keep_words on case_messages`.execute(db)
  await sql`
    create trigger keep_words after insert on case_messages for each row when (new.words is not null)
    execute function keep_case_words('case_id')`.execute(db)
  await sql`
    create trigger keep_changed_words after delete or update of words, deleted_at on case_messages
    for each row execute function keep_case_words('case_id')`.execute(db)
}
