/**
 * Who has which open cases.
 */
import { sql } from 'kysely'
import type { Db } from './database.ts'

export interface Assigned {
  readonly caseId: string
  readonly department: string
  /** Slack user id. */
  readonly assignee: string
  /** Channels in which the case has a thread. */
  readonly channels: readonly string[]
}

/** @param assignee  Default: everybody's. */
export async function openAssigned(db: Db, assignee?: string): Promise<readonly Assigned[]> {
  const { rows } = await sql<Assigned>`
    select k.id as "caseId", k.department, k.assignee,
      array(select distinct t.channel from threads t where t.case_id = k.id) as channels
    from cases k
    where k.closed_at is null and k.assignee is not null
      and (${assignee ?? null}::text is null or k.assignee = ${assignee ?? null})
    order by k.id`.execute(db)
  return rows
}
