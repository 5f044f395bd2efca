/**
 * What a resident hears where their turn failed on our side.
 */
import { speak } from '../../locales/index.ts'
import type { Place } from '../core/place.ts'
import type { TurnMessage } from '../core/turn.ts'
import type { WaitingTurn } from '../store/turns.ts'
import { languageFor } from './named.ts'

export function apologyFor(turn: WaitingTurn, place: Place): TurnMessage {
  const language = languageFor(turn.inbox[0]?.event.person.language, place)
  return { text: speak(language)('trouble.failed'), choices: [], files: [] }
}
