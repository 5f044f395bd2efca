/**
 * Leaving: by a button and one more tap, or by STOP and its like, at once and whatever is talked about.
 */
import { type OptOut, readOptOut } from '../../core/panel/opt-out.ts'
import { PANEL } from '../../core/panel/panel-act.ts'
import type { Heard } from '../../core/turn.ts'
import { keep, showWhereWeAre, type Turn } from '../turn.ts'
import { underWay } from './own-survey.ts'
import { panelToken } from './panel-tokens.ts'
import { showView } from './show-panel.ts'

/** The command, which is one of the words. */
const STOP = 'stop'

const YES = 'yes'

/** Asks once more: a button is tapped by mistake, a word is not written so. @param code  Empty: it was not asked yet. */
export function hearLeave(turn: Turn, code: string): void {
  const { say } = turn.world
  if (code === YES) {
    end(turn, 'panel')
    turn.notes.push(say('panel.leave.done'))
    turn.show = { what: 'nothing' }
    return
  }
  const yes = { code: panelToken('leave', YES), label: say('panel.leave.yes').text }
  const stay = { code: PANEL, label: say('panel.leave.stay').text }
  showView(turn, say('panel.leave.ask'), [[yes], [stay]])
}

/**
 * What this says ends, if anything. Of a place without a panel there is nothing to end.
 *
 * Words with a place or files are no such message, and Cancel ends the panel only for who is on it.
 */
export function optOutIn(turn: Turn, heard: Heard): OptOut | undefined {
  const { place } = turn.world
  const { dialogue, aside } = turn.state
  const { said } = heard.event
  if (!place.panel) return undefined
  if (said.kind === 'command')
    return said.name.toLowerCase() === STOP ? (readOptOut(`${STOP} ${said.argument}`, true) ?? 'panel') : undefined
  if (said.kind !== 'message' || said.files.length > 0 || said.place) return undefined
  const isTalking = [dialogue, aside, underWay(turn)].some(open => open !== undefined)
  return readOptOut(said.text.text, isTalking || !turn.input.onPanel)
}

/** Ends it, says so once, and leaves whatever is talked about where it is. */
export function hearOptOut(turn: Turn, optOut: OptOut): void {
  const { say } = turn.world
  const { dialogue, aside } = turn.state
  end(turn, optOut)
  if (optOut === 'everything') turn.notes.push(say('panel.stop.everything'))
  else if (turn.input.onPanel) turn.notes.push(say('panel.leave.done'))
  else turn.notes.push(say('panel.stop.notOn'))
  if (!dialogue && !aside) {
    turn.show = { what: 'nothing' }
    return
  }
  showWhereWeAre(turn, say('panel.stop.stillHere'), say('panel.stop.stillHere'))
}

/** Who leaves is not asked again whether they would like to join. */
function end(turn: Turn, optOut: OptOut): void {
  const { language } = turn.world
  keep(turn, { panelOffered: true })
  turn.effects.push({ kind: 'panel', act: { act: 'leave', everything: optOut === 'everything', language } })
}
