/**
 * Conversations for which time has something to do.
 */
import { sql } from 'kysely'
import type { Address } from '../core/network.ts'
import type { ConversationState } from '../core/turn.ts'
import { warmCasesAt } from './beside-turn.ts'
import type { Db } from './database.ts'
import type { WaitingTurn, WarmCaseRow } from './turns.ts'

/**
 * Reads the next page of them, by address. Who has just written is left out: their turn sees by itself how late it is.
 *
 * @param warmSince  Cases with a word either way after this instant are warm.
 * @param page.after  The last address of the page before.
 */
export async function loadIdleTalks(
  db: Db,
  now: Date,
  warmSince: Date,
  page: { readonly after: string; readonly limit: number },
): Promise<readonly WaitingTurn[]> {
  const { rows } = await sql<IdleRow>`
    select c.address, c.version, c.channel, c.state, c.wake_at, c.blocked_until, c.unreachable_since is not null as unreachable, c.stopped_at is not null as stopped, p.id is not null as on_panel, w.cases
    from conversations c
    left join members p on p.address = c.address and p.left_at is null
    left join lateral (${warmCasesAt('c.address', warmSince)}) w on true
    where c.wake_at <= ${now} and c.address > ${page.after}
      and not exists (select 1 from inbox i where i.lane = c.address and i.done_at is null)
    order by c.address
    limit ${page.limit}`.execute(db)
  return rows.map(({ wake_at: wakeAt, blocked_until: blockedUntil, on_panel: onPanel, state, cases, ...row }) => ({
    ...row,
    state: state ?? undefined,
    wakeAt,
    blockedUntil,
    onPanel,
    warmCases: cases ?? [],
    asked: null,
    inbox: [],
  }))
}

interface IdleRow {
  readonly address: Address
  readonly version: number
  readonly channel: string | null
  readonly state: ConversationState | null
  readonly wake_at: Date
  readonly unreachable: boolean
  readonly blocked_until: Date | null
  readonly on_panel: boolean
  readonly stopped: boolean
  readonly cases: readonly WarmCaseRow[] | null
}
