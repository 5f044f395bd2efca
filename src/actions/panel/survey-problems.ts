/**
 * What is still to be done before a survey can be launched, in words for those who make it.
 */

import type { Survey } from '../../core/panel/survey.ts'
import { inEveryLanguage } from '../../core/panel/survey-texts.ts'
import type { Place } from '../../core/place.ts'
import type { RichText } from '../../core/rich-text.ts'
import { checkDraft } from '../../panel/check-draft.ts'
import type { Problem } from '../../panel/problem.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { languageName } from '../language-name.ts'
import { problemInWords } from './problem-in-words.ts'

/** @returns  None where it can be launched. */
export function surveyProblems(survey: Survey, { place }: ActionContext): readonly RichText[] {
  const say = speakToStaff(place)
  if (survey.questions.length === 0) return [say('builder.todo.noQuestions')]
  const missing = survey.questions.flatMap((question, n) =>
    survey.languages
      .filter(language => !inEveryLanguage(question, [language]))
      .map(language => say('builder.todo.missing', { number: String(n + 1), language: languageName(place, language) })),
  )
  // said above, in better words
  const problems = checkDraft(survey, place).filter(problem => !isIncomplete(problem))
  return [...missing, ...problems.map(problem => inItsQuestion(problem, place))]
}

/**
 * What is against the rules in a survey, and was not before it was changed; that it is not complete is none of it, nor that
 * pictures are still to come.
 */
export function newProblems(survey: Survey, before: Survey, { place }: ActionContext): readonly RichText[] {
  const known = new Set(checkDraft(before, place).map(problem => named(problem, before)))
  return checkDraft(survey, place)
    .filter(
      problem => !known.has(named(problem, survey)) && !isIncomplete(problem) && problem.path.at(-1) !== 'picture',
    )
    .map(problem => inItsQuestion(problem, place))
}

/** With the number of the question that it is about. */
function inItsQuestion(problem: Problem, place: Place): RichText {
  const say = speakToStaff(place)
  const words = problemInWords(problem, place)
  if (problem.path[0] !== 'questions' || problem.path.length === 1) return words
  const number = String(Number(problem.path[1]) + 1)
  if (problem.path[2] === 'onlyIf') return say('builder.todo.condition', { number })
  return say('builder.todo.question', { number, message: words })
}

/** Something is still to be written: no questions yet, or a language in which a question is missing. */
function isIncomplete({ path, because }: Problem): boolean {
  return path.join() === 'questions' || because?.kind === 'missingIn'
}

/** A question is known by its key, wherever it stands. */
function named({ path, message }: Problem, { questions }: Survey): string {
  return path
    .map((step, n) => (n === 1 && path[0] === 'questions' ? (questions[Number(step)]?.key ?? step) : step))
    .map(String)
    .concat(message)
    .join('\n')
}
