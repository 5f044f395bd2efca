/**
 * Somebody of staff says that this chat is their own, so that the surveys they test come here. Whoever holds the code is
 * asked; only *Yes* pairs anything, and it can be ended here at any time.
 */
import { fold } from '../../core/fold.ts'
import { answerTo } from '../../core/lookup.ts'
import { END_PAIRING, readPairingPayload } from '../../core/panel/pairing.ts'
import { hashOfCode } from '../../store/panel/pairings.ts'
import { keep, type Turn } from '../turn.ts'
import { showView } from './show-panel.ts'

/** The command, and what is typed for it where a network sends no command that it does not list. */
const UNPAIR = 'unpair'

const YES = 'pair.yes'
const NO = 'pair.no'

export type PairingWish = 'yes' | 'no' | 'end'

/** Nothing where it is no such token. */
export function readPairingToken(token: string): PairingWish | undefined {
  if (token === YES) return 'yes'
  if (token === NO) return 'no'
  return token === END_PAIRING ? 'end' : undefined
}

/** A code, or "/unpair": a message, a command, or what a link brought. @returns True where it was one of them. */
export function hearTypedPairing(turn: Turn, typed: string): boolean {
  const code = readPairingPayload(typed)
  const ends = typed.length <= UNPAIR.length + 2 && fold(typed) === UNPAIR
  if (code) askToPair(turn, code)
  else if (ends) hearPairing(turn, 'end')
  return code !== undefined || ends
}

/** Asks whether this chat is to be paired. @param code  As the link or the message had it. */
function askToPair(turn: Turn, code: string): void {
  const { say, place, now, lookedUp } = turn.world
  const hash = hashOfCode(code)
  const known = answerTo({ kind: 'pairing', hash }, lookedUp)
  if (!known) {
    turn.wants = { kind: 'pairing', hash }
    return
  }
  const { found } = known
  if (!found || new Date(found.expiresAt) <= now) {
    turn.notes.push(say('pair.over'))
    return
  }
  keep(turn, { pairing: { hash } })
  const choices = [
    { code: YES, label: say('pair.yes').text },
    { code: NO, label: say('pair.no').text },
  ]
  showView(turn, say('pair.ask', { name: found.name, place: place.name }), [choices], 'pairing')
}

export function hearPairing(turn: Turn, wish: PairingWish): void {
  const { say, language } = turn.world
  const { pairing } = turn.state
  if (wish !== 'end') keep(turn, { pairing: undefined })
  turn.show = { what: 'nothing' }
  if (wish === 'end') turn.effects.push({ kind: 'pair', act: { act: 'end', language } })
  else if (wish === 'no') turn.notes.push(say('pair.notPaired'))
  else if (pairing) turn.effects.push({ kind: 'pair', act: { act: 'pair', hash: pairing.hash, language } })
  else turn.notes.push(say('pair.over'))
}
