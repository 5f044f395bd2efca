/**
 * Pairs a chat with somebody of staff, and ends that; both sides are told.
 */
import { type Speak, speak } from '../../../locales/index.ts'
import { type Address, networkOf } from '../../core/network.ts'
import type { Choice } from '../../core/outbound.ts'
import { END_PAIRING, type PairAct } from '../../core/panel/pairing.ts'
import type { RichText } from '../../core/rich-text.ts'
import type { Trx } from '../../store/database.ts'
import type { NewOutbound } from '../../store/outbox.ts'
import { endPairingAt, pairChat, takePairingCode } from '../../store/panel/pairings.ts'
import { type ActionContext, networkName, speakToStaff } from '../context.ts'
import { direct } from '../to-desk.ts'

/** The chat in which it was said. */
interface Chat {
  readonly address: Address
  /** The network's own channel of this person, where it has one. */
  readonly channel: string | null
}

export async function actOnPairing(
  trx: Trx,
  chat: Chat,
  act: PairAct,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const say = speak(act.language)
  return act.act === 'pair' ? pair(trx, chat, act.hash, say, context) : end(trx, chat, say, context)
}

/** Somebody wants nothing more from us here: a chat that was paired is so no longer. */
export async function endPairingSilently(trx: Trx, address: Address, context: ActionContext) {
  const user = await endPairingAt(trx, address)
  return user === undefined ? [] : [tellOfEnd(user, address, context)]
}

async function pair(
  trx: Trx,
  chat: Chat,
  hash: string,
  say: Speak,
  context: ActionContext,
): Promise<readonly NewOutbound[]> {
  const user = await takePairingCode(trx, hash, context.now)
  if (user === undefined) return [inChat(chat, say('pair.over'))]
  const before = await pairChat(trx, chat.address, user, context.now)
  const network = networkName(networkOf(chat.address))
  return [
    inChat(chat, say('pair.done'), [[{ token: END_PAIRING, label: say('pair.end').text }]]),
    direct(user, speakToStaff(context.place)('pairing.paired', { network })),
    ...(before === undefined ? [] : [tellOfEnd(before, chat.address, context)]),
  ]
}

async function end(trx: Trx, chat: Chat, say: Speak, context: ActionContext): Promise<readonly NewOutbound[]> {
  const user = await endPairingAt(trx, chat.address)
  if (user === undefined) return [inChat(chat, say('pair.none'))]
  return [inChat(chat, say('pair.ended')), tellOfEnd(user, chat.address, context)]
}

function tellOfEnd(user: string, address: Address, { place }: ActionContext): NewOutbound {
  return direct(user, speakToStaff(place)('pairing.endedThere', { network: networkName(networkOf(address)) }))
}

function inChat({ address, channel }: Chat, text: RichText, choices: readonly (readonly Choice[])[] = []): NewOutbound {
  const message = { to: 'resident', address, ...(channel && { channel }), text, choices, files: [] } as const
  return { network: networkOf(address), lane: address, message }
}
