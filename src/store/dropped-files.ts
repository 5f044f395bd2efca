/**
 * Files that an answer named and names no more. Another row may name them all the same.
 */
import { sql } from 'kysely'
import type { Db } from './database.ts'

export async function droppedFiles(db: Db): Promise<readonly string[]> {
  const rows = await db.selectFrom('dropped_files').select('sha256').orderBy('sha256').execute()
  return rows.map(row => row.sha256)
}

export async function forgetDroppedFiles(db: Db, files: readonly string[]): Promise<void> {
  await sql`delete from dropped_files where sha256 = any(${files}::text[])`.execute(db)
}
