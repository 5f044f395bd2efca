/**
 * What went wrong of late, counted: no words of anybody's.
 */
import { sql } from 'kysely'
import type { Db } from './database.ts'

export interface Failures {
  readonly what: 'failed' | 'unknown' | 'setAside'
  readonly network: string
  readonly count: number
  readonly latest: Date
}

/** Messages that were given up, and events that no turn could handle. */
export async function failuresSince(db: Db, since: Date): Promise<readonly Failures[]> {
  const { rows } = await sql<Failures>`
    select outcome as what, network, count(*)::integer as count, max(settled_at) as latest from outbox
    where outcome in ('failed', 'unknown') and settled_at >= ${since} group by outcome, network
    union all
    select 'setAside', network, count(*)::integer, max(done_at) from inbox
    where failure is not null and done_at >= ${since} group by network
    order by 4 desc`.execute(db)
  return rows
}
