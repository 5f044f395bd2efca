/**
 * A survey as one of those who are asked sees it: its questions, what they answered, and whether that can be changed.
 */
import type { StoredFile } from '../files.ts'
import { lateUntil } from './key-life.ts'
import type { Survey } from './survey.ts'
import { isBeingChosen, nextQuestion, type SurveyAnswers } from './survey-answer.ts'
import { testOf } from './survey-test.ts'

/** One sending of a survey, in the version that it is of. */
export interface AskedSurvey {
  /** Of a wave, or of a test (`survey-test.ts`). */
  readonly waveId: string
  readonly survey: Survey
  /** Those of its options, by what the survey calls them. */
  readonly pictures: Readonly<Record<string, StoredFile>>
}

/** JSON: what a turn that looked it up is told. */
export interface OwnSurvey extends AskedSurvey {
  readonly stopped: boolean
  /** They are not on the panel, or not any more: nothing is asked of them, what they answered is still theirs to erase. */
  readonly hasLeft: boolean
  /** It stands in a channel, where whoever is on the panel may answer it, and whoever is not may join. */
  readonly isPosted: boolean
  /** ISO 8601 instant. */
  readonly closesAt: string
  /** False once nobody can tell any more who answered what: nothing can be changed or taken out then. */
  readonly isTraceable: boolean
  /** What they answered so far. */
  readonly given: SurveyAnswers
  /** They came to the end, and were thanked. */
  readonly hasFinished: boolean
  /** They have answered nothing yet, and of people like them as many were asked as were wanted. */
  readonly isFull: boolean
}

/** One of those that somebody answered. */
export interface AnsweredSurvey {
  readonly waveId: string
  readonly title: Survey['title']
  readonly languages: Survey['languages']
}

/**
 * `open`: answers count and can be changed; `late`: what was not answered yet can still be, and is marked as late;
 * `tooLate`, `full`, `stopped`, `left`, `over`, `testOver`: nothing can be answered.
 */
export type Standing = 'open' | 'late' | 'tooLate' | 'full' | 'stopped' | 'left' | 'over' | 'testOver'

/** @param keyDays  Of the place: so long after it closed answers can be told apart. */
export function standingOf(
  own: Pick<OwnSurvey, 'waveId' | 'stopped' | 'hasLeft' | 'closesAt' | 'isTraceable' | 'isFull'>,
  now: Date,
  keyDays: number,
): Standing {
  if (!own.isTraceable) return 'over'
  if (own.hasLeft) return 'left'
  if (own.stopped) return 'stopped'
  if (own.isFull) return 'full'
  const closesAt = new Date(own.closesAt)
  if (closesAt > now) return 'open'
  if (testOf(own.waveId) !== undefined) return 'testOver'
  return now.getTime() < lateUntil(closesAt, keyDays) ? 'late' : 'tooLate'
}

/** True where, once a survey has closed, nothing can be answered to this question any more: whoever came to the end is done. */
export function isSettled(
  { survey, given, hasFinished }: Pick<OwnSurvey, 'survey' | 'given' | 'hasFinished'>,
  index: number,
): boolean {
  const { key = '' } = survey.questions[index] ?? {}
  return hasFinished || (given[key] !== undefined && !isBeingChosen(survey, given, index))
}

/**
 * Index of the question at which somebody goes on who left off: the first without an answer, else choices that are not
 * complete. Undefined for who came to the end.
 */
export function goesOnAt({ survey, given, hasFinished }: Pick<OwnSurvey, 'survey' | 'given' | 'hasFinished'>) {
  const next = nextQuestion(survey, given)
  if (next !== undefined || hasFinished) return next
  const last = survey.questions.findLastIndex(({ key }, n) => given[key] && isBeingChosen(survey, given, n))
  return last === -1 ? undefined : last
}
