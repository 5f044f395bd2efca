/**
 * Lets few at a time be written to who have no chat with us yet, on networks that bear no more. Everybody else goes at the
 * network's pace.
 */
import type { Address, Network } from '../../core/network.ts'
import type { Trx } from '../../store/database.ts'
import { newChatsSince, noteNewChats } from '../../store/panel/new-chats.ts'
import type { QueueingContext } from './sending-context.ts'

const HOUR_MS = 3_600_000
/** Who has to wait is looked at again after this. */
const LATER_MS = 600_000

interface Hearer {
  readonly memberId: string
  readonly address: Address
  /** A private chat with them is there, or was opened before. */
  readonly hasChat: boolean
}

/** @returns Who is written to now, in their order, and who is looked at again when. */
export async function trickleChats<H extends Hearer>(
  trx: Trx,
  network: Network,
  hearers: readonly H[],
  { now, newChatsAnHour }: QueueingContext,
): Promise<{ readonly go: readonly H[]; readonly later: readonly { readonly memberId: string; readonly at: Date }[] }> {
  const most = newChatsAnHour.get(network)
  const fresh = hearers.filter(({ hasChat }) => !hasChat)
  if (most === undefined || fresh.length === 0) return { go: hearers, later: [] }
  const opened = await newChatsSince(trx, network, new Date(now.getTime() - HOUR_MS))
  const first = new Set(fresh.slice(0, Math.max(0, most - opened)))
  await noteNewChats(
    trx,
    network,
    [...first].map(({ address }) => address),
    now,
  )
  const at = new Date(now.getTime() + LATER_MS)
  return {
    go: hearers.filter(hearer => hearer.hasChat || first.has(hearer)),
    later: fresh.filter(hearer => !first.has(hearer)).map(({ memberId }) => ({ memberId, at })),
  }
}
