/**
 * How somebody of staff pairs their own chat: a link for each network that has told how people reach us.
 */
import { WAY_TO_US } from '../../core/adapter.ts'
import { CODE_MINUTES, pairingPayload } from '../../core/panel/pairing.ts'
import type { Place } from '../../core/place.ts'
import { joinRich, linked, type RichText } from '../../core/rich-text.ts'
import type { Colleague } from '../../store/case-work.ts'
import type { Db } from '../../store/database.ts'
import { recall } from '../../store/memory.ts'
import { newPairingCode } from '../../store/panel/pairings.ts'
import { networkName, speakToStaff } from '../context.ts'

/** Makes a code for them; the one before is good no more. @returns Undefined where no network is reached yet. */
export async function waysToPair(db: Db, place: Place, who: Colleague, now: Date): Promise<RichText | undefined> {
  const say = speakToStaff(place)
  const [telegram, discord] = await Promise.all([recall(db, WAY_TO_US.telegram), recall(db, WAY_TO_US.discord)])
  if (!telegram && !discord) return undefined
  const payload = pairingPayload(await newPairingCode(db, who, now))
  const lines = [
    ...(telegram
      ? [
          say('pairing.link', {
            network: networkName('telegram'),
            link: linked(`https://t.me/${telegram}?start=${payload}`, `https://t.me/${telegram}?start=${payload}`),
          }),
        ]
      : []),
    ...(discord
      ? [
          say('pairing.send', {
            network: networkName('discord'),
            link: linked(`https://discord.com/users/${discord}`, `https://discord.com/users/${discord}`),
            code: asCode(payload),
          }),
        ]
      : []),
  ]
  return joinRich([say('pairing.how', { count: CODE_MINUTES }), ...lines, say('pairing.rights')], '\n')
}

function asCode(text: string): RichText {
  return { text, spans: [{ kind: 'code', start: 0, end: text.length }] }
}
