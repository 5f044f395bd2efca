/**
 * Lets few at a time be written to who have no chat with us yet, on networks that bear no more. Everybody else goes at the
 * network's pace.
 */
import type { Address } from '../../core/network.ts'
import type { Trx } from '../../store/database.ts'
import { countNewChats, type DueTo, noteNewChats, spreadNewChats } from '../../store/panel/new-chats.ts'
import type { QueueingContext } from './sending-context.ts'

const HOUR_MS = 3_600_000

interface Hearer {
  readonly address: Address
  /** A private chat with them is there, or was opened before. */
  readonly hasChat: boolean
}

/**
 * Where some have to wait, so do all others who are due and have no chat, each until an hour in which there is room.
 *
 * @returns Who is written to now, in their order.
 */
export async function trickleChats<H extends Hearer>(
  trx: Trx,
  due: Omit<DueTo, 'now'>,
  hearers: readonly H[],
  { now, newChatsAnHour }: QueueingContext,
): Promise<readonly H[]> {
  const anHour = newChatsAnHour.get(due.network)
  const fresh = hearers.filter(({ hasChat }) => !hasChat)
  if (anHour === undefined || fresh.length === 0) return hearers
  const opened = await countNewChats(trx, due.network, now)
  const first = new Set(fresh.slice(0, Math.max(0, anHour - opened.length)))
  await noteNewChats(
    trx,
    due.network,
    [...first].map(({ address }) => address),
    now,
  )
  if (first.size < fresh.length) {
    const newest = first.size > 0 ? now : (opened[0] ?? now)
    await spreadNewChats(trx, { ...due, now }, { from: new Date(newest.getTime() + HOUR_MS), anHour })
  }
  return hearers.filter(hearer => hearer.hasChat || first.has(hearer))
}
