/**
 * Copies of members' photos that lie in Slack, until they are taken away: under the random names of the answers, and with
 * nothing of whose they are or who asked for them.
 */
import { sql } from 'kysely'
import type { Db, Trx } from '../database.ts'

interface SentPhoto {
  /** Slack's id of the file. */
  readonly fileId: string
  /** The answer's random name. */
  readonly freeId: string
}

export async function noteSentPhotos(trx: Trx, photos: readonly SentPhoto[], at: Date): Promise<void> {
  if (photos.length === 0) return
  await trx
    .insertInto('sent_photos')
    .values(photos.map(({ fileId, freeId }) => ({ file_id: fileId, free_id: freeId, sent_at: at })))
    .onConflict(conflict => conflict.doNothing())
    .execute()
}

/**
 * Files that are to go: a day old, or of an answer that was erased, changed or hidden. Those that Slack refused a moment ago
 * wait, so that they hold up no others.
 */
export async function photosToRemove(db: Db, now: Date, most: number): Promise<readonly string[]> {
  const { rows } = await sql<{ fileId: string }>`
    select s.file_id as "fileId" from sent_photos s
    where (s.sent_at <= ${now}::timestamptz - interval '1 day'
        or not exists (select from free_answers f where f.id = s.free_id and f.hidden_for is null))
      and (s.tried_at is null or s.tried_at <= ${now}::timestamptz - interval '10 minutes')
    order by s.sent_at, s.file_id limit ${most}`.execute(db)
  return rows.map(({ fileId }) => fileId)
}

/** It is gone from Slack. */
export async function forgetSentPhoto(db: Db, fileId: string): Promise<void> {
  await db.deleteFrom('sent_photos').where('file_id', '=', fileId).execute()
}

/** Slack did not take it away. */
export async function noteRefused(db: Db, fileId: string, at: Date): Promise<void> {
  await db.updateTable('sent_photos').set({ tried_at: at }).where('file_id', '=', fileId).execute()
}
