/**
 * A survey in a turn: looked up, shown, answered.
 */
import { questionMessage, type SurveyVoice, surveyVoice } from '../../asking/question-message.ts'
import { answerTo } from '../../core/lookup.ts'
import { keyDaysOf } from '../../core/panel/key-life.ts'
import { type OwnSurvey, type Standing, standingOf } from '../../core/panel/own-survey.ts'
import { applicable, nextQuestion, type SurveyAnswer } from '../../core/panel/survey-answer.ts'
import { keep, type Turn } from '../turn.ts'
import { isUnderWay } from './survey-place.ts'

/** @returns Undefined where it has to be looked up first, null where it is none of this person's. */
export function findSurvey(turn: Turn, waveId: string): OwnSurvey | null | undefined {
  const known = answerTo({ kind: 'survey', waveId }, turn.world.lookedUp)
  if (!known) turn.wants = { kind: 'survey', waveId }
  return known?.found
}

/** Where the person is in a survey. Who has left it for a day is somewhere else by now; its buttons still work. */
export function underWay({ state: { survey }, world: { now } }: Turn): Turn['state']['survey'] {
  return survey && isUnderWay(survey, now) ? survey : undefined
}

export function standingIn(turn: Turn, own: OwnSurvey): Standing {
  return standingOf(own, turn.world.now, keyDaysOf(turn.world.place))
}

export function voiceFor(turn: Turn, { survey }: OwnSurvey): SurveyVoice {
  return surveyVoice(survey, turn.world.language, turn.here !== undefined)
}

/** Shows a question, and takes what is typed next for its answer. */
export function showQuestion(turn: Turn, own: OwnSurvey, question: number, wrong = 0): void {
  const { now } = turn.world
  keep(turn, { survey: { waveId: own.waveId, question, at: now.toISOString(), ...(wrong > 0 && { wrong }) } })
  turn.show = { what: 'survey', message: questionMessage(own, question, voiceFor(turn, own), own.given) }
}

/**
 * Answers a question; the action puts the next one.
 *
 * @param answer  Null: skipped.
 * @param stays  True where more of it may come.
 */
export function answerQuestion(
  turn: Turn,
  own: OwnSurvey,
  question: number,
  answer: SurveyAnswer | null,
  stays = false,
): void {
  const { waveId, survey, given } = own
  const { now, language } = turn.world
  const key = survey.questions[question]?.key ?? ''
  turn.effects.push({ kind: 'answerSurvey', waveId, question, answer, stays, language })
  const next = stays ? question : nextQuestion(survey, applicable(survey, { ...given, [key]: answer }))
  const place = next === undefined ? undefined : { waveId, question: next, at: now.toISOString() }
  keep(turn, { survey: place, view: undefined, asks: undefined })
  turn.show = { what: 'nothing' }
  turn.hint = undefined
}
