/**
 * What staff asked this person beside any dialogue: answered by a tap at any time, or in words where no dialogue waits for
 * them. And whether what became of a case helped: a tap, and a word to it for those who like.
 */
import type { OpenQuestion, WarmCase } from '../core/case.ts'
import { readHelpedToken } from '../core/helped.ts'
import { matchChoice } from '../core/match-answer.ts'
import { readChoiceToken } from '../core/question.ts'
import type { RichText } from '../core/rich-text.ts'
import { caseToken } from './case-tokens.ts'
import { keep, type Turn } from './turn.ts'

export type AskedCase = WarmCase & { readonly question: OpenQuestion }

/** A word to what was tapped is awaited this long. */
const WORD_MS = 3_600_000

/** True for buttons of all these, whether or not they still mean something. */
export function isBeside(token: string): boolean {
  return readChoiceToken(token) !== undefined || readHelpedToken(token) !== undefined
}

/** A tap on an answer to a question that is open. */
export function tappedAnswer(
  turn: Turn,
  token: string,
): { readonly about: AskedCase; readonly answer: string } | undefined {
  const tapped = readChoiceToken(token)
  const about = tapped && askedCases(turn).find(({ question }) => question.id === tapped.replyId)
  const answer = about?.question.choices[tapped?.index ?? 0]
  return about && answer !== undefined ? { about, answer } : undefined
}

/** Words that answer a question: those of a button, or any where only one question is open. */
export function wordedAnswer(turn: Turn, text: RichText | undefined): AskedCase | undefined {
  const [only, ...others] = askedCases(turn)
  return labelledAnswer(turn, text) ?? (others.length === 0 ? only : undefined)
}

/** The question of which these words are a button's. */
export function labelledAnswer(turn: Turn, text: RichText | undefined): AskedCase | undefined {
  const fitting = askedCases(turn).filter(
    ({ question }) => text && text.text.length <= 200 && matchChoice(text.text, labelled(question)) !== undefined,
  )
  return fitting.length === 1 ? fitting[0] : undefined
}

/** What is said to an answer, once for each question. */
export function thankFor(turn: Turn, { question, reference }: AskedCase): void {
  if (turn.state.answered === question.id) return
  keep(turn, { answered: question.id })
  turn.notes.push(turn.world.say('question.thanks', { reference }))
}

/** A tap on how much it helped: on record, and answered with a word. Whom it did not help may open the case again. */
export function hearHelped(turn: Turn, token: string): boolean {
  const rated = readHelpedToken(token)
  if (!rated) return false
  const { say, now } = turn.world
  turn.effects.push({ kind: 'rateCase', ...rated })
  const mayAdd = !turn.state.dialogue && !turn.state.aside
  keep(turn, { rated: mayAdd ? { caseId: rated.caseId, at: now.toISOString() } : undefined })
  const thanks = say(mayAdd ? 'helped.thanksAndWord' : 'helped.thanks')
  if (rated.helped === 'no') {
    const again = { code: caseToken(rated.caseId, 'notRight'), label: say('helped.notSettled').text }
    turn.show = { what: 'view', text: thanks, options: [[again]] }
  } else turn.notes.push(thanks)
  return true
}

/** Words that follow such a tap. */
export function hearHelpedWord(turn: Turn, text: RichText | undefined): boolean {
  const { rated } = turn.state
  if (!rated) return false
  keep(turn, { rated: undefined })
  if (!text || turn.world.now.getTime() - Date.parse(rated.at) > WORD_MS) return false
  turn.effects.push({ kind: 'rateCase', caseId: rated.caseId, words: text })
  turn.notes.push(turn.world.say('helped.passedOn'))
  return true
}

function askedCases({ input }: Turn): readonly AskedCase[] {
  return input.warmCases.flatMap(warm => (warm.question ? [{ ...warm, question: warm.question }] : []))
}

/** The case where something of this person's is awaited. */
export function askedCase(turn: Turn, caseId: string): AskedCase | undefined {
  return askedCases(turn).find(({ id }) => id === caseId)
}

function labelled({ choices }: OpenQuestion) {
  return choices.map(label => ({ label }))
}
