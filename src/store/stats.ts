/**
 * Figures of what came in and what became of it.
 */
import { sql } from 'kysely'
import type { Helped } from '../core/case.ts'
import type { ReplyKind } from '../core/reply-kinds.ts'
import type { Db } from './database.ts'
import { countDrafts } from './drafts.ts'
import type { Seen } from './search.ts'

/** How long something took, in seconds; both null where nothing did. */
export interface Durations {
  /** Of how many. */
  readonly count: number
  readonly median: number | null
  /** Nine of ten took no longer. */
  readonly nineTenths: number | null
}

export interface Stats {
  /** Cases opened in the period; all else is of them. */
  readonly received: number
  readonly open: number
  readonly overdue: number
  /** Replies that wait for a second person now, whenever their case was opened. */
  readonly drafts: number
  /** From opening to the first word of staff, for those that have had one. */
  readonly firstReply: Durations
  /** From opening to its end, for those that are fixed or answered. */
  readonly fixed: Durations
  /** What residents said of it, who were asked. */
  readonly helped: Readonly<Record<Helped, number>>
  readonly asked: number
  /** Of replies, by kind; null for those written in the thread, without one. */
  readonly kinds: readonly { readonly kind: ReplyKind | null; readonly count: number }[]
}

type Row = Omit<Stats, 'firstReply' | 'fixed' | 'helped' | 'kinds' | 'drafts'> &
  Readonly<Record<Helped, number>> & {
    readonly answered: number
    readonly answered_in: readonly number[] | null
    readonly fixed: number
    readonly fixed_in: readonly number[] | null
  }

export async function statsOf(db: Db, seen: Seen, since: Date, now: Date): Promise<Stats> {
  const chosen = sql`k.opened_at >= ${since} and ${seen === 'all' ? sql`true` : sql`k.department = any(${seen}::text[])`}`
  const took = (end: string) => sql`extract(epoch from ${sql.ref(end)} - k.opened_at)::float8`
  const [drafts, figures, kinds] = await Promise.all([
    countDrafts(db, seen),
    sql<Row>`
      select count(*)::integer as received,
        count(*) filter (where k.closed_at is null)::integer as open,
        count(*) filter (where k.closed_at is null and k.waiting_since is null
          and least(k.fix_due_at, case when k.answered_at is null then k.reply_due_at end) <= ${now})::integer as overdue,
        count(k.answered_at)::integer as answered,
        percentile_cont(array[0.5, 0.9]) within group (order by ${took('k.answered_at')}) as answered_in,
        count(*) filter (where k.status = 'fixed')::integer as fixed,
        percentile_cont(array[0.5, 0.9]) within group (order by ${took('k.closed_at')})
          filter (where k.status = 'fixed') as fixed_in,
        count(k.asked_if_helped_at)::integer as asked,
        count(*) filter (where k.helped = 'yes')::integer as yes,
        count(*) filter (where k.helped = 'partly')::integer as partly,
        count(*) filter (where k.helped = 'no')::integer as no
      from cases k where ${chosen}`.execute(db),
    sql<Stats['kinds'][number]>`
      select r.kind, count(*)::integer as count from replies r join cases k on k.id = r.case_id
      where ${chosen} and r.state = 'sent' group by r.kind order by 2 desc, 1`.execute(db),
  ])
  const { answered, answered_in, fixed, fixed_in, yes, partly, no, ...rest } = figures.rows[0]!
  return {
    ...rest,
    drafts,
    firstReply: durations(answered, answered_in),
    fixed: durations(fixed, fixed_in),
    helped: { yes, partly, no },
    kinds: kinds.rows,
  }
}

function durations(count: number, found: readonly number[] | null): Durations {
  const [median = null, nineTenths = null] = found ?? []
  return { count, median, nineTenths }
}
