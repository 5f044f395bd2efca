/**
 * The outbox: messages that wait for a network, in one order per lane.
 */
import { sql } from 'kysely'
import type { Address, Network } from '../core/network.ts'
import type { Correction, DeskThread, Outbound, ToDesk, Withdrawal } from '../core/outbound.ts'
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
  /** A post into the case's thread with which approvers are asked about these words of a reply. */
  | { readonly kind: 'draft'; readonly caseId: string; readonly draft: string; readonly version: number }
  /** Its words are those of this version. */
  | { readonly kind: 'reply' | 'correction'; readonly replyId: string; readonly version: number }
  | { readonly kind: 'withdrawal'; readonly replyId: string }
  /** Those who follow the case are told what became of it; `news` is the same for all of them. */
  | { readonly kind: 'news'; readonly caseId: string; readonly news: string }
  /** `thread`: of an earlier card than the newest. */
  | { readonly kind: 'cardUpdate'; readonly caseId: string; readonly thread?: DeskThread }
  /** Somebody is asked something, or reminded of it (`again`). */
  | {
      readonly kind: 'invitation'
      readonly waveId: string
      readonly memberId: string
      readonly again?: true
      /** ISO instant at which they were last asked before, as their member's record said. */
      readonly askedBefore?: string
    }
  /** Somebody is told what came of a survey. */
  | { readonly kind: 'outcome'; readonly outcomeId: string; readonly memberId: string }
  /** What staff are asked about before that. */
  | { readonly kind: 'outcomePost'; readonly outcomeId: string }
  /** The message of a survey; and, below it, those of a wave: how far it is, and its results. */
  | { readonly kind: 'survey'; readonly survey: string }
  /** What else staff have to read of a survey, there or in the panel's channel. */
  | { readonly kind: 'surveyPost'; readonly survey: string }
  | { readonly kind: 'waveLine' | 'results'; readonly waveId: string }
  /** Somebody of staff tests a survey in their own chat: told where it does not get there. */
  | { readonly kind: 'surveyTest'; readonly user: string }
  /** The post of a wave in a channel of residents: whether it stands there now. */
  | { readonly kind: 'wavePost'; readonly waveId: string; readonly channel: string }
  /** The invitation to the panel in one; `user` posted it. */
  | { readonly kind: 'panelPost'; readonly channel: string; readonly user: string }
  /** Photos that members answered with, to one of staff: random names of the answers, in the order of the files. */
  | { readonly kind: 'photos'; readonly answers: readonly string[] }
  /** What somebody is told about their answers: nothing of it stays, whatever became of it. */
  | { readonly kind: 'answered' }

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
  /** The number of the process that it was claimed for. Whoever has another by now sends it no more. */
  readonly claimedBy: number
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

/** @internal What `Claimed` is made of, of the outbox `o`. */
export const claimedColumns = sql.raw(`
  o.id, o.network, o.lane, o.bulk, o.claimed_by as "claimedBy", o.message, o.purpose, o.attempts, o.may_have_arrived as "mayHaveArrived",
  o.sent_ids as "sentIds", o.created_at as "createdAt"`)

/**
 * Where a message keeps its place among what is new there: cards of one channel go out in the order of their cases, though
 * each case is a lane of its own. Null for all else, which waits in its lane alone.
 */
export function placeIn(message: Queued): string | null {
  return message.to === 'desk' && message.kind === 'card' ? message.channel : null
}

/**
 * Queues messages in their order.
 *
 * A row whose lane is free, or held by this very process, is claimed for it at once and returned: it need not be
 * looked for. The others wait for `claimWaiting`. So does a card that another of its channel is before, and what follows
 * it in its lane: whose turn it is after that one, the database says, to all processes.
 *
 * @param claimBy  The number of this process, or null to leave every row unclaimed.
 */
export async function queue(
  db: Db | Trx,
  messages: readonly NewOutbound[],
  claimBy: number | null,
): Promise<readonly Claimed[]> {
  if (messages.length === 0) return []
  const { rows } = await sql<Claimed | Unclaimed>`
    insert into outbox as o (network, lane, channel, bulk, message, purpose, claimed_by)
    select m.network, m.lane, m.channel, m.bulk, m.message, m.purpose,
      case when ${laneIsFree(claimBy)} and bool_and(m.first) over (partition by m.lane order by m.n) then ${claimBy}::integer end
    from (
      select m.*, p.channel, p.channel is null or (row_number() over (partition by p.channel order by m.n) = 1
        and not exists (
          select 1 from outbox e where e.channel = p.channel and e.settled_at is null and e.parked_for is null)) as first
      from ${outboundRows(messages)} with ordinality as m (network, lane, bulk, message, purpose, n)
      join unnest(${messages.map(m => placeIn(m.message))}::text[]) with ordinality as p (channel, n) on p.n = m.n) m
    order by m.n
    returning ${claimedColumns}`.execute(db)
  return rows.filter(r => r.claimedBy !== null)
}

type Unclaimed = Omit<Claimed, 'claimedBy'> & { readonly claimedBy: null }

/** @internal The rows to queue, as a set that `queue` and the commit of a turn insert from. */
export function outboundRows(messages: readonly NewOutbound[]) {
  return sql`unnest(
    ${messages.map(m => m.network)}::text[], ${messages.map(m => m.lane)}::text[],
    ${messages.map(m => m.bulk ?? false)}::boolean[], ${messages.map(m => JSON.stringify(m.message))}::jsonb[],
    ${messages.map(m => (m.purpose ? JSON.stringify(m.purpose) : null))}::jsonb[])`
}

/** @internal Whether the lane of `m` holds nothing of another's than `claimBy` that goes before it. */
export function laneIsFree(claimBy: number | null) {
  return sql`not exists (
    select 1 from outbox e where e.lane = m.lane and e.settled_at is null and e.claimed_by is distinct from ${claimBy}::integer
      and not (m.bulk is false and ${isUnasked}))`
}

/** @internal Whether `e` comes unasked: no word of a talk waits for it, however long a network keeps it back. */
export const isUnasked = sql.raw(`(e.bulk and coalesce(e.purpose->>'kind' in ('invitation', 'outcome'), false))`)

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
    update outbox set sent_ids = ${JSON.stringify(sentIds)}::jsonb, may_have_arrived = bulk where id = ${id}`.execute(
    db,
  )
}

/** How many messages that come unasked wait for a network. */
export async function unaskedWaiting(db: Db, network: Network, kind: 'invitation' | 'outcome'): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from outbox
    where network = ${network} and bulk and settled_at is null and purpose->>'kind' = ${kind}`.execute(db)
  return rows[0]?.count ?? 0
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
