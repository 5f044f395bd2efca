/**
 * What of a survey has the right shape although not all of it has: so that what refers to something that is not there is told
 * at the same time.
 */
import type { Problem } from './problem.ts'
import { type SurveyFile, surveySchema } from './survey-schema.ts'

/** A question whose shape is wrong: others may hang on it all the same. */
interface UnreadQuestion {
  readonly kind: 'unread'
  readonly key: string
}

/** A survey is one too. */
export interface SurveyParts {
  readonly languages: readonly string[]
  readonly audience: SurveyFile['audience']
  readonly schedule?: SurveyFile['schedule']
  readonly post?: readonly string[]
  readonly questions: readonly (SurveyFile['questions'][number] | UnreadQuestion)[]
}

/** @param problems  All that is wrong with the shape of `raw`, at least one. */
export function rightParts(raw: unknown, problems: readonly Problem[]): SurveyParts {
  const { languages, audience, schedule, post, questions } = surveySchema([]).shape
  const survey = isRecord(raw) ? raw : {}
  const wrongFields = new Set(problems.filter(({ path }) => path[0] === 'audience').map(({ path }) => path[1]))
  const fields = Object.entries(isRecord(survey.audience) ? survey.audience : {})
  const read = { schedule: schedule.safeParse(survey.schedule).data, post: post.safeParse(survey.post).data }
  return {
    languages: languages.safeParse(survey.languages).data ?? [],
    audience: audience.parse(Object.fromEntries(fields.filter(([field]) => !wrongFields.has(field)))),
    ...(read.schedule && { schedule: read.schedule }),
    ...(read.post && { post: read.post }),
    questions: (Array.isArray(survey.questions) ? survey.questions : []).map(
      (one: unknown) => questions.element.safeParse(one).data ?? unread(one),
    ),
  }
}

function unread(question: unknown): UnreadQuestion {
  const key = isRecord(question) && typeof question.key === 'string' ? question.key : ''
  return { kind: 'unread', key }
}

function isRecord(raw: unknown): raw is Readonly<Record<string, unknown>> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
}
