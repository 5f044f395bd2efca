/**
 * Looks over a survey that staff are making, by the rules of its file.
 */
import type { Survey } from '../core/panel/survey.ts'
import type { Place } from '../core/place.ts'
import { inPlainWords } from '../place/values.ts'
import { type Problem, problemsOf } from './problem.ts'
import { checkSurvey } from './survey-references.ts'
import { surveySchema } from './survey-schema.ts'

/** Every problem with its path in the survey; none where it can be launched. */
export function checkDraft(survey: Survey, place: Place): readonly Problem[] {
  const parsed = surveySchema(survey.languages).safeParse(asFile(survey), { error: inPlainWords })
  return parsed.success ? checkSurvey(parsed.data, place) : parsed.error.issues.flatMap(problemsOf)
}

/** Its pictures are stored: under a name that a file could have, for the file's rules. */
function asFile(survey: Survey): unknown {
  const questions = survey.questions.map(question =>
    question.kind === 'pictures'
      ? { ...question, options: question.options.map(option => ({ ...option, picture: `${option.picture}.jpg` })) }
      : question,
  )
  return { ...survey, questions }
}
