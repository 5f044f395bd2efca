/**
 * How rows of the outbox end, and what is noted with it in the same statement.
 */
import { type RawBuilder, sql } from 'kysely'
import { batched } from './batch.ts'
import type { Db, Trx } from './database.ts'
import type { Purpose } from './outbox.ts'

export interface Settled {
  readonly id: string
  /** The row's purpose. */
  readonly kind: Purpose['kind'] | null
  readonly outcome: 'sent' | 'failed' | 'unknown'
  readonly sentIds: readonly string[]
  readonly failure: string | null
  /** The resident cannot be reached at this address any more. */
  readonly unreachable?: boolean
}

/**
 * Settles rows; of what was sent, only the network's ids stay. Those of messages to a resident about a case are kept with
 * the case as well, every part of a long one in its order; an invitation stands as its message does, and who is told an
 * outcome as theirs.
 */
export async function settle(db: Db | Trx, rows: readonly Settled[]): Promise<void> {
  const settled = sql`
    update outbox o set settled_at = now(), outcome = s.outcome, sent_ids = s.sent_ids, failure = s.failure,
      message = case when s.outcome = 'sent' or o.purpose->>'kind' in ('answered', 'photos') then null else o.message end
    from unnest(${rows.map(r => r.id)}::bigint[], ${rows.map(r => r.outcome)}::text[],
      ${rows.map(r => JSON.stringify(r.sentIds))}::jsonb[], ${rows.map(r => r.failure)}::text[],
      ${rows.map(r => r.unreachable ?? false)}::boolean[]) as s (id, outcome, sent_ids, failure, unreachable)
    where o.id = s.id and o.settled_at is null`
  const notes = notesWith(rows)
  // Most rows are plain talk: for them Postgres need not plan what has nothing to do.
  if (notes.length === 0) await settled.execute(db)
  else
    await sql`
      with settled as (${settled} returning o.id, o.lane, o.purpose, o.sent_ids, o.outcome, s.unreachable), ${sql.join(notes)}
      select 1`.execute(db)
}

/** What is noted with rows of these kinds, each from what the outbox says of them. */
function notesWith(rows: readonly Settled[]): readonly RawBuilder<unknown>[] {
  const kinds = new Set(rows.map(({ kind }) => kind))
  return [
    ...(kinds.has('invitation') ? [invited] : []),
    ...(kinds.has('outcome') ? [heard] : []),
    ...(ABOUT_CASES.some(kind => kinds.has(kind)) ? [kept] : []),
  ]
}

const ABOUT_CASES = ['opened', 'reply', 'correction', 'news'] as const satisfies readonly Purpose['kind'][]

const state = sql`case when s.outcome <> 'failed' then s.outcome when s.unreachable then 'unreachable' else 'refused' end`

const isReminder = sql.raw(`(s.purpose ? 'again')`)

const invited = sql`invited as (
  update invitations i set state = case when ${isReminder} then i.state else ${state} end,
    reminder = case when ${isReminder} then ${state} else i.reminder end
  from settled s
  where s.purpose->>'kind' = 'invitation' and case when ${isReminder} then i.reminder else i.state end = 'queued'
    and i.wave_id = (s.purpose->>'waveId')::bigint and i.member_id = (s.purpose->>'memberId')::bigint)`

const heard = sql`heard as (
  update outcome_hearers h set state = ${state}
  from settled s
  where s.purpose->>'kind' = 'outcome' and h.state = 'queued'
    and h.outcome_id = (s.purpose->>'outcomeId')::bigint and h.member_id = (s.purpose->>'memberId')::bigint)`

// The lane of what a resident is told is their address.
const kept = sql`kept as (
  insert into case_messages (address, message_id, case_id, reply_id)
  select s.lane, one.id, coalesce(r.case_id, (s.purpose->>'caseId')::bigint), r.id
  from settled s
  left join replies r on r.id = (s.purpose->>'replyId')::bigint
  cross join lateral jsonb_array_elements_text(s.sent_ids) with ordinality as part (ids, n)
  cross join lateral string_to_table(part.ids, ' ') as one (id)
  where s.purpose->>'kind' in (${sql.join(ABOUT_CASES.map(kind => sql.lit(kind)))}) and one.id <> ''
  order by s.id, part.n
  on conflict do nothing)`

/**
 * Of the changes of one message that wait, all but the newest are settled: it says what they said, or something truer.
 *
 * @returns The id of the newest; undefined where none waits.
 */
export async function settleReplaced(db: Db, lane: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string | null }>`
    with newest as (select max(id) as id from outbox where lane = ${lane} and settled_at is null),
    replaced as (
      update outbox o set settled_at = now(), outcome = 'sent', message = null
      from newest n where o.lane = ${lane} and o.settled_at is null and o.id < n.id)
    select id from newest`.execute(db)
  return rows[0]?.id ?? undefined
}

/** Settles the changes of one message that wait behind this one, which is still to be filled in. */
export async function settleBehind(
  db: Db,
  { id, lane }: { readonly id: string; readonly lane: string },
): Promise<void> {
  await sql`
    update outbox set settled_at = now(), outcome = 'sent', message = null
    where lane = ${lane} and settled_at is null and id > ${id}`.execute(db)
}

/** Settles what needs no further act, many rows in one round trip. */
export function createSettler(db: Db): (row: Settled) => Promise<void> {
  return batched(
    async rows => {
      await settle(db, rows)
      return rows.map(() => undefined)
    },
    { size: 500 },
  )
}
