/**
 * Cases that go on as another, and those that may be about the same thing.
 */
import { sql } from 'kysely'
import type { RichText } from '../core/rich-text.ts'
import type { Db, Trx } from './database.ts'
import { lockCases } from './lock-cases.ts'

/**
 * Closes an open case as a duplicate of another open one; who follows it follows the other as well.
 *
 * @returns False where one of the two is not open any more, or they are one.
 */
export async function mergeInto(trx: Trx, from: string, into: string, now: Date): Promise<boolean> {
  const open = await trx
    .selectFrom('cases')
    .select('id')
    .where('id', 'in', [from, into])
    .where('closed_at', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  if (open.length !== 2) return false
  await trx
    .updateTable('cases')
    .set({
      status: 'closed',
      close_reason: 'duplicate',
      planned_for: null,
      closed_at: now,
      last_word_at: now,
      merged_into: into,
    })
    .where('id', '=', from)
    .execute()
  await sql`
    insert into followers (case_id, address, resident_id, language, how, since)
    select ${into}::bigint, address, resident_id, language, 'merged', ${now}::timestamptz from followers where case_id = ${from}
    on conflict do nothing`.execute(trx)
  return true
}

/** Opens a merged case again, for itself. @returns The case it had gone into; undefined where it is in none. */
export async function takeOut(trx: Trx, caseId: string): Promise<string | undefined> {
  const into = await mergedInto(trx, caseId)
  if (into === null) return undefined
  await lockCases(trx, [caseId, into])
  if ((await mergedInto(trx, caseId)) !== into) return undefined
  await trx
    .updateTable('cases')
    .set({ status: 'reopened', close_reason: null, closed_at: null, merged_into: null })
    .where('id', '=', caseId)
    .execute()
  // Who follows the other case by another merged one, too, goes on to.
  await sql`
    delete from followers f where f.case_id = ${into} and f.how = 'merged'
      and f.address in (select address from followers where case_id = ${caseId})
      and not exists (
        select 1 from cases k join followers o on o.case_id = k.id
        where k.merged_into = ${into} and o.address = f.address)`.execute(trx)
  return into
}

async function mergedInto(trx: Trx, caseId: string): Promise<string | null> {
  const row = await trx.selectFrom('cases').select('merged_into').where('id', '=', caseId).executeTakeFirst()
  return row?.merged_into ?? null
}

/** The case in which a case goes on: itself, or the end of what it was merged into. */
export async function goesOnAs(db: Db, caseId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    with recursive chain as (
      select id, merged_into, 0 as step from cases where id = ${caseId}
      union all
      select k.id, k.merged_into, c.step + 1 from cases k join chain c on k.id = c.merged_into where c.step < 100)
    select id from chain order by step desc limit 1`.execute(db)
  return rows[0]?.id ?? caseId
}

/** A case to choose among others. */
export interface Candidate {
  readonly id: string
  readonly category: string | null
  /** Its words are for who asks: a public case, or one of their own department. */
  readonly words: RichText | null
  readonly placeWords: string | null
  /** Metres from the case that is to be merged; null where one of them has no place. */
  readonly metres: number | null
}

const NEAR_METRES = 250
const METRES_IN_A_DEGREE = 111_320
const MOST = 20

/** Open cases of the same category nearby, the nearest first. */
export async function casesNear(db: Db, caseId: string): Promise<readonly Candidate[]> {
  const { rows } = await sql<Candidate>`
    select * from (
      select k.id, k.category, ${readable}, k.place_words as "placeWords", ${metres} as metres
      from cases k, cases me
      where me.id = ${caseId} and k.id <> me.id and k.closed_at is null and k.category = me.category
        and k.latitude between me.latitude - ${NEAR_METRES / METRES_IN_A_DEGREE}::float8
          and me.latitude + ${NEAR_METRES / METRES_IN_A_DEGREE}::float8) near
    where metres <= ${NEAR_METRES} order by metres, id limit ${MOST}`.execute(db)
  return rows
}

/**
 * Open cases by their number, or by what stands in them that whoever asks may read.
 *
 * @param number  Of a reference; undefined where none was typed.
 */
export async function casesLike(
  db: Db,
  caseId: string,
  { number, words }: { readonly number: string | undefined; readonly words: string },
): Promise<readonly Candidate[]> {
  const like = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<Candidate>`
    select k.id, k.category, ${readable}, k.place_words as "placeWords", ${metres} as metres
    from cases k, cases me
    where me.id = ${caseId} and k.id <> me.id and k.closed_at is null
      and (k.id = ${number ?? null}::bigint
        or (${words} <> '' and ${mayRead} and (k.words->>'text' ilike ${like} or k.place_words ilike ${like})))
    order by (k.id = ${number ?? null}::bigint) desc nulls last, k.id desc limit ${MOST}`.execute(db)
  return rows
}

const mayRead = sql`(k.visibility = 'public' or k.department = me.department)`
const readable = sql`case when ${mayRead} then k.words end as words`
/** Along a great circle of a round earth. `least` leaves nulls out of account, so that they have to be asked about before it. */
const metres = sql`case when k.latitude is not null and me.latitude is not null then
  2 * 6371000 * asin(sqrt(least(1, power(sin(radians(k.latitude - me.latitude) / 2), 2)
    + cos(radians(me.latitude)) * cos(radians(k.latitude)) * power(sin(radians(k.longitude - me.longitude) / 2), 2)))) end`
