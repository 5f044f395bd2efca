/**
 * Joining the panel: what it is, a word to it, a few questions about oneself, and what happens now.
 *
 * Only *Join*, under words that hold today, puts anybody on the panel.
 */

import type { OwnMembership } from '../../core/panel/own-member.ts'
import { PANEL } from '../../core/panel/panel-act.ts'
import { OWN_ANSWERS } from '../../core/panel/survey-token.ts'
import { isFresh } from '../fresh-source.ts'
import type { Option } from '../step.ts'
import { showWhereWeAre, type Turn } from '../turn.ts'
import { consentCode, consentOf, consentText } from './consent.ts'
import { panelToken } from './panel-tokens.ts'
import { askNext } from './profile.ts'
import { policyOf, showView } from './show-panel.ts'

/** What a link's payload begins with, before where it stood: `panel_library`. */
export const PANEL_LINK = 'panel_'

/** Tells what the panel is, and asks. @param hasAnswers  Who was on it before finds their answers here. */
export function showConsent(turn: Turn, hasAnswers = false): void {
  const { say, place } = turn.world
  const words = consentText(say, place, policyOf(turn))
  const join: Option = { code: panelToken('join', consentCode(words)), label: say('panel.yes').text }
  showView(turn, words, [[join], [notNow(turn)], ...(hasAnswers ? [[ownAnswers(turn)]] : [])])
}

/** *Join*, or the second word to it. */
export function hearJoin(
  turn: Turn,
  act: 'join' | 'confirm',
  code: string,
  { agreed, hasAnswers }: Pick<OwnMembership, 'agreed' | 'hasAnswers'>,
): void {
  const { say, place } = turn.world
  const policy = policyOf(turn)
  const words = consentOf(code, place, policy)
  if (!words || (act === 'confirm' && !agreed)) {
    turn.notes.push(say('panel.changed'))
    showConsent(turn, hasAnswers)
    return
  }
  const consent = { ...words, source: sourceOf(turn) }
  if (act === 'join' && policy.confirmTwice) {
    turn.effects.push({ kind: 'panel', act: { act: 'agree', consent } })
    const yes = { code: panelToken('confirm', code), label: say('panel.confirmYes').text }
    showView(turn, say('panel.confirm', { place: place.name }), [[yes], [notNow(turn)]])
    return
  }
  turn.effects.push({ kind: 'panel', act: { act, consent } })
  turn.notes.push(say('panel.joined', { place: place.name }))
  askNext(turn)
}

export function hearNotNow(turn: Turn): void {
  const later = turn.world.say('panel.later')
  showWhereWeAre(turn, later, later)
}

/** The line under a report that was sent, once: those who like find the way, nobody is asked again. */
export function mayOffer({ world: { place }, input, state }: Turn): boolean {
  return place.panel !== undefined && !input.onPanel && !input.stopped && !state.panelOffered
}

/** For who followed a link to the panel. */
export function isPanelLink(payload: string): boolean {
  return payload === PANEL || payload.startsWith(PANEL_LINK)
}

/** Where the link stood that brought them, where one did. */
function sourceOf({ state: { source }, world: { now } }: Turn): string | null {
  return source && isFresh(source, now) && source.payload.startsWith(PANEL_LINK)
    ? source.payload.slice(PANEL_LINK.length)
    : null
}

/** Leads to what they answered, as long as it can be told whose it is. */
export function ownAnswers({ world: { say } }: Turn): Option {
  return { code: OWN_ANSWERS, label: say('survey.mine.button').text }
}

function notNow({ world: { say } }: Turn): Option {
  return { code: panelToken('notNow'), label: say('panel.notNow').text }
}
