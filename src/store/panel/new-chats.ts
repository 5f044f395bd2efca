/**
 * Private chats that we open with people who never wrote to us: networks take a bot for spam that opens many. They are
 * counted here, over all processes and restarts, whatever they are opened for.
 */
import { sql } from 'kysely'
import type { ChatOpening } from '../../core/adapter.ts'
import type { Address, Network } from '../../core/network.ts'
import type { Db, Trx } from '../database.ts'

/** @internal Whether a chat with the person of conversation `c` is there, or was opened before. */
export const hasChat = sql<boolean>`(c.channel is not null or exists (select 1 from new_chats n where n.address = c.address))`

/** Class of the advisory locks on networks whose new chats somebody counts. */
const COUNTING_LOCKS = 7_003
const HOUR_MS = 3_600_000

/** When those of the last hour were opened, the newest first. Nobody else opens one before the end of the transaction. */
export async function countNewChats(trx: Trx, network: Network, now: Date): Promise<readonly Date[]> {
  await sql`select pg_advisory_xact_lock(${COUNTING_LOCKS}, hashtext(${network}))`.execute(trx)
  const rows = await trx
    .selectFrom('new_chats')
    .select(sql<Date>`at`.as('at'))
    .where('network', '=', network)
    .where('at', '>', new Date(now.getTime() - HOUR_MS))
    .orderBy('at', 'desc')
    .execute()
  return rows.map(({ at }) => at)
}

/** @see Doors.mayOpen */
export async function openChat(
  db: Db,
  { address, network, anHour, now }: { address: Address; network: Network; anHour: number; now: Date },
): Promise<ChatOpening> {
  return db.transaction().execute(async trx => {
    const known = await trx
      .selectFrom('conversations')
      .select('channel')
      .where('address', '=', address)
      .executeTakeFirst()
    if (known?.channel != null) return { kind: 'known', channel: known.channel }
    const opened = await countNewChats(trx, network, now)
    const before = await trx
      .selectFrom('new_chats')
      .select('address')
      .where('address', '=', address)
      .where('at', '>', new Date(now.getTime() - HOUR_MS))
      .executeTakeFirst()
    if (before) return { kind: 'open' }
    const oldest = opened[anHour - 1]
    if (oldest) return { kind: 'wait', ms: oldest.getTime() + HOUR_MS - now.getTime() }
    await noteNewChats(trx, network, [address], now)
    return { kind: 'open' }
  })
}

export async function noteNewChats(
  trx: Trx,
  network: Network,
  addresses: readonly Address[],
  now: Date,
): Promise<void> {
  if (addresses.length === 0) return
  await trx
    .insertInto('new_chats')
    .values(addresses.map(address => ({ address, network, at: now })))
    .onConflict(conflict => conflict.column('address').doUpdateSet({ at: now }))
    .execute()
}

/** Whom something is due to: the members of a wave who are to be asked, or the hearers of an outcome. */
export interface DueTo {
  readonly table: 'invitations' | 'outcome_hearers'
  /** Of the wave, or of the outcome. */
  readonly id: string
  readonly network: Network
  readonly now: Date
}

/** In one statement: so many are more than any of them lives to be asked. */
const TOGETHER = 20_000

/**
 * Everybody to whom something is due, and who has no chat with us, waits for an hour of their own: `anHour` of them each, the
 * longest due first. So who has to wait is touched once, and not whenever somebody looks.
 *
 * @param from  When the first of these hours begins.
 */
export async function spreadNewChats(
  trx: Trx,
  { table, id, network, now }: DueTo,
  { from, anHour }: { readonly from: Date; readonly anHour: number },
): Promise<void> {
  const about = sql.ref(table === 'invitations' ? 'wave_id' : 'outcome_id')
  await sql`
    with fresh as (
      select i.member_id, i.due_at
      from ${sql.table(table)} i join members m on m.id = i.member_id join conversations c on c.address = m.address
      where i.network = ${network} and i.${about} = ${id} and i.state = 'due' and i.due_at <= ${now}::timestamptz
        and not ${hasChat}
      order by i.due_at, i.member_id limit ${TOGETHER} for update of i skip locked),
    numbered as (select member_id, row_number() over (order by due_at, member_id) - 1 as n from fresh)
    update ${sql.table(table)} i set due_at = ${from}::timestamptz + n.n / ${anHour}::integer * interval '1 hour'
    from numbered n where i.${about} = ${id} and i.member_id = n.member_id`.execute(trx)
}

/** How many of those who are still to be asked at a network have no chat with us. */
export async function newChatsToCome(trx: Trx, waveId: string, network: Network): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count
    from invitations i join members m on m.id = i.member_id join conversations c on c.address = m.address
    where i.wave_id = ${waveId} and i.network = ${network} and i.state = 'due' and not ${hasChat}`.execute(trx)
  return rows[0]?.count ?? 0
}

/**
 * Drops what nobody asks for any more: of who wrote to us since, and of who is not on the panel. The last day stays, for it
 * is counted.
 */
export async function purgeNewChats(db: Db, now: Date): Promise<void> {
  await sql`
    delete from new_chats n
    where n.at < ${now}::timestamptz - interval '1 day' and not exists (
      select 1 from members m join conversations c on c.address = m.address
      where m.address = n.address and m.left_at is null and c.channel is null)`.execute(db)
}
