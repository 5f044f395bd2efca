/**
 * Everything that a case's card shows.
 */
import { sql } from 'kysely'
import type { CaseAnswer, CaseKind, CaseStatus, CloseReason, Helped, Where } from '../core/case.ts'
import type { CaseDetails } from '../core/case-details.ts'
import type { Address } from '../core/network.ts'
import type { RichText } from '../core/rich-text.ts'
import type { Colleague } from './case-work.ts'
import type { Db } from './database.ts'
import { questionOnCard } from './waiting.ts'

/** A case as its card shows it. */
export interface CaseOnCard {
  readonly id: string
  readonly kind: CaseKind
  /** Null for what staff brought in. */
  readonly address: Address | null
  readonly broughtBy?: Colleague
  /** As staff see it: a pseudonym where the place wants that. */
  readonly firstName: string
  readonly language: string
  readonly category?: string
  readonly department: string
  readonly visibility: 'public' | 'private'
  readonly words: RichText
  /** For staff alone. */
  readonly remark?: RichText
  readonly answers: readonly CaseAnswer[]
  readonly where?: Where
  readonly asset?: string
  readonly source?: string
  readonly status: CaseStatus
  readonly reason: CloseReason | null
  /** ISO date. */
  readonly plannedFor: string | null
  readonly assignee: Colleague | null
  /** Cases that the same resident opened before. */
  readonly earlier: number
  /** The resident cannot be reached at the moment. */
  readonly unreachable: boolean
  /** Set by staff; may be long past. */
  readonly blockedUntil: Date | null
  /** The number of the settled case that this one takes up again. */
  readonly follows?: string
  /** The number of the case as which this one goes on. */
  readonly mergedInto: string | null
  /** Who follows it beside its own resident. */
  readonly others: readonly string[]
  readonly details: CaseDetails
  /** Since then it waits for its resident, and its clocks stand still. */
  readonly waitingSince: Date | null
  /** What staff asked last, and what the resident said to it. */
  readonly question?: { readonly words: string; readonly answer: string | null } | undefined
  /** What the resident says of what became of it. */
  readonly helped: Helped | null
  /** Staff have told the resident something. */
  readonly answered: boolean
  readonly replyDueAt: Date
  readonly fixDueAt: Date
  /** Replies that wait for a second person. */
  readonly drafts: number
  /** What staff were told is overdue. */
  readonly late: readonly ('reply' | 'fix')[]
}

export async function caseOnCard(db: Db, caseId: string): Promise<CaseOnCard | undefined> {
  const row = await db
    .selectFrom('cases as k')
    .innerJoin('residents as r', 'r.id', 'k.resident_id')
    .leftJoin('conversations as c', 'c.address', 'k.address')
    .selectAll('k')
    .select(sql<boolean>`c.unreachable_since is not null`.as('unreachable'))
    .select(
      sql<number>`(select count(*) from cases e where e.resident_id = k.resident_id and e.id < k.id)::integer`.as(
        'earlier',
      ),
    )
    .select(
      sql<readonly string[]>`(select coalesce(array_agg(o.called order by f.since, f.address), '{}') from followers f
        join residents o on o.id = f.resident_id where f.case_id = k.id and f.address is distinct from k.address)`.as(
        'others',
      ),
    )
    .select(
      sql<number>`(select count(*) from replies d where d.case_id = k.id and d.state = 'draft')::integer`.as('drafts'),
    )
    .select(
      sql<readonly ('reply' | 'fix')[]>`array(
        select a.clock from case_alarms a where a.case_id = k.id and a.level = 'late'
          and a.due_at = case a.clock when 'reply' then k.reply_due_at else k.fix_due_at end)`.as('late'),
    )
    .select(['r.called', 'c.blocked_until', sql<string | null>`k.planned_for::text`.as('planned_day')])
    .where('k.id', '=', caseId)
    .executeTakeFirst()
  if (!row) return undefined
  const question = await questionOnCard(db, caseId)
  const { category, asset, source, latitude, longitude, place_words: words, area, place_is_landmark } = row
  const point = latitude === null || longitude === null ? undefined : { latitude, longitude }
  const where = {
    ...(point && { point }),
    ...(words !== null && { words }),
    ...(area !== null && { area }),
    ...(place_is_landmark && { landmark: true as const }),
  }
  return {
    id: row.id,
    kind: row.kind,
    address: row.address as Address | null,
    ...(row.brought_by !== null && { broughtBy: { id: row.brought_by, name: row.brought_by_name ?? row.brought_by } }),
    firstName: row.called,
    language: row.language,
    ...(category !== null && { category }),
    department: row.department,
    visibility: row.visibility,
    words: row.words,
    ...(row.remark !== null && { remark: row.remark }),
    answers: row.answers,
    ...((point || words !== null) && { where }),
    ...(asset !== null && { asset }),
    ...(source !== null && { source }),
    mergedInto: row.merged_into,
    others: row.others,
    details: {
      priority: row.priority,
      tags: row.tags,
      link: row.link === null || row.link_label === null ? null : { url: row.link, label: row.link_label },
      hiddenReason: row.hidden_reason,
    },
    status: row.status,
    reason: row.close_reason,
    plannedFor: row.planned_day,
    assignee: row.assignee === null ? null : { id: row.assignee, name: row.assignee_name ?? row.assignee },
    earlier: row.earlier,
    unreachable: row.unreachable,
    blockedUntil: row.blocked_until,
    ...(row.follows_id !== null && { follows: row.follows_id }),
    answered: row.answered_at !== null,
    replyDueAt: row.reply_due_at,
    fixDueAt: row.fix_due_at,
    waitingSince: row.waiting_since,
    ...(question && { question }),
    helped: row.helped,
    drafts: row.drafts,
    late: row.late,
  }
}
