/**
 * Private chats that we open with people who never wrote to us: networks take a bot for spam that opens many.
 */
import { sql } from 'kysely'
import type { Address, Network } from '../../core/network.ts'
import type { Db, Trx } from '../database.ts'

/** @internal Whether a chat with the person of conversation `c` is there, or was opened before. */
export const hasChat = sql<boolean>`(c.channel is not null or exists (select 1 from new_chats n where n.address = c.address))`

/** How many were opened with people of a network since then. */
export async function newChatsSince(trx: Trx, network: Network, since: Date): Promise<number> {
  const { count } = await trx
    .selectFrom('new_chats')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('network', '=', network)
    .where('at', '>', since)
    .executeTakeFirstOrThrow()
  return count
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
    .onConflict(conflict => conflict.doNothing())
    .execute()
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
