/**
 * Leaving: by a button and one more tap, or by STOP and its like, at once and whatever is talked about.
 */

import type { Said } from '../../core/inbound.ts'
import { type OptOut, readOptOut } from '../../core/panel/opt-out.ts'
import { PANEL } from '../../core/panel/panel-act.ts'
import type { RichText } from '../../core/rich-text.ts'
import type { Heard } from '../../core/turn.ts'
import { keep, showWhereWeAre, type Turn } from '../turn.ts'
import { ownAnswers } from './join.ts'
import { underWay } from './own-survey.ts'
import { panelToken } from './panel-tokens.ts'
import { showView } from './show-panel.ts'
import { sideQuestion } from './side-question.ts'
import { offersAnswer } from './survey-words.ts'

/** The command, which is one of the words. */
const STOP = 'stop'

const YES = 'yes'

/** Asks once more: a button is tapped by mistake, a word is not written so. @param code  Empty: it was not asked yet. */
export function hearLeave(turn: Turn, code: string): void {
  const { say } = turn.world
  if (code === YES) {
    end(turn, 'panel')
    showView(turn, say('panel.leave.done'), [[ownAnswers(turn)]])
    return
  }
  const yes = { code: panelToken('leave', YES), label: say('panel.leave.yes').text }
  const stay = { code: PANEL, label: say('panel.leave.stay').text }
  showView(turn, say('panel.leave.ask'), [[yes], [stay]], 'panel')
}

/**
 * What this says ends, if anything. Of a place without a panel there is nothing to end.
 *
 * @returns Undefined also where a survey has to be looked up first: the turn wants it then.
 */
export function optOutIn(turn: Turn, { event: { said } }: Heard): OptOut | undefined {
  return plainOptOut(turn, said) ?? openOptOut(turn, said)
}

/** The same of what was said among others, where no other words are heard. Who has nothing to end is shown the way to us. */
export function optOutAmongOthers(turn: Turn, { event: { said } }: Heard): OptOut | undefined {
  const optOut = plainOptOut(turn, said)
  return optOut === 'everything' || turn.input.onPanel ? optOut : undefined
}

/** By words that mean this whatever is asked: a message, a command, or what was written in a form. */
function plainOptOut({ world: { place } }: Turn, said: Said): OptOut | undefined {
  if (!place.panel) return undefined
  if (said.kind === 'command')
    return said.name.toLowerCase() === STOP ? (readOptOut(`${STOP} ${said.argument}`, true) ?? 'panel') : undefined
  if (said.kind === 'tap') return said.words && readOptOut(said.words.text, true)
  return said.kind === 'message' && isBare(said) ? readOptOut(said.text.text, true) : undefined
}

/** By Cancel and its like: for who is on the panel and was asked nothing. */
function openOptOut(turn: Turn, said: Said): OptOut | undefined {
  const { onPanel, blockedUntil } = turn.input
  if (!turn.world.place.panel || !onPanel || said.kind !== 'message' || !isBare(said) || isAsked(turn)) return undefined
  const optOut = readOptOut(said.text.text, false)
  // The first question of a survey that has come may offer it as an answer.
  if (optOut && !blockedUntil && offersAnswer(turn, said.text)) return undefined
  return turn.wants ? undefined : optOut
}

/** Words with a place or files are about something else. */
function isBare({ files, place }: Extract<Said, { readonly kind: 'message' }>): boolean {
  return files.length === 0 && place === undefined
}

/** Something of ours waits for an answer. */
function isAsked(turn: Turn): boolean {
  const { dialogue, aside } = turn.state
  const open = [dialogue, aside, underWay(turn), sideQuestion(turn)]
  return open.some(one => one !== undefined) || turn.input.warmCases.some(({ question }) => question)
}

/** Ends it, says so once, and leaves whatever is talked about where it is. */
export function hearOptOut(turn: Turn, optOut: OptOut): void {
  const { say } = turn.world
  const { dialogue, aside } = turn.state
  const { onPanel, blockedUntil } = turn.input
  end(turn, optOut)
  const done = doneIn(turn, optOut)
  // Where others talk, what is said in private is not shown again.
  if ((dialogue || aside) && turn.here === undefined) {
    turn.notes.push(done)
    showWhereWeAre(turn, say('panel.stop.stillHere'), say('panel.stop.stillHere'))
  } else showView(turn, done, onPanel && !blockedUntil ? [[ownAnswers(turn)]] : [])
}

function doneIn({ world: { say }, input }: Turn, optOut: OptOut): RichText {
  if (optOut === 'everything') return say('panel.stop.everything')
  return say(input.onPanel ? 'panel.leave.done' : 'panel.stop.notOn')
}

/** Who leaves is not asked again whether they would like to join. */
function end(turn: Turn, optOut: OptOut): void {
  const { language } = turn.world
  keep(turn, { panelOffered: true })
  turn.effects.push({ kind: 'panel', act: { act: 'leave', everything: optOut === 'everything', language } })
}
