/**
 * What somebody answered, and which question that leads to.
 */
import type { StoredFile } from '../files.ts'
import type { Point } from '../point.ts'
import type { Survey, SurveyQuestion } from './survey.ts'

/**
 * As it is kept; the question's kind tells which it is: the key of an option (`agree`, `disagree` and `pass` are options
 * as well), a mark or number, the keys of several options in the question's order, the words of a text, a photo, a point.
 */
export type SurveyAnswer = string | number | readonly string[] | StoredFile | Point

/** By the question's key; null where it was skipped. */
export type SurveyAnswers = Readonly<Record<string, SurveyAnswer | null>>

export const AGREE_OPTIONS = ['agree', 'disagree', 'pass'] as const
export const MOST_MARK = 5

/** What can be chosen in answer to a question; none where it is not answered by choosing. */
export function optionKeysOf(question: SurveyQuestion): readonly string[] {
  if ('options' in question) return question.options.map(option => option.key)
  if (question.kind === 'agree') return AGREE_OPTIONS
  return question.kind === 'mark' ? Array.from({ length: MOST_MARK }, (_, n) => String(n + 1)) : []
}

/** True where the question is put to who answered so: it hangs on nothing, or on an option that they chose. */
function appliesTo({ onlyIf }: SurveyQuestion, given: SurveyAnswers): boolean {
  if (!onlyIf) return true
  const answer = given[onlyIf.question]
  if (answer === undefined || answer === null) return false
  const chosen = Array.isArray(answer) ? answer : [String(answer)]
  return chosen.some(key => onlyIf.is.includes(key))
}

/** What is left of the answers once those are gone that no longer apply: their question hangs on another's answer. */
export function applicable({ questions }: Pick<Survey, 'questions'>, given: SurveyAnswers): SurveyAnswers {
  // A question hangs on an earlier one only, so that one walk in their order is enough.
  const kept: Record<string, SurveyAnswer | null> = {}
  for (const question of questions) {
    const answer = given[question.key]
    if (answer !== undefined && appliesTo(question, kept)) kept[question.key] = answer
  }
  return kept
}

/**
 * True where several choices may still be on their way: they are kept tap by tap, and only *Done* or what follows says that
 * they are complete.
 */
export function isBeingChosen({ questions }: Pick<Survey, 'questions'>, given: SurveyAnswers, index: number): boolean {
  const later = questions.slice(index + 1)
  return questions[index]?.kind === 'choices' && later.every(({ key }) => given[key] === undefined)
}

/** Index of the first question that is put to them and has no answer yet; undefined where none is left. */
export function nextQuestion({ questions }: Pick<Survey, 'questions'>, given: SurveyAnswers): number | undefined {
  const index = questions.findIndex(question => given[question.key] === undefined && appliesTo(question, given))
  return index === -1 ? undefined : index
}
