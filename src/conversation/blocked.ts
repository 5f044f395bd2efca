/**
 * Whom staff have blocked until a day: one sentence a day to whatever they say, and nothing of it goes anywhere. What is
 * their own still works: the privacy notice, their language, ending what is under way, leaving.
 *
 * What was under way when it began is kept as any talk that is left.
 */
import { isoDayAt } from '../core/time-zone.ts'
import type { Heard } from '../core/turn.ts'
import { formatDate } from '../core/working-time.ts'
import { asideAsk, typedAside } from './asides.ts'
import { readToken } from './choice-code.ts'
import { cancel } from './dialogues.ts'
import { askLanguage, hasLanguages, LANGUAGE, setLanguage } from './languages.ts'
import { typedAnytime } from './menu.ts'
import { CANCEL } from './move.ts'
import { PRIVACY, privacyText } from './notice.ts'
import { hasOption } from './options.ts'
import { hearOptOut, optOutAmongOthers, optOutIn } from './panel/leave.ts'
import { cancelSideQuestion } from './panel/side-question.ts'
import { keep, type Turn } from './turn.ts'

/** @param until  Later than the turn's now. */
export function hearBlocked(turn: Turn, heard: Heard, until: Date): void {
  const { said, called } = heard.event
  if (said.kind === 'edit' || said.kind === 'deleted') return
  const optOut = called ? optOutAmongOthers(turn, heard) : optOutIn(turn, heard)
  if (optOut) hearOptOut(turn, optOut)
  if (optOut || called) return
  if (said.kind === 'left' || said.kind === 'returned') {
    turn.effects.push({ kind: 'setReachable', reachable: said.kind === 'returned' })
    return
  }
  const chosen = chosenLanguage(turn, heard)
  const wish = wishOf(turn, heard)
  if (chosen !== undefined) chooseLanguage(turn, chosen)
  else if (wish === PRIVACY) turn.notes.push(privacyText(turn))
  else if (wish === LANGUAGE && hasLanguages(turn.world.place)) askLanguage(turn)
  else if (wish === CANCEL) endTalk(turn)
  else sayOnceADay(turn, until)
}

/** What they ask for that works all the same. */
function wishOf(turn: Turn, { event: { said } }: Heard): string | undefined {
  if (said.kind === 'command') return said.name.toLowerCase()
  if (said.kind === 'tap') return said.token
  return said.kind === 'message' ? typedAnytime(turn, said.text) : undefined
}

/** The code of the answer to our question about the language, where that is what was said. */
function chosenLanguage(turn: Turn, { event: { said } }: Heard): string | undefined {
  const { aside } = turn.state
  if (aside?.kind !== LANGUAGE) return undefined
  if (said.kind === 'message') return typedAside(turn, aside, said.text)
  const { prompt = -1, code = '' } = (said.kind === 'tap' && readToken(said.token)) || {}
  return prompt >= aside.since && hasOption(code, asideAsk(turn, aside), []) ? code : undefined
}

/** What was said before the question, and waits for it, goes on waiting. */
function chooseLanguage(turn: Turn, code: string): void {
  const { aside } = turn.state
  if (aside?.held.length === 0) keep(turn, { aside: aside.over })
  turn.show = { what: 'nothing' }
  setLanguage(turn, code)
}

/** As at any time, without the menu of what could be begun. */
function endTalk(turn: Turn): void {
  const said = turn.notes.splice(0)
  if (!cancelSideQuestion(turn)) cancel(turn)
  turn.notes.unshift(...said)
  if (turn.show.what === 'menu') turn.notes.push(turn.show.lead)
  turn.show = { what: 'nothing' }
}

function sayOnceADay(turn: Turn, until: Date): void {
  const { say, now, place, language } = turn.world
  const today = isoDayAt(now, place.timeZone)
  // Who pressed something in a channel sees that we are at it until they are answered.
  if (turn.state.blockedTold === today && turn.here === undefined) return
  keep(turn, { blockedTold: today })
  const day = formatDate(until, language, place.timeZone)
  turn.notes.push(say('blocked.still', { day, number: place.emergency.number }))
}
