/**
 * What a resident hears where their turn failed on our side.
 */
import { speak } from '../../locales/index.ts'
import type { Place } from '../core/place.ts'
import type { TurnMessage } from '../core/turn.ts'
import type { WaitingTurn } from '../store/turns.ts'
import { languageOf } from './languages.ts'
import { readState } from './talk-state.ts'

export function apologyFor(turn: WaitingTurn, place: Place): TurnMessage {
  const { state } = readState(turn.state, new Date(0))
  const events = turn.inbox.map(({ event }) => event)
  const language = languageOf(state, events, place)
  return { text: speak(language)('trouble.failed'), choices: [], files: [] }
}
