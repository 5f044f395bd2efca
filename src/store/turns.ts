/**
 * A turn's way to and from the database: everything that waits for some people in one read, everything that their turns
 * brought about in one writing statement.
 */
import { sql } from 'kysely'
import type { WarmCase } from '../core/case.ts'
import type { TakenFile } from '../core/files.ts'
import type { ResidentEvent } from '../core/inbound.ts'
import type { LookedUp } from '../core/lookup.ts'
import type { Address } from '../core/network.ts'
import type { AboutCase, ConversationState, TurnInput } from '../core/turn.ts'
import { about, invited, tested, warmCasesAt } from './beside-turn.ts'
import type { Db, Trx } from './database.ts'
import { type Claimed, laneIsFree, type NewOutbound, outboundRows } from './outbox.ts'

/** Everything that waits for one person, and where their conversation stands. */
export interface WaitingTurn {
  readonly address: Address
  readonly inbox: readonly WaitingInbox[]
  /** 0 where there is no conversation yet. */
  readonly version: number
  readonly channel: string | null
  readonly state: ConversationState | undefined
  /** When time brings something about. */
  readonly wakeAt: Date | null
  readonly unreachable: boolean
  /** Set by staff; may be long past. */
  readonly blockedUntil: Date | null
  readonly onPanel: boolean
  /** Wants nothing but answers to their own cases. */
  readonly stopped: boolean
  readonly warmCases: readonly WarmCaseRow[]
  /** @see TurnInput.asked */
  readonly asked: TurnInput['asked'] | null
}

export interface WaitingInbox {
  readonly id: string
  readonly position: string
  /** Milliseconds since it was received. */
  readonly ageMs: number
  readonly event: ResidentEvent
  readonly files: readonly TakenFile[] | null
  readonly lookedUp: readonly LookedUp[] | null
  /** @see Heard.about */
  readonly about: AboutCase | null
}

/**
 * Reads what waits for these addresses, in the network's order. An address for which nothing waits is left out.
 *
 * @param warmSince  Cases with a word either way after this instant are warm, and surveys that closed after it are heard of.
 */
export async function loadTurns(
  db: Db,
  addresses: readonly string[],
  warmSince: Date,
): Promise<readonly WaitingTurn[]> {
  const { rows } = await sql<LoadedRow>`
    select i.lane, i.id, i.position, extract(epoch from now() - i.received_at)::float8 * 1000 as age_ms, i.event, i.files, i.looked_up, c.version, c.channel, c.state, c.wake_at, c.blocked_until,
      c.unreachable_since is not null as unreachable, c.stopped_at is not null as stopped, p.id is not null as on_panel,
      (${warmCasesAt('i.lane', warmSince)}) as cases, (${about}) as about, coalesce((${tested}), (${invited(warmSince)})) as asked
    from inbox i
    left join conversations c on c.address = i.lane
    left join members p on p.address = i.lane and p.left_at is null
    where i.lane = any(${addresses}::text[]) and i.done_at is null
    order by i.lane, i.position, i.id`.execute(db)

  const turns: WaitingTurn[] = []
  for (const [address, waiting] of Map.groupBy(rows, r => r.lane)) {
    const [first] = waiting
    if (!first) continue
    turns.push({
      address,
      version: first.version ?? 0,
      channel: first.channel,
      state: first.state ?? undefined,
      wakeAt: first.wake_at,
      unreachable: first.unreachable,
      blockedUntil: first.blocked_until,
      onPanel: first.on_panel,
      stopped: first.stopped,
      warmCases: first.cases ?? [],
      asked: first.asked,
      inbox: waiting.map(r => ({
        id: r.id,
        position: r.position,
        ageMs: r.age_ms,
        event: r.event,
        files: r.files,
        lookedUp: r.looked_up,
        about: r.about,
      })),
    })
  }
  return turns
}

export type WarmCaseRow = Omit<WarmCase, 'reference'>

interface LoadedRow {
  readonly lane: Address
  readonly id: string
  readonly position: string
  readonly age_ms: number
  readonly event: ResidentEvent
  readonly files: readonly TakenFile[] | null
  readonly looked_up: readonly LookedUp[] | null
  readonly about: AboutCase | null
  readonly version: number | null
  readonly channel: string | null
  readonly state: ConversationState | null
  readonly wake_at: Date | null
  readonly unreachable: boolean
  readonly blocked_until: Date | null
  readonly on_panel: boolean
  readonly stopped: boolean
  readonly cases: readonly WarmCaseRow[] | null
  readonly asked: TurnInput['asked'] | null
}

/** What one person's turn leaves behind. */
export interface FinishedTurn {
  readonly address: Address
  readonly network: string
  readonly channel: string | null
  /** The version that was read. */
  readonly version: number
  readonly state: ConversationState | undefined
  readonly wakeAt: Date | null
  readonly lastPosition: string
  readonly handled: readonly string[]
  /** True where nobody took up what was said: its words stay in the inbox as long as the row does, but for answers to surveys. */
  readonly keepsWords?: boolean
  readonly messages: readonly NewOutbound[]
}

export interface CommittedTurns {
  /** Addresses whose turn counts. The others were overtaken by another process: they start over. */
  readonly won: ReadonlySet<string>
  /** Messages for this process to send, in their order. */
  readonly claimed: readonly Claimed[]
}

/**
 * Commits turns: conversation, done marks and outbound messages in one statement, each turn guarded by its version.
 *
 * A turn is overtaken where another process committed first, or where something earlier came in that it has not seen.
 */
export async function commitTurns(
  db: Db | Trx,
  turns: readonly FinishedTurn[],
  process: number | null,
): Promise<CommittedTurns> {
  // Every process locks rows in the same order: no deadlocks.
  const sorted = turns.toSorted((a, b) => (a.address < b.address ? -1 : 1))
  const handled = sorted.flatMap(t => t.handled.map(id => ({ id, address: t.address, keeps: t.keepsWords ?? false })))
  const messages = sorted.flatMap(t => t.messages)
  const { rows } = await sql<CommitRow>`
    with turn as (
      select * from unnest(
        ${sorted.map(t => t.address)}::text[], ${sorted.map(t => t.network)}::text[], ${sorted.map(t => t.channel)}::text[],
        ${sorted.map(t => t.version)}::integer[], ${sorted.map(t => (t.state ? JSON.stringify(t.state) : null))}::jsonb[],
        ${sorted.map(t => t.lastPosition)}::bigint[], ${sorted.map(t => t.wakeAt)}::timestamptz[]) as t (address, network, channel, version, state, last_position, wake_at)),
    handled as (
      select * from unnest(${handled.map(h => h.id)}::bigint[], ${handled.map(h => h.address)}::text[], ${handled.map(h => h.keeps)}::boolean[]) as h (id, address, keeps)),
    won as (
      insert into conversations as c (address, network, channel, last_position, version, state, wake_at)
      select t.address, t.network, t.channel, t.last_position, t.version + 1, t.state, t.wake_at from turn t
      where not exists (
        select 1 from inbox i where i.lane = t.address and i.done_at is null and i.position < t.last_position
          and i.id not in (select h.id from handled h where h.address = t.address))
      order by t.address
      on conflict (address) do update set
        channel = coalesce(excluded.channel, c.channel), last_position = greatest(c.last_position, excluded.last_position),
        version = excluded.version, state = excluded.state, wake_at = excluded.wake_at
      where c.version = excluded.version - 1
      returning c.address),
    done as (
      update inbox i set done_at = now(), event = case when h.keeps and coalesce(i.event->'said'->>'token', '') not like 'sv.%' then i.event end, files = null, looked_up = null
      from handled h join won w on w.address = h.address where i.id = h.id),
    sent as (
      insert into outbox as o (network, lane, bulk, message, purpose, claimed_by)
      select m.network, m.lane, m.bulk, m.message, m.purpose, case when ${laneIsFree(process)} then ${process}::integer end
      from ${outboundRows(messages)} with ordinality as m (network, lane, bulk, message, purpose, n)
      join won w on w.address = m.lane
      order by m.n
      returning o.id, o.lane, o.created_at, o.claimed_by)
    select w.address, null::bigint as id, null::timestamptz as created_at, null::integer as claimed_by from won w
    union all
    select s.lane, s.id, s.created_at, s.claimed_by from sent s
    order by id nulls first`.execute(db)

  return readCommit(rows, messages)
}

interface CommitRow {
  readonly address: string
  readonly id: string | null
  readonly created_at: Date | null
  readonly claimed_by: number | null
}

/** The messages are still in memory: only their ids came back, per lane in the order they were given. */
function readCommit(rows: readonly CommitRow[], messages: readonly NewOutbound[]): CommittedTurns {
  const waiting = Map.groupBy(messages, m => m.lane)
  const won = new Set<string>()
  const claimed: Claimed[] = []
  for (const row of rows) {
    if (row.id === null) {
      won.add(row.address)
      continue
    }
    const message = waiting.get(row.address)?.shift()
    if (!message || row.claimed_by === null || !row.created_at) continue
    claimed.push({
      id: row.id,
      network: message.network,
      lane: message.lane,
      bulk: message.bulk ?? false,
      claimedBy: row.claimed_by,
      message: message.message,
      purpose: message.purpose ?? null,
      attempts: 0,
      mayHaveArrived: false,
      sentIds: [],
      createdAt: row.created_at,
    })
  }
  return { won, claimed }
}
