/**
 * What the geocoder said before, and the pace it is asked at by all processes together.
 */
import { sql } from 'kysely'
import type { FoundPlace } from '../core/lookup.ts'
import type { Db } from './database.ts'

/** Streets are built and renamed: what is older is asked for again. */
const KEPT_DAYS = 30

/** @param query  A digest of what is asked. */
export async function recallGeocode(db: Db, query: string): Promise<readonly FoundPlace[] | undefined> {
  const row = await db
    .selectFrom('geocodes')
    .select('found')
    .where('query', '=', query)
    .where('asked_at', '>', sql<Date>`now() - make_interval(days => ${KEPT_DAYS})`)
    .executeTakeFirst()
  return row?.found
}

export async function keepGeocode(db: Db, query: string, found: readonly FoundPlace[]): Promise<void> {
  await sql`
    insert into geocodes (query, found) values (${query}, ${JSON.stringify(found)}::jsonb)
    on conflict (query) do update set found = excluded.found, asked_at = now()`.execute(db)
}

/** Drops what is no longer recalled. */
export async function purgeGeocodes(db: Db, now: Date): Promise<void> {
  await sql`delete from geocodes where asked_at < ${now}::timestamptz - make_interval(days => ${KEPT_DAYS})`.execute(db)
}

/**
 * Takes the next turn at a service, so that two turns lie at least `everyMs` apart.
 *
 * @param withinMs  How long one is ready to wait.
 * @returns  Milliseconds to wait; undefined where the next turn is further away, and none was taken.
 */
export async function takePace(db: Db, name: string, everyMs: number, withinMs: number): Promise<number | undefined> {
  const { rows } = await sql<{ wait_ms: number }>`
    insert into paces as p (name, next_at) values (${name}, clock_timestamp() + make_interval(secs => ${everyMs / 1_000}))
    on conflict (name) do update set
      next_at = greatest(p.next_at, clock_timestamp()) + make_interval(secs => ${everyMs / 1_000})
      where p.next_at <= clock_timestamp() + make_interval(secs => ${withinMs / 1_000})
    returning greatest(0, extract(epoch from next_at - clock_timestamp()) * 1000 - ${everyMs})::float8 as wait_ms`.execute(
    db,
  )
  return rows[0]?.wait_ms
}
