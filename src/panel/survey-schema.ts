/**
 * The shape of a survey's file. What refers to something else, in it or in the place, is checked in `survey-references.ts`.
 */
import { Cron } from 'croner'
import { z } from 'zod'
import { MOST_QUESTIONS, tooLateIn } from '../core/panel/survey.ts'
import { asWritten, isoDate, key, label, languageTag, phrases, sentence } from '../place/values.ts'
import type { IssueParams } from './problem.ts'

/** A day less the hour that clocks move by. */
const LEAST_BETWEEN_MS = 23 * 3_600_000

/** More than any place speaks; each text is looked for in each of them. */
const MOST_LANGUAGES = 20

export const languagesOfSurvey = z
  .array(languageTag)
  .min(1, 'must name at least one language, the default first')
  .max(MOST_LANGUAGES, `must be at most ${MOST_LANGUAGES}`)
  .refine(tags => new Set(tags).size === tags.length, { error: 'names a language twice' })
  .transform(tags => tags as [string, ...string[]])

export type SurveyFile = z.output<ReturnType<typeof surveySchema>>

/** @param languages  As the file has them, or none where they are wrong: then only shapes are checked. */
export function surveySchema(languages: readonly string[]) {
  const title = inEach(languages, label)
  const words = inEach(languages, sentence)
  const option = z.strictObject({ key, name: title, synonyms: asWritten([], phrases).default({}) })
  const asked = {
    key,
    ask: words,
    why: words.exactOptional(),
    onlyIf: z.strictObject({ question: z.string(), is: z.array(z.string()).min(1, 'names no option') }).exactOptional(),
  }
  const options = (least: number, most: number) =>
    z.array(option).min(least, `must be at least ${least}`).max(most, `must be at most ${most}`)
  const question = z.discriminatedUnion(
    'kind',
    [
      z.strictObject({ ...asked, kind: z.literal('eitherOr'), options: options(2, 2) }),
      z.strictObject({ ...asked, kind: z.literal('choice'), options: options(2, 10) }),
      z.strictObject({
        ...asked,
        kind: z.literal('choices'),
        options: options(2, 10),
        most: z.int().min(1).exactOptional(),
      }),
      z.strictObject({ ...asked, kind: z.literal('mark'), low: title.exactOptional(), high: title.exactOptional() }),
      z
        .strictObject({
          ...asked,
          kind: z.literal('number'),
          from: z.number(),
          to: z.number(),
          unit: title.exactOptional(),
        })
        .refine(({ from, to }) => from < to, { error: 'must be more than `from`', path: ['to'] }),
      z.strictObject({
        ...asked,
        kind: z.literal('pictures'),
        options: z.array(option.extend({ picture })).length(2, 'must be two'),
      }),
      z.strictObject({ ...asked, kind: z.literal('agree') }),
      z.strictObject({ ...asked, kind: z.enum(['text', 'photo', 'pin']) }),
    ],
    KIND_ERROR,
  )
  return z.strictObject({
    key,
    title,
    why: words,
    owner: z.string().regex(/^[UW][A-Z0-9]{2,}$/, { error: 'must be the id of a Slack user (U… or W…)' }),
    outcomeBy: isoDate,
    languages: languagesOfSurvey,
    audience: audience.prefault({}),
    schedule,
    post: z.array(z.string()).min(1, 'names none').exactOptional(),
    questions: z
      .array(question)
      .min(1, 'must be at least one')
      .max(MOST_QUESTIONS, `must be at most ${MOST_QUESTIONS}: people answer what is short`),
  })
}

const KIND_ERROR = {
  error: 'must be one of eitherOr, choice, choices, mark, number, pictures, agree, text, photo, pin',
}

/** A picture that lies beside the survey or below, never elsewhere. */
const picture = z
  .string()
  .regex(/^(?!\/)(?!.*\.\.)[\w./-]+\.(png|jpe?g|webp)$/i, 'must be a PNG, JPEG or WebP file beside the survey')

const days = (most: number) => z.int().min(1, 'must be at least 1 day').max(most, `must be at most ${most} days`)

const audience = z.strictObject({
  areas: z.array(z.string()).min(1, 'names none').exactOptional(),
  interests: z.array(z.string()).min(1, 'names none').exactOptional(),
  languages: z.array(languageTag).min(1, 'names none').exactOptional(),
  networks: z
    .array(z.enum(['telegram', 'discord']))
    .min(1, 'names none')
    .exactOptional(),
  profile: z.record(z.string(), z.array(z.string()).min(1, 'names none')).exactOptional(),
  notAskedInDays: days(365).exactOptional(),
  sample: z
    .strictObject({
      size: z.int().min(1, 'must be at least 1'),
      by: z.array(z.string()).max(3, 'must be at most 3').default([]),
      seed: z.int().min(0).max(4_294_967_295).exactOptional(),
    })
    .exactOptional(),
  quotas: z
    .array(z.strictObject({ of: z.record(z.string(), z.string()), most: z.int().min(1, 'must be at least 1') }))
    .default([]),
})

const schedule = z
  .strictObject({
    at: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, 'must be a local date and time as in 2027-03-01T10:00')
      .refine(at => isDateTime(at), { error: 'is a day or time that there is not' })
      .exactOptional(),
    repeat: z
      .string()
      .superRefine((cron, context) => {
        const wrong = wrongWithCron(cron)
        if (wrong) context.addIssue({ code: 'custom', message: wrong })
      })
      .exactOptional(),
    zone: z.enum(['place', 'member']).default('place'),
    spreadHours: z.number().min(0).max(72, 'must be at most 72').default(0),
    remindAfterDays: days(60).exactOptional(),
    closesAfterDays: days(90),
  })
  .refine(({ at, repeat }) => at === undefined || repeat === undefined, {
    error: 'has both `at` and `repeat`: one of them',
  })
  .superRefine((times, context) => {
    for (const part of tooLateIn(times))
      context.addIssue({ code: 'custom', message: 'must be before it closes', path: [part] })
  })

function isDateTime(at: string): boolean {
  const time = Date.parse(`${at}:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(at)
}

/** Next times are looked up from one fixed moment, so that a file that is right today is right tomorrow. */
function wrongWithCron(line: string): string | undefined {
  if (line.trim().split(/\s+/).length !== 5) return 'must have five fields, as in "0 10 1 * *"'
  let next: readonly Date[]
  try {
    next = new Cron(line, { paused: true, timezone: 'UTC' }).nextRuns(50, new Date('2026-01-01T00:00:00Z'))
  } catch (error) {
    return `is no cron line: ${(error as Error).message.replace(/^CronPattern: /, '')}`
  }
  if (next.length === 0) return 'never comes'
  const tooOften = next.some((time, n) => n > 0 && time.getTime() - next[n - 1]!.getTime() < LEAST_BETWEEN_MS)
  return tooOften ? 'comes more often than once a day' : undefined
}

/** One text for each of the survey's languages; a plain text where it has only one. */
function inEach<T>(languages: readonly string[], value: z.ZodType<T>) {
  return z
    .unknown()
    .superRefine((raw, context) => {
      const tags = typeof raw === 'object' && raw !== null ? Object.keys(raw) : languages.slice(0, 1)
      for (const language of languages.slice(1))
        if (!tags.includes(language))
          context.addIssue({ code: 'custom', message: `is missing in ${language}`, params: of('missingIn', language) })
      for (const tag of languages.length > 0 ? tags : [])
        if (!languages.includes(tag))
          context.addIssue({
            code: 'custom',
            message: `${tag} is none of the survey's languages`,
            path: [tag],
            params: of('otherLanguage', tag),
          })
    })
    .pipe(asWritten(languages, value))
}

function of(kind: 'missingIn' | 'otherLanguage', language: string): IssueParams {
  return { because: { kind, language } }
}
