/**
 * What a database that was restored from a backup still has to send, though much of it went out since.
 */
import { sql } from 'kysely'
import type { Trx } from '../database.ts'
import { patiently } from './waves.ts'

export async function wavesBeingSent(trx: Trx): Promise<readonly string[]> {
  const rows = await trx.selectFrom('waves').select('id').where('state', '=', 'sending').orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/**
 * Takes back what waits for a network of surveys and of what came of them, and reminders that are due: nobody knows what of
 * it arrived. Those who were not asked yet stay to be asked.
 */
export async function takeBackQueued(trx: Trx): Promise<void> {
  await patiently(trx)
  await sql`
    delete from outbox where settled_at is null and purpose->>'kind' in ('invitation', 'outcome')`.execute(trx)
  await sql`
    update invitations set state = case when state = 'queued' then 'unknown' else state end,
      reminder = case when reminder = 'queued' then 'unknown' else reminder end
    where state = 'queued' or reminder = 'queued'`.execute(trx)
}

export async function dropDueReminders(trx: Trx, now: Date): Promise<void> {
  await sql`update invitations set remind_at = null where remind_at <= ${now}::timestamptz`.execute(trx)
}

/** Nobody is told any more what came of surveys and was approved by then. @returns The keys of those. */
export async function endTellings(trx: Trx): Promise<readonly string[]> {
  await sql`update outcome_hearers set state = 'unknown' where state in ('due', 'queued')`.execute(trx)
  const rows = await trx
    .selectFrom('outcomes')
    .select('survey')
    .distinct()
    .where('state', '=', 'telling')
    .orderBy('survey')
    .execute()
  return rows.map(({ survey }) => survey)
}
