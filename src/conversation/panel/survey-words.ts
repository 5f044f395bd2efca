/**
 * What is said where a survey's question waits: taken for its answer as far as it is one. All else goes where it would go
 * without a survey, and the question is put again afterwards.
 */
import type { SurveyVoice } from '../../asking/question-message.ts'
import { readTyped, type Typed } from '../../asking/read-typed.ts'
import { fold } from '../../core/fold.ts'
import { guessCategories } from '../../core/guess-category.ts'
import { readOptOut } from '../../core/panel/opt-out.ts'
import { goesOnAt, type OwnSurvey } from '../../core/panel/own-survey.ts'
import { readAmount } from '../../core/panel/read-answer.ts'
import type { SurveyQuestion } from '../../core/panel/survey.ts'
import type { RichText } from '../../core/rich-text.ts'
import { cancel } from '../dialogues.ts'
import type { Input } from '../input.ts'
import { typedTalk } from '../menu.ts'
import { isPutSince } from '../shown-view.ts'
import { readPlace } from '../steps/read-place.ts'
import { keep, noteRefused, type Turn } from '../turn.ts'
import { hintFor } from './hint-for.ts'
import { answerQuestion, findSurvey, showQuestion, standingIn, underWay, voiceFor } from './own-survey.ts'
import { tellWhy } from './survey-tap.ts'
import { noteTyped } from './typed-answers.ts'

/** From so many words on, what is no answer is about something else. */
const SENTENCE_WORDS = 4

/** Where the person is. `fresh`: they were asked, or reminded, and nothing was said of it since. */
interface Waiting {
  readonly waveId: string
  /** Undefined: the first that they have not answered. */
  readonly question?: number
  readonly wrong: number
  readonly fresh: boolean
}

/** @returns True where it was dealt with, or something has to be known first. */
export function hearSurveyWords(turn: Turn, input: Input): boolean {
  const waiting = waitingIn(turn)
  if (!waiting) return false
  const own = findSurvey(turn, waiting.waveId)
  if (turn.wants) return true
  const index = own ? (waiting.question ?? goesOnAt(own)) : undefined
  const question = index === undefined ? undefined : own?.survey.questions[index]
  const standing = own && standingIn(turn, own)
  if (!own || index === undefined || !question || (standing !== 'open' && standing !== 'late')) {
    keep(turn, { survey: undefined })
    return false
  }
  if (waiting.fresh && index > 0 && isGoOn(turn, own, input)) {
    showQuestion(turn, own, index)
    return true
  }
  if (waiting.fresh && question.kind === 'text' && (index > 0 || !isForNothingElse(turn, input))) return false
  const read = readInput(turn, question, input, voiceFor(turn, own))
  if (turn.wants) return true
  if (read.kind !== 'unclear') {
    take(turn, own, index, read)
    if (read.kind === 'answer' && input.text) noteTyped(turn, own.waveId, index, input)
    return true
  }
  const isShort = input.photos.length === 0 && !input.place && wordsIn(input) < SENTENCE_WORDS
  if (!isShort || (waiting.fresh && (standing === 'late' || !isTry(turn, input, index)))) return false
  // "Fin" may well answer a question of words; here it means that somebody has had enough.
  if (input.text && readOptOut(input.text.text, false)) {
    cancel(turn)
    return true
  }
  noteRefused(turn, input.refused)
  turn.hint = hintFor(question, voiceFor(turn, own), waiting.wrong)
  showQuestion(turn, own, index, waiting.wrong + 1)
  return true
}

/**
 * Puts the question again that a report, a question or words for a case came in between.
 *
 * @param elsewhere  True where something else was talked about when the turn began.
 */
export function resumeSurvey(turn: Turn, elsewhere: boolean): void {
  const survey = underWay(turn)
  const { dialogue, aside } = turn.state
  if (!survey || dialogue || aside) return
  const kinds = new Set(turn.effects.map(({ kind }) => kind))
  if (kinds.has('answerSurvey') || turn.show.what === 'survey') return
  if (!elsewhere && !kinds.has('openCase') && !kinds.has('addToCase')) return
  const { waveId, question } = survey
  keep(turn, { view: undefined })
  turn.effects.push({ kind: 'askSurvey', waveId, question, language: turn.world.language })
}

/**
 * True where these words are an answer that is offered by the question that waits, or by the one at which a survey that has
 * come goes on: what means something else everywhere means this answer there. A question of words offers none.
 */
export function offersAnswer(turn: Turn, { text }: RichText): boolean {
  const waiting = waitingIn(turn)
  const own = waiting && findSurvey(turn, waiting.waveId)
  const index = own ? (waiting?.question ?? goesOnAt(own)) : undefined
  const question = index === undefined ? undefined : own?.survey.questions[index]
  const standing = own && standingIn(turn, own)
  if (!own || !question || question.kind === 'text' || (standing !== 'open' && standing !== 'late')) return false
  return readTyped(question, text, voiceFor(turn, own)).kind === 'answer'
}

function waitingIn(turn: Turn): Waiting | undefined {
  const survey = underWay(turn)
  const { asked, warmCases } = turn.input
  // What staff asked goes before what nobody has begun to answer.
  const fresh = warmCases.some(({ question }) => question) ? undefined : asked
  const isOvertaken = survey && fresh && Date.parse(fresh.at) > Date.parse(survey.at)
  if (survey && !isOvertaken) return { wrong: 0, ...survey, fresh: false }
  return fresh && { waveId: fresh.waveId, wrong: 0, fresh: true }
}

/** The label of the button that leads to where they stopped. */
function isGoOn(turn: Turn, own: OwnSurvey, { text }: Input): boolean {
  const label = voiceFor(turn, own).say('survey.goOn').text
  return text !== undefined && text.text.length <= 2 * label.length && fold(text.text) === fold(label)
}

/**
 * True for what was to answer a survey that came, though it is no answer: something short as the first word since, or a
 * number, where nothing else is talked about.
 */
function isTry(turn: Turn, { text }: Input, index: number): boolean {
  const { warmCases, asked } = turn.input
  if (warmCases.length > 0 || !text || !asked?.arrived) return false
  const isFirst = isPutSince(turn.state, turn.input)
  const isNumber = /^[\p{Nd}⭐★]/u.test(text.text) || readAmount(text.text) !== undefined
  if (isNumber) return isFirst || typedTalk(turn, text) === undefined
  return isFirst && index === 0 && isForNothingElse(turn, { text })
}

/**
 * Any words are an answer to "What else?": only where it is known that it was asked (a reminder leads to a later question,
 * and does not show it), and they are not for a case, nor sound like one.
 */
function isForNothingElse(turn: Turn, { text }: Pick<Input, 'text'>): boolean {
  const { place, language } = turn.world
  if (turn.input.warmCases.length > 0 || !text || !turn.input.asked?.arrived) return false
  return guessCategories(text.text, place.categories, language).length === 0
}

function readInput(turn: Turn, question: SurveyQuestion, input: Input, voice: SurveyVoice): Typed {
  const { text, place, photos } = input
  const words = text ? readTyped(question, text.text, voice) : ({ kind: 'unclear' } as const)
  if (words.kind === 'skip' || words.kind === 'why' || words.kind === 'done') return words
  if (question.kind === 'photo') {
    const [photo, ...more] = photos
    if (!photo) return { kind: 'unclear' }
    if (more.length > 0) turn.notes.push(voice.say('survey.hint.onlyFirstPhoto'))
    return { kind: 'answer', answer: photo }
  }
  if (question.kind === 'pin') return readPin(turn, input)
  return place || photos.length > 0 ? { kind: 'unclear' } : words
}

/** A pin, coordinates, an address that a map knows. */
function readPin(turn: Turn, input: Input): Typed {
  if (input.photos.length > 0) return { kind: 'unclear' }
  const taken = readPlace(input, false, { ...turn.world, given: {}, draft: undefined })
  if (taken.kind === 'lookup') turn.wants = taken.lookup
  const point = taken.kind === 'answer' || taken.kind === 'part' ? taken.value.point : undefined
  return point ? { kind: 'answer', answer: point } : { kind: 'unclear' }
}

function take(turn: Turn, own: OwnSurvey, index: number, read: Exclude<Typed, { kind: 'unclear' }>) {
  const question = own.survey.questions[index]
  const given = question && own.given[question.key]
  const { say } = voiceFor(turn, own)
  switch (read.kind) {
    case 'answer':
      return answerQuestion(turn, own, index, read.answer)
    case 'skip':
      return answerQuestion(turn, own, index, null)
    case 'why':
      return tellWhy(turn, own, index)
    case 'done':
      if (Array.isArray(given)) return answerQuestion(turn, own, index, given)
      turn.notes.push(say('survey.hint.noneYet'))
      return showQuestion(turn, own, index)
    case 'tooMany':
      turn.notes.push(say('survey.hint.tooMany', { count: read.most }))
      return showQuestion(turn, own, index)
  }
}

function wordsIn({ text }: Input): number {
  return text ? text.text.split(/\s+/).length : 0
}
