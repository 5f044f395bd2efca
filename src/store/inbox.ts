/**
 * The durable inbox: what a network delivered is a row here before the network hears "thank you".
 */
import { sql } from 'kysely'
import type { TakenFile } from '../core/files.ts'
import type { DeskEvent, Inbound } from '../core/inbound.ts'
import type { LookedUp } from '../core/lookup.ts'
import { batched } from './batch.ts'
import type { Db, Trx } from './database.ts'

/**
 * @returns A function that resolves once its inbound is committed: true where it was new, false where it was there already.
 */
export function createInbox(db: Db): (inbound: Inbound) => Promise<boolean> {
  return batched(inbound => insertInbound(db, inbound), { size: 200, concurrency: 2 })
}

/** @returns For each whether it was new. */
export async function insertInbound(db: Db | Trx, inbound: readonly Inbound[]): Promise<readonly boolean[]> {
  const { rows } = await sql<{ network: string; external_id: string }>`
    insert into inbox (network, external_id, lane, position, event)
    select * from unnest(
      ${inbound.map(i => i.network)}::text[], ${inbound.map(i => i.externalId)}::text[], ${inbound.map(i => i.lane)}::text[],
      ${inbound.map(i => i.position)}::bigint[], ${inbound.map(i => JSON.stringify(i.event))}::jsonb[])
    on conflict do nothing
    returning network, external_id`.execute(db)
  const fresh = new Set(rows.map(r => `${r.network} ${r.external_id}`))
  return inbound.map(i => fresh.delete(`${i.network} ${i.externalId}`))
}

/** Keeps what became of the files of a waiting event, so that a turn that starts over need not fetch them again. */
export async function saveTakenFiles(db: Db, inboxId: string, files: readonly TakenFile[]): Promise<void> {
  await db
    .updateTable('inbox')
    .set({ files: JSON.stringify(files) })
    .where('id', '=', inboxId)
    .execute()
}

/** Keeps what was found out for a waiting event, beside what is there. */
export async function saveLookedUp(db: Db, inboxId: string, answer: LookedUp): Promise<void> {
  await sql`
    update inbox set looked_up = coalesce(looked_up, '[]') || ${JSON.stringify([answer])}::jsonb
    where id = ${inboxId} and done_at is null`.execute(db)
}

/** Lanes that have waited longer than `seconds`: left behind by a crash, or by a process that is gone. */
export async function lanesLeftBehind(db: Db, seconds: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('inbox')
    .select('lane')
    .distinct()
    .where('done_at', 'is', null)
    .where('received_at', '<=', sql<Date>`now() - make_interval(secs => ${seconds})`)
    .limit(1_000)
    .execute()
  return rows.map(r => r.lane)
}

/** Sets a poisonous event aside: it keeps its words, and nothing waits for it any longer. */
export async function setAside(db: Db, inboxIds: readonly string[], failure: string): Promise<void> {
  await sql`
    update inbox set done_at = now(), failure = ${failure}
    where id = any(${inboxIds}::bigint[]) and done_at is null`.execute(db)
}

export interface WaitingDeskEvent {
  readonly id: string
  readonly event: DeskEvent
}

/** The first thing that waits in a Slack thread. */
export async function firstInLane(db: Db, lane: string): Promise<WaitingDeskEvent | undefined> {
  const row = await db
    .selectFrom('inbox')
    .select(['id', 'event'])
    .where('lane', '=', lane)
    .where('done_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row && { id: row.id, event: row.event as DeskEvent }
}

/**
 * Takes a waiting row within a transaction; false where another process was quicker.
 *
 * The advisory lock keeps one lane to one process until the transaction ends.
 */
export async function takeFromLane(trx: Trx, lane: string, inboxId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${lane}, 0))`.execute(trx)
  const { numAffectedRows } = await sql`
    update inbox set done_at = now(), event = null where id = ${inboxId} and done_at is null`.execute(trx)
  return numAffectedRows === 1n
}

/**
 * Notes within a transaction that an event was dealt with, which no row was waiting for.
 *
 * @returns False where it was dealt with before.
 */
export async function insertDone(trx: Trx, { network, externalId, lane, position }: Inbound): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('inbox')
    .values({ network, external_id: externalId, lane, position, event: null, done_at: sql<Date>`now()` })
    .onConflict(c => c.doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

/**
 * Drops finished rows older than `days`: until then a redelivery is recognised (Slack delivers again for up to 24 h).
 * What was set aside keeps its words for `failedDays`, for somebody to look into, unless they were taken out before.
 */
export async function purgeInbox(db: Db, now: Date, days: number, failedDays: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from inbox
    where done_at < ${now}::timestamptz - make_interval(days => case when failure is null or event is null then ${days}::integer else ${failedDays}::integer end)`.execute(
    db,
  )
  return Number(numAffectedRows ?? 0n)
}
