/**
 * What the resident of a case told us before it.
 */
import { sql } from 'kysely'
import type { CaseKind, CaseStatus, CloseReason } from '../core/case.ts'
import type { DeskThread } from '../core/outbound.ts'
import type { Db } from './database.ts'

export interface EarlierCase {
  readonly id: string
  readonly kind: CaseKind
  readonly category: string | null
  readonly status: CaseStatus
  readonly reason: CloseReason | null
  /** Where it is talked about now; absent until its card is posted. */
  readonly thread: DeskThread | null
}

/** The newest first. @param most  How many at most. */
export async function earlierCases(db: Db, caseId: string, most: number): Promise<readonly EarlierCase[]> {
  const { rows } = await sql<EarlierCase>`
    select e.id::text, e.kind, e.category, e.status, e.close_reason as reason, t.thread
    from cases k join cases e on e.resident_id = k.resident_id and e.id < k.id
    left join lateral (
      select jsonb_build_object('channel', channel, 'ts', ts) as thread
      from threads where case_id = e.id order by opened_at desc limit 1
    ) t on true
    where k.id = ${caseId} order by e.id desc limit ${most}`.execute(db)
  return rows
}
