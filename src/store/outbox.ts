/**
 * The outbox: messages that wait for a network, in one order per lane.
 */
import { sql } from 'kysely'
import type { Address, Network } from '../core/network.ts'
import type { Correction, DeskThread, Outbound, ToDesk, Withdrawal } from '../core/outbound.ts'
import { batched } from './batch.ts'
import type { Db, Trx } from './database.ts'

/** What the delivery of a row means to a case. Talk of a dialogue has none. */
export type Purpose =
  | { readonly kind: 'card'; readonly caseId: string }
  /** A post into the case's thread. */
  | { readonly kind: 'post'; readonly caseId: string }
  /** The resident is told the reference. */
  | { readonly kind: 'opened'; readonly caseId: string }
  /** A post into the case's thread that becomes a reply once it stands there. */
  | { readonly kind: 'answer'; readonly caseId: string; readonly answerId: string }
  /** Its words are those of this version. */
  | { readonly kind: 'reply' | 'correction'; readonly replyId: string; readonly version: number }
  | { readonly kind: 'withdrawal'; readonly replyId: string }
  /** Those who follow the case are told what became of it; `news` is the same for all of them. */
  | { readonly kind: 'news'; readonly caseId: string; readonly news: string }
  /** `thread`: of an earlier card than the newest. */
  | { readonly kind: 'cardUpdate'; readonly caseId: string; readonly thread?: DeskThread }

/**
 * What a row holds. A post for a case's thread learns where that is when it is sent, and a card's update what the card
 * says by then: so it is true however long it waited.
 */
export type Queued =
  | Exclude<Outbound, { kind: 'cardUpdate' | 'correction' | 'withdrawal' }>
  | CasePost
  | CardUpdate
  | Change
/** Which messages it is about is known when it is sent: by then the reply before it in its lane has gone out, or has not. */
export type Change = Omit<Correction, 'sent'> | Omit<Withdrawal, 'sent'>
export type CardUpdate = Pick<Extract<ToDesk, { kind: 'cardUpdate' }>, 'to' | 'kind'>
export type CasePost = Omit<Extract<ToDesk, { kind: 'post' }>, 'thread'>

/** A message before it has a row. */
export interface NewOutbound {
  readonly network: Network
  readonly lane: string
  readonly message: Queued
  readonly purpose?: Purpose
  readonly bulk?: boolean
}

/** A row that this process sends. */
export interface Claimed {
  readonly id: string
  readonly network: Network
  readonly lane: string
  readonly bulk: boolean
  readonly message: Queued
  readonly purpose: Purpose | null
  readonly attempts: number
  readonly mayHaveArrived: boolean
  readonly sentIds: readonly string[]
  readonly createdAt: Date
}

/** Ids of the case's messages share a lane, so that a card comes before what is said in its thread. */
export function caseLane(caseId: string): string {
  return `case:${caseId}`
}

/** Changes of one message share a lane of their own: what is said in a thread never waits for them. */
export function updateLane(of: string): string {
  return `update:${of}`
}

const claimedColumns = sql.raw(`
  o.id, o.network, o.lane, o.bulk, o.message, o.purpose, o.attempts, o.may_have_arrived as "mayHaveArrived",
  o.sent_ids as "sentIds", o.created_at as "createdAt"`)

/**
 * Queues messages in their order.
 *
 * A row whose lane is free, or held by this very process, is claimed for it at once and returned: it need not be
 * looked for. The others wait for `claimWaiting`.
 *
 * @param claimBy  The number of this process, or null to leave every row unclaimed.
 */
export async function queue(
  db: Db | Trx,
  messages: readonly NewOutbound[],
  claimBy: number | null,
): Promise<readonly Claimed[]> {
  if (messages.length === 0) return []
  const { rows } = await sql<Claimed & { readonly claimed: boolean }>`
    insert into outbox as o (network, lane, bulk, message, purpose, claimed_by)
    select m.network, m.lane, m.bulk, m.message, m.purpose, ${freeLaneOf(claimBy)}
    from ${outboundRows(messages)} with ordinality as m (network, lane, bulk, message, purpose, n)
    order by m.n
    returning ${claimedColumns}, o.claimed_by is not null as claimed`.execute(db)
  return rows.filter(r => r.claimed)
}

/** @internal The rows to queue, as a set that `queue` and the commit of a turn insert from. */
export function outboundRows(messages: readonly NewOutbound[]) {
  return sql`unnest(
    ${messages.map(m => m.network)}::text[], ${messages.map(m => m.lane)}::text[],
    ${messages.map(m => m.bulk ?? false)}::boolean[], ${messages.map(m => JSON.stringify(m.message))}::jsonb[],
    ${messages.map(m => (m.purpose ? JSON.stringify(m.purpose) : null))}::jsonb[])`
}

/** @internal This process's number where the lane of `m` holds nothing of another's; an expression over `m.lane`. */
export function freeLaneOf(claimBy: number | null) {
  return sql`case when not exists (
    select 1 from outbox e where e.lane = m.lane and e.settled_at is null and e.claimed_by is distinct from ${claimBy}::integer
  ) then ${claimBy}::integer end`
}

/**
 * Claims the first waiting row of each lane, conversation before bulk, whose claimant is gone or that never had one.
 *
 * Rows of this very process that it does not have in hand count as left behind after 10 s: a commit whose answer was lost.
 *
 * @param claim.except  Rows that this process has in hand.
 */
export async function claimWaiting(
  db: Db,
  claim: { readonly network: Network; readonly by: number; readonly limit: number; readonly except: readonly string[] },
): Promise<readonly Claimed[]> {
  const { rows } = await sql<Claimed>`
    with alive as materialized (
      select l.objid::integer as number from pg_locks l
      where l.locktype = 'advisory' and l.classid = ${PROCESS_LOCKS} and l.granted
        and l.database = (select oid from pg_database where datname = current_database())),
    head as (
      select h.id from outbox h
      where h.network = ${claim.network} and h.settled_at is null and h.parked_for is null and h.due_at <= now()
        and (h.claimed_by is null or h.claimed_by not in (select number from alive)
          or (h.claimed_by = ${claim.by} and h.due_at < now() - interval '10 seconds'))
        and h.id <> all(${claim.except}::bigint[])
        and not exists (
          select 1 from outbox e where e.lane = h.lane and e.settled_at is null and e.id < h.id)
      order by h.bulk, h.id
      limit ${claim.limit}
      for update skip locked)
    update outbox o set claimed_by = ${claim.by}, may_have_arrived = o.may_have_arrived or o.claimed_by is not null
    from head where o.id = head.id
    returning ${claimedColumns}`.execute(db)
  return rows.toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)))
}

/** Class of the advisory locks that living processes hold on their numbers. */
export const PROCESS_LOCKS = 7_001

/** Gives a row back, to be tried again at `dueInMs` from now, and with it the rows `behind` it in its lane. */
export async function putBack(
  db: Db,
  row: {
    readonly id: string
    readonly dueInMs: number
    readonly attempts: number
    readonly mayHaveArrived: boolean
    readonly failure: string | null
  },
  behind: readonly string[],
): Promise<void> {
  await sql`
    update outbox set claimed_by = null,
      due_at = case when id = ${row.id} then now() + ${row.dueInMs} * interval '1 millisecond' else due_at end,
      attempts = case when id = ${row.id} then ${row.attempts}::integer else attempts end,
      may_have_arrived = case when id = ${row.id} then ${row.mayHaveArrived}::boolean else may_have_arrived end,
      failure = case when id = ${row.id} then ${row.failure}::text else failure end
    where id = any(${[row.id, ...behind]}::bigint[]) and settled_at is null`.execute(db)
}

/**
 * Takes what a reply was to say out of the outbox, where nobody has begun to send it.
 *
 * @returns The addresses that will not get it.
 */
export async function takeBack(trx: Trx, replyId: string): Promise<readonly Address[]> {
  const { rows } = await sql<{ address: Address }>`
    delete from outbox where settled_at is null and claimed_by is null and not may_have_arrived and sent_ids = '[]'
      and purpose->>'kind' = 'reply' and coalesce(purpose->>'replyId', purpose->>'news') = ${replyId}
    returning lane as address`.execute(trx)
  return rows.map(row => row.address)
}

/** Notes the parts that went out, so that a row that is taken up again goes on where it stopped. */
export async function saveSentParts(db: Db, id: string, sentIds: readonly string[]): Promise<void> {
  await sql`
    update outbox set sent_ids = ${JSON.stringify(sentIds)}::jsonb, may_have_arrived = false where id = ${id}`.execute(
    db,
  )
}

export interface Settled {
  readonly id: string
  readonly outcome: 'sent' | 'failed' | 'unknown'
  readonly sentIds: readonly string[]
  readonly failure: string | null
}

/**
 * Settles rows; of what was sent, only the network's ids stay. Those of messages to a resident about a case are kept with
 * the case as well, every part of a long one in its order.
 */
export async function settle(db: Db | Trx, rows: readonly Settled[]): Promise<void> {
  await sql`
    with settled as (
    update outbox o set settled_at = now(), outcome = s.outcome, sent_ids = s.sent_ids, failure = s.failure,
      message = case when s.outcome = 'sent' then null else o.message end
    from unnest(${rows.map(r => r.id)}::bigint[], ${rows.map(r => r.outcome)}::text[],
      ${rows.map(r => JSON.stringify(r.sentIds))}::jsonb[], ${rows.map(r => r.failure)}::text[]) as s (id, outcome, sent_ids, failure)
    where o.id = s.id and o.settled_at is null
    returning o.id, o.purpose, o.sent_ids)
    insert into case_messages (address, message_id, case_id, reply_id)
    select was.message->>'address', one.id, coalesce(r.case_id, (s.purpose->>'caseId')::bigint), r.id
    from settled s
    join outbox was on was.id = s.id
    left join replies r on r.id = (s.purpose->>'replyId')::bigint
    cross join lateral jsonb_array_elements_text(s.sent_ids) with ordinality as part (ids, n)
    cross join lateral string_to_table(part.ids, ' ') as one (id)
    where s.purpose->>'kind' in ('opened', 'reply', 'correction', 'news') and one.id <> ''
    order by s.id, part.n
    on conflict do nothing`.execute(db)
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

export interface OutboxDepth {
  readonly network: Network
  readonly bulk: boolean
  readonly depth: number
  /** Of them, those that wait for a closed door. */
  readonly parked: number
  readonly oldestSeconds: number
}

/** How much waits, and since when: for the metrics. */
export async function outboxDepth(db: Db): Promise<readonly OutboxDepth[]> {
  const { rows } = await sql<OutboxDepth>`
    select network, bulk, count(*)::integer as depth, count(parked_for)::integer as parked,
      extract(epoch from now() - min(created_at))::double precision as "oldestSeconds"
    from outbox where settled_at is null group by network, bulk`.execute(db)
  return rows
}

/** Drops settled rows older than `days`. */
export async function purgeOutbox(db: Db, now: Date, days: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from outbox where settled_at < ${now}::timestamptz - make_interval(days => ${days})`.execute(db)
  return Number(numAffectedRows ?? 0n)
}
