/**
 * Words for a case: passed on, changed, or taken out again.
 */
import type { SaidMessage } from '../core/case.ts'
import { listIn } from '../core/direction.ts'
import { replaceWords } from '../core/replace-words.ts'
import { joinRich, type RichText } from '../core/rich-text.ts'
import type { AboutCase, Effect } from '../core/turn.ts'
import { type Input, NOTHING } from './input.ts'
import { sceneOf } from './move.ts'
import { notRightLabel, referenceIn } from './my-cases.ts'
import { typedOption } from './options.ts'
import { hearSurveyEdit } from './panel/survey-edit.ts'
import { askedCase, thankFor } from './questions.ts'
import { coordinatesOf } from './steps/where.ts'
import { isRichText } from './steps/write.ts'
import { keep, noteRefused, showWhereWeAre, type Turn } from './turn.ts'

/** "Passed on" is said to the first of several messages, and again after this long. */
const PASSED_ON_MS = 3_600_000

export interface Passed {
  readonly text: RichText
  readonly files: Input['photos']
  readonly said: readonly SaidMessage[]
}

/** What of an input goes to a case; nothing where there is nothing to pass on. Files that were not kept are named. */
export function passable(turn: Turn, input: Input): Passed | undefined {
  const { say, language } = turn.world
  noteRefused(turn, input.refused)
  const pin =
    input.place &&
    say('case.pin', {
      place: listIn(language, [...(input.place.words ? [input.place.words] : []), coordinatesOf(input.place.point)]),
    })
  const words = [input.text, pin].filter(part => part !== undefined)
  if (words.length === 0 && input.photos.length === 0) return undefined
  return { text: joinRich(words, '\n'), files: input.photos, said: input.said ?? [] }
}

/** Passes words and photos on to a case. Says so once, not after each of several messages. */
export function addToCase(turn: Turn, caseId: string, input: Input): void {
  const { say, now } = turn.world
  const passed = passable(turn, input)
  if (!passed) return
  turn.effects.push({ kind: 'addToCase', caseId, ...passed })
  const asked = askedCase(turn, caseId)
  if (asked) {
    thankFor(turn, asked)
    return
  }
  const { passedOn } = turn.state
  if (passedOn?.caseId === caseId && now.getTime() - Date.parse(passedOn.at) < PASSED_ON_MS) return
  keep(turn, { passedOn: { caseId, at: now.toISOString() } })
  turn.notes.push(say('case.passedOn', { reference: referenceIn(turn, caseId) }))
}

/** The network's own reply to a message of a case goes to that case, whatever is asked meanwhile; that is asked again. */
export function replyToCase(turn: Turn, { caseId, settled, kind }: AboutCase, input: Input): void {
  const { say } = turn.world
  addToCase(turn, caseId, input)
  if (settled) {
    const label = notRightLabel(turn, { kind })
    turn.notes.push(say('case.isSettled', { reference: referenceIn(turn, caseId), label }))
  }
  if (turn.state.aside || turn.state.dialogue) showWhereWeAre(turn, undefined, say('menu.choose'))
}

/**
 * An edit changes the answer that its message gave as long as that has not been sent, the words that wait, what went
 * to a case, or an answer to a survey.
 */
export function hearEdit(turn: Turn, messageId: string, text: RichText, about: AboutCase | undefined): void {
  const isEmpty = text.text.trim() === ''
  if (changeHeld(turn, messageId, isEmpty ? undefined : text)) return
  if (about) turn.effects.push({ kind: 'changeWords', messageId, text })
  else if (!isEmpty && !changeAnswer(turn, messageId, text)) hearSurveyEdit(turn, messageId, text)
}

/** A deletion takes out what waits. An answer that was given stays: the card shows it before it is sent. */
export function hearDeleted(turn: Turn, messageId: string, about: AboutCase | undefined): void {
  if (changeHeld(turn, messageId, undefined)) return
  if (about) turn.effects.push({ kind: 'deleteWords', messageId })
}

/** @returns False where the message gave none in the dialogue that is under way. */
function changeAnswer(turn: Turn, messageId: string, text: RichText): boolean {
  const { dialogue } = turn.state
  const talk = turn.house.talks.find(({ id }) => id === dialogue?.id)
  const said = dialogue?.said.find(one => one.messageId === messageId)
  const step = said && talk?.step(said.step)
  if (!dialogue || !step) return false
  const before = dialogue.given[step.name]
  // Several messages may have given it.
  const words = isRichText(before) && said.text.text !== '' ? replaceWords(before, said.text, text) : text
  const scene = sceneOf(dialogue, turn.world)
  const taken = step.take({ ...NOTHING, text: words }, typedOption(words, step.ask(scene), []), scene)
  if (taken.kind === 'lookup') turn.wants = taken.lookup
  if (taken.kind !== 'answer') return true
  const given = { ...dialogue.given, [step.name]: taken.value }
  keep(turn, {
    dialogue: { ...dialogue, given, said: dialogue.said.map(one => (one === said ? { ...one, text } : one)) },
  })
  if (dialogue.step === 'check') turn.show = { what: 'dialogue' }
  return true
}

/** Changes what nobody has seen yet. @returns False where the message is in none of it. */
function changeHeld(turn: Turn, messageId: string, text: RichText | undefined): boolean {
  const { aside } = turn.state
  const held = aside?.held.findIndex(input => input.said?.some(one => one.messageId === messageId)) ?? -1
  if (aside && held >= 0) {
    keep(turn, {
      aside: { ...aside, held: aside.held.map((one, n) => (n === held ? changed(one, messageId, text) : one)) },
    })
    return true
  }
  const pending = turn.effects.findIndex(effect => saidIn(effect).some(one => one.messageId === messageId))
  const effect = turn.effects[pending]
  if (effect?.kind !== 'addToCase' && effect?.kind !== 'reopenCase') return false
  turn.effects[pending] = { ...effect, ...changed(effect, messageId, text) }
  return true
}

function saidIn(effect: Effect): readonly SaidMessage[] {
  return effect.kind === 'addToCase' || effect.kind === 'reopenCase' ? effect.said : []
}

/** @param text  Absent: the message is taken out. */
function changed<T extends Partial<Pick<Passed, 'text' | 'said'>>>(
  of: T,
  messageId: string,
  text: RichText | undefined,
): T {
  const before = of.said?.find(one => one.messageId === messageId)?.text
  const words = text ?? { text: '', spans: [] }
  return {
    ...of,
    ...(of.text && before && { text: replaceWords(of.text, before, words) }),
    said: of.said?.flatMap(one => {
      if (one.messageId !== messageId) return [one]
      return text ? [{ messageId, text }] : []
    }),
  }
}
