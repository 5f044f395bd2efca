/**
 * Taps on a survey's buttons: they work at any time, leave any dialogue where it is, and are never kept with the person's
 * state, for they tell what was answered.
 */
import { inLanguage, surveyChoices } from '../../asking/question-message.ts'
import { readTyped } from '../../asking/read-typed.ts'
import { goesOnAt, isSettled, type OwnSurvey, type Standing } from '../../core/panel/own-survey.ts'
import type { SurveyQuestion } from '../../core/panel/survey.ts'
import type { SurveyAnswer } from '../../core/panel/survey-answer.ts'
import { testOf } from '../../core/panel/survey-test.ts'
import { readSurveyToken, type SurveyAct } from '../../core/panel/survey-token.ts'
import { plain, type RichText } from '../../core/rich-text.ts'
import { warningFor } from '../emergency.ts'
import { keep, type Turn } from '../turn.ts'
import { hintFor } from './hint-for.ts'
import { PANEL_LINK, showConsent } from './join.ts'
import { answerQuestion, findSurvey, showQuestion, standingIn, voiceFor } from './own-survey.ts'

/** A second tap on a button within this time is a double tap. */
const DOUBLE_TAP_MS = 2_000

type Tap = SurveyAct & { readonly option?: number }

export function isSurveyTap(token: string): boolean {
  return readSurveyToken(token) !== undefined
}

/**
 * @param words  Written in the field that the button opened.
 * @param pauseMs  Since the person was last heard.
 */
export function hearSurveyTap(turn: Turn, token: string, words: RichText | undefined, pauseMs: number) {
  const tapped = readSurveyToken(token)
  if (!tapped) return
  const own = findSurvey(turn, tapped.waveId)
  if (turn.wants) return
  const question = own?.survey.questions[tapped.question]
  if (!own || !question) return refuse(turn, testOf(tapped.waveId) === undefined ? 'notYours' : 'testOver')
  const standing = standingIn(turn, own)
  if (standing === 'left' && own.isPosted) return inviteToPanel(turn, own)
  if (standing !== 'open' && standing !== 'late') return refuse(turn, standing)
  const { act: tap } = tapped
  const atOnce = pauseMs < DOUBLE_TAP_MS
  if (atOnce && isSecondTap(turn, own, tapped.question, tap)) return
  const isOver = tap.kind === 'begin' ? goesOnAt(own) === undefined : isSettled(own, tapped.question)
  if (standing === 'late' && isOver) return refuse(turn, 'closed')
  if (words && tap.kind === 'write') return hearWritten(turn, own, tapped.question, question, words)
  act(turn, own, tapped.question, question, tap)
}

/** True for what the tap before it did already. */
function isSecondTap(turn: Turn, own: OwnSurvey, index: number, { kind, ...choice }: Tap): boolean {
  const question = own.survey.questions[index]!
  const given = own.given[question.key]
  const isWaiting = turn.state.survey?.waveId === own.waveId && turn.state.survey.question === index
  if (kind === 'skip') return given === null && !isWaiting
  if (kind === 'done') return Array.isArray(given) && !isWaiting
  const key = surveyChoices(question, voiceFor(turn, own))[choice.option ?? -1]?.key
  if (kind === 'choose') return key !== undefined && String(given) === key
  const has = Array.isArray(given) && given.some(one => one === key)
  return key !== undefined && (kind === 'add' ? has : kind === 'remove' && !has)
}

/** Whoever presses what stands in a channel may join, and answer it then. What they pressed is not kept. */
function inviteToPanel(turn: Turn, own: OwnSurvey): void {
  const { survey, waveId, stopped, closesAt } = own
  const { now, say } = turn.world
  if (stopped || Date.parse(closesAt) <= now.getTime()) {
    refuse(turn, stopped ? 'stopped' : 'closed')
    return
  }
  const title = inLanguage(survey.title, voiceFor(turn, own).language)
  const at = now.toISOString()
  keep(turn, {
    posted: { waveId, at },
    ...(turn.here !== undefined && { source: { payload: `${PANEL_LINK}${turn.here}`, at } }),
  })
  turn.notes.push(say('survey.post.join', { title }))
  showConsent(turn)
}

function hearWritten(turn: Turn, own: OwnSurvey, index: number, question: SurveyQuestion, words: RichText): void {
  const warning = warningFor(turn, words)
  if (warning) turn.notes.push(warning)
  const read = readTyped(question, words.text, voiceFor(turn, own))
  if (read.kind === 'answer' || read.kind === 'skip') {
    answerQuestion(turn, own, index, read.kind === 'answer' ? read.answer : null)
    return
  }
  // To a question of words anything is an answer but nothing.
  if (question.kind !== 'text') turn.hint = hintFor(question, voiceFor(turn, own), 0)
  showQuestion(turn, own, index)
}

function act(turn: Turn, own: OwnSurvey, index: number, question: SurveyQuestion, { kind, ...choice }: Tap) {
  const given = own.given[question.key]
  switch (kind) {
    case 'skip':
      return answerQuestion(turn, own, index, null)
    case 'why':
      return tellWhy(turn, own, index)
    case 'done':
      if (Array.isArray(given)) return answerQuestion(turn, own, index, given)
      turn.notes.push(voiceFor(turn, own).say('survey.hint.noneYet'))
      return showQuestion(turn, own, index)
    case 'ask':
    case 'write':
      return showQuestion(turn, own, index)
    case 'begin':
      return showQuestion(turn, own, goesOnAt(own) ?? index)
    default: {
      const key = surveyChoices(question, voiceFor(turn, own))[choice.option ?? -1]?.key
      const isSeveral = question.kind === 'choices'
      if (key === undefined || isSeveral === (kind === 'choose')) return showQuestion(turn, own, index)
      if (question.kind === 'choices') return toggle(turn, own, index, question, key, kind === 'add')
      return answerQuestion(turn, own, index, question.kind === 'mark' ? Number(key) : key)
    }
  }
}

/** What the town wants to know it for, be it what the whole survey is for, and the question again. */
export function tellWhy(turn: Turn, own: OwnSurvey, index: number): void {
  const voice = voiceFor(turn, own)
  const why = own.survey.questions[index]?.why ?? own.survey.why
  turn.notes.push(plain(inLanguage(why, voice.language)))
  showQuestion(turn, own, index)
}

function toggle(
  turn: Turn,
  own: OwnSurvey,
  index: number,
  question: Extract<SurveyQuestion, { kind: 'choices' }>,
  key: string,
  isAdded: boolean,
) {
  const before = own.given[question.key]
  const chosen: readonly unknown[] = Array.isArray(before) ? before : []
  if (chosen.includes(key) === isAdded) return showQuestion(turn, own, index)
  const keys = question.options.map(option => option.key).filter(one => (one === key ? isAdded : chosen.includes(one)))
  const { most = question.options.length } = question
  if (keys.length > most) {
    turn.notes.push(voiceFor(turn, own).say('survey.hint.tooMany', { count: most }))
    return showQuestion(turn, own, index)
  }
  const answer: SurveyAnswer | null = keys.length > 0 ? keys : null
  answerQuestion(turn, own, index, answer, true)
}

function refuse(turn: Turn, why: 'notYours' | 'closed' | Exclude<Standing, 'open' | 'late'>): void {
  turn.notes.push(turn.world.say(`survey.refused.${why}`))
}
