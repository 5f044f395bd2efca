/**
 * What a survey is called, why the town asks, who answers for it, by when members hear what came of it, and its languages:
 * those in which it has a title.
 */
import { speakToStaff } from '../../actions/context.ts'
import type { Filled, FormItem } from '../../core/desk-views.ts'
import type { Survey } from '../../core/panel/survey.ts'
import { inItsLanguages } from '../../core/panel/survey-texts.ts'
import type { Language, Place } from '../../core/place.ts'
import { asLine, missingWords, readWords, wordsFields, wordsKey } from './form-words.ts'
import type { PartForm, ReadPart } from './part-form.ts'

/** Discord's button label, as of every title; a sentence of the file. */
const MOST = { title: 80, why: 1_000 } as const
/** Of a new survey. */
const CLOSES_AFTER_DAYS = 14

export const basicsForm: PartForm = {
  title: 'builder.title.basics',
  firstField: ({ languages: [language] }) => wordsKey('title', language),
  fields: ({ place, survey }) => basicsFields(place, survey),
  partOf: ({ title, why, owner, outcomeBy, languages }) => [title, why, owner, outcomeBy, languages],
  read: ({ place, now }, survey, _, { filled }) => {
    const read = readBasics(place, filled, dayOf(now(), place))
    if (read.errors) return read
    return { survey: inItsLanguages({ ...survey, ...read.basics }) }
  },
}

export function basicsFields(
  place: Place,
  given: Partial<Pick<Survey, 'title' | 'why' | 'owner' | 'outcomeBy'>>,
): readonly FormItem[] {
  const say = speakToStaff(place)
  const { title, why, owner, outcomeBy } = given
  const languages = place.languages
  return [
    ...wordsFields(place, languages, {
      key: 'title',
      label: say('builder.form.title').text,
      ...(languages.length > 1 && { hint: say('builder.form.titleHint').text }),
      most: MOST.title,
      oneLine: true,
      given: title,
      required: false,
    }),
    ...wordsFields(place, languages, {
      key: 'why',
      label: say('builder.form.why').text,
      hint: say('builder.form.whyHint').text,
      most: MOST.why,
      given: why,
      required: false,
    }),
    {
      key: 'owner',
      kind: 'person',
      label: say('builder.form.owner').text,
      hint: say('builder.form.ownerHint').text,
      required: true,
      ...(owner !== undefined && { given: owner }),
    },
    {
      key: 'outcomeBy',
      kind: 'date',
      label: say('builder.form.outcomeBy').text,
      hint: say('builder.form.outcomeByHint').text,
      required: true,
      ...(outcomeBy !== undefined && { given: outcomeBy }),
    },
  ]
}

type Basics = Pick<Survey, 'title' | 'why' | 'owner' | 'outcomeBy' | 'languages'>

/** @param today  ISO date. */
export function readBasics(
  place: Place,
  filled: Filled,
  today: string,
): { readonly basics: Basics; readonly errors?: never } | Extract<ReadPart, { survey?: never }> {
  const say = speakToStaff(place)
  const title = asLine(readWords(filled, 'title', place.languages))
  const why = readWords(filled, 'why', place.languages)
  const languages = place.languages.filter(language => Object.hasOwn(title, language))
  const [first] = languages
  const { owner = '', outcomeBy = '' } = filled
  const tooLong = place.languages.flatMap(language => [
    ...((title[language]?.length ?? 0) > MOST.title ? [[wordsKey('title', language), MOST.title] as const] : []),
    ...((why[language]?.length ?? 0) > MOST.why ? [[wordsKey('why', language), MOST.why] as const] : []),
  ])
  const untitled = Object.keys(why).filter(language => !Object.hasOwn(title, language))
  const errors = {
    ...(!first && { [wordsKey('title', place.languages[0])]: say('builder.wrong.noTitle').text }),
    ...missingWords(place, 'title', untitled, title),
    ...missingWords(place, 'why', languages, why),
    ...Object.fromEntries(tooLong.map(([key, most]) => [key, say('builder.wrong.long', { most: String(most) }).text])),
    ...(!/^[UW][A-Z0-9]{2,}$/.test(owner) && { owner: say('builder.wrong.noOwner').text }),
    ...(!isDay(outcomeBy) && { outcomeBy: say('builder.wrong.noDay').text }),
    ...(isDay(outcomeBy) && outcomeBy < today && { outcomeBy: say('builder.wrong.past').text }),
  }
  if (!first || Object.keys(errors).length > 0) return { errors }
  const [, ...further]: readonly Language[] = languages
  return { basics: { title, why, owner, outcomeBy, languages: [first, ...further] } }
}

/** A survey that has nothing but this. */
export function newSurvey(key: string, basics: Basics): Survey {
  const schedule = { zone: 'place', spreadHours: 0, closesAfterDays: CLOSES_AFTER_DAYS } as const
  return { key, ...basics, audience: { quotas: [] }, schedule, questions: [] }
}

/** ISO date, by the town's clock. */
export function dayOf(now: Date, { timeZone }: Place): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now)
}

export function isDay(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`)
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(date)
}
