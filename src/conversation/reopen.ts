/**
 * Before an input is heard: is the dialogue that waits still the one it was left as?
 */

import { PANEL } from '../core/panel/panel-act.ts'
import type { Heard } from '../core/turn.ts'
import { heldOf, withHeld } from './asides.ts'
import { CASES } from './case-tokens.ts'
import { advance, refit } from './dialogues.ts'
import { IDLE_MS, putAside } from './idle.ts'
import { inputOf, isEmpty, withoutText } from './input.ts'
import { LANGUAGE } from './languages.ts'
import { PRIVACY } from './notice.ts'
import { isSurveyTap } from './panel/survey-tap.ts'
import { keep, showMenu, type Turn } from './turn.ts'
import { isWish } from './wishes.ts'

/** Commands, and tokens of buttons, that mean the same whatever waits. */
const ALWAYS = new Set(['start', 'cancel', 'help', CASES, PANEL, LANGUAGE, PRIVACY])

function isAlways(turn: Turn, token: string): boolean {
  return ALWAYS.has(token) || isSurveyTap(token) || isWish(turn, token)
}

/**
 * Fits the dialogue into the flows of today, and asks about one that was left for long.
 *
 * @param pauseMs  Since the person was last heard.
 * @returns  True where the input was dealt with: it answered a question that is no more.
 */
export async function reopen(turn: Turn, heard: Heard, pauseMs: number): Promise<boolean> {
  const { dialogue } = turn.state
  if (!dialogue) return false
  const { said } = heard.event
  if (said.kind === 'command' && ALWAYS.has(said.name.toLowerCase())) return false
  if (said.kind === 'tap' && isAlways(turn, said.token)) return false
  // The network's own reply to a message of a case goes to that case.
  if (said.kind === 'message' && said.replyTo !== undefined && heard.about) return false
  const input = inputOf(heard)

  if (pauseMs > IDLE_MS) {
    putAside(turn)
    const { aside } = turn.state
    if (aside && !isEmpty(input)) keep(turn, { aside: withHeld(aside, heldOf(turn, input)) })
    return true
  }
  const fitted = refit(turn, dialogue)
  if (fitted === dialogue) return false
  keep(turn, { dialogue: fitted })
  if (!fitted) {
    showMenu(turn, turn.world.say('menu.lost'))
    return true
  }
  turn.notes.push(turn.world.say('talk.changed'))
  turn.show = { what: 'dialogue' }
  const pieces = withoutText(input)
  if (!isEmpty(pieces)) await advance(turn, pieces)
  return true
}
