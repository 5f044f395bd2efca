/**
 * What staff note on a case for each other.
 */
import type { Priority } from '../core/case.ts'
import type { CaseDetails } from '../core/case-details.ts'
import type { Db, Trx } from './database.ts'

export async function detailsOf(db: Db, caseId: string): Promise<CaseDetails | undefined> {
  const row = await db
    .selectFrom('cases')
    .select(['priority', 'tags', 'link', 'link_label', 'hidden_reason'])
    .where('id', '=', caseId)
    .executeTakeFirst()
  if (!row) return undefined
  const { priority, tags, link: url, link_label: label } = row
  return {
    priority,
    tags,
    link: url === null || label === null ? null : { url, label },
    hiddenReason: row.hidden_reason,
  }
}

export async function setDetails(trx: Trx, caseId: string, details: CaseDetails): Promise<void> {
  await trx
    .updateTable('cases')
    .set({
      priority: details.priority,
      tags: details.tags,
      link: details.link?.url ?? null,
      link_label: details.link?.label ?? null,
      hidden_reason: details.hiddenReason,
    })
    .where('id', '=', caseId)
    .execute()
}

export async function setPriority(trx: Trx, caseId: string, priority: Priority): Promise<void> {
  await trx.updateTable('cases').set({ priority }).where('id', '=', caseId).execute()
}
