/**
 * `/moot pair`: the ways to pair one's own chat, for who may make surveys; and `/moot unpair`, for whoever paired one.
 */
import { networkName, speakToStaff } from '../actions/context.ts'
import { waysToPair } from '../actions/panel/ways-to-pair.ts'
import { mayOrganise } from '../core/panel/organiser.ts'
import { joinRich } from '../core/rich-text.ts'
import type { StaffAnswer } from '../core/staff-asks.ts'
import { endPairingsOf, pairedChats } from '../store/panel/pairings.ts'
import type { FindingWork } from './finding-work.ts'

const PAIR = 'pair'
const UNPAIR = 'unpair'

export function isAboutPairing(words: string): boolean {
  return [PAIR, UNPAIR].includes(words.trim().toLowerCase())
}

export async function pairingAnswer(work: FindingWork, user: string, words: string): Promise<StaffAnswer> {
  const { db, place, directory, now } = work
  const say = speakToStaff(place)
  if (words.trim().toLowerCase() === UNPAIR) return { text: await unpaired(work, user), buttons: [] }
  const { panel } = place
  if (!panel) return { text: say('builder.noPanel'), buttons: [] }
  const mayTest =
    (await directory.standing(panel.channel, user)) === 'agent' && (await mayOrganise(directory, place, user))
  if (!mayTest) return { text: say('sending.mayNot'), buttons: [] }
  const ways = await waysToPair(db, place, { id: user, name: await directory.nameOf(user) }, now())
  if (!ways) return { text: say('find.panel.nowhere'), buttons: [] }
  const chats = await pairedChats(db, user)
  const list = new Intl.ListFormat(place.languages[0])
  const networks = list.format(chats.map(({ network }) => networkName(network)))
  return {
    text: joinRich([ways, ...(chats.length > 0 ? [say('pairing.now', { networks })] : [])], '\n\n'),
    buttons: [],
  }
}

async function unpaired({ db, place }: FindingWork, user: string) {
  const say = speakToStaff(place)
  const networks = await db.transaction().execute(trx => endPairingsOf(trx, user))
  if (networks.length === 0) return say('pairing.none')
  return say('pairing.ended', { networks: new Intl.ListFormat(place.languages[0]).format(networks.map(networkName)) })
}
