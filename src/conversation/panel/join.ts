/**
 * Joining the panel: what it is, a word to it, a few questions about oneself, and what happens now.
 *
 * Only *Join*, under words that hold today, puts anybody on the panel.
 */

import { PANEL } from '../../core/panel/panel-act.ts'
import { isFresh } from '../fresh-source.ts'
import type { Option } from '../step.ts'
import { showWhereWeAre, type Turn } from '../turn.ts'
import { consentCode, consentOf, consentText } from './consent.ts'
import { panelToken, readPanelToken } from './panel-tokens.ts'
import { askNext } from './profile.ts'
import { policyOf, showView } from './show-panel.ts'

/** What a link's payload begins with, before where it stood: `panel_library`. */
export const PANEL_LINK = 'panel_'

/** Tells what the panel is, and asks. */
export function showConsent(turn: Turn): void {
  const { say, place } = turn.world
  const words = consentText(say, place, policyOf(turn))
  const join: Option = { code: panelToken('join', consentCode(words)), label: say('panel.yes').text }
  showView(turn, words, [[join], [notNow(turn)]])
}

/** *Join*, or the second word to it. @param agreed  The first was said. */
export function hearJoin(turn: Turn, act: 'join' | 'confirm', code: string, agreed: boolean): void {
  const { say, place } = turn.world
  const policy = policyOf(turn)
  const words = consentOf(code, place, policy)
  if (!words || (act === 'confirm' && !agreed)) {
    turn.notes.push(say('panel.changed'))
    showConsent(turn)
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

/** True where no number stands for an answer: nobody joins by typing one. */
export function asksForConsent(view: readonly Option[]): boolean {
  return view.some(({ code }) => /^(?:join|confirm)$/.test(readPanelToken(code)?.act ?? ''))
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

function notNow({ world: { say } }: Turn): Option {
  return { code: panelToken('notNow'), label: say('panel.notNow').text }
}
