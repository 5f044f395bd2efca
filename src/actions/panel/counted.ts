/**
 * What of a survey is counted, and how it is called among staff.
 */
import {
  type SurveyVoice,
  surveyChoices,
  surveyVoice,
  inLanguage as surveyWords,
} from '../../asking/question-message.ts'
import type { Middle } from '../../core/panel/middle.ts'
import type { Survey, SurveyQuestion } from '../../core/panel/survey.ts'
import type { RichText } from '../../core/rich-text.ts'
import { shorten } from '../../core/shorten.ts'
import { type ActionContext, speakToStaff } from '../context.ts'

/** UTF-16 units of a question above what was answered to it. */
const HEADING = 150

/** Those whose answers are counted: what is chosen, and numbers. */
export function countedQuestions(survey: Survey): readonly SurveyQuestion[] {
  const voice = surveyVoice(survey, survey.languages[0])
  return survey.questions.filter(question => question.kind === 'number' || surveyChoices(question, voice).length > 0)
}

export function voiceForStaff(survey: Survey, { place }: ActionContext): SurveyVoice {
  return surveyVoice(survey, place.languages[0])
}

/** A question as the heading of what was answered to it. */
export function questionName(survey: Survey, question: SurveyQuestion, context: ActionContext): RichText {
  const { language } = voiceForStaff(survey, context)
  const ask = shorten(surveyWords(question.ask, language), HEADING)
  return { text: ask, spans: [{ kind: 'bold', start: 0, end: ask.length }] }
}

interface Numbers {
  readonly number: (value: number) => string
  /** Of whole per cent. */
  readonly percent: (value: number) => string
}

/** Numbers as the language of staff writes them. */
export function numbersOf({ place }: ActionContext): Numbers {
  const [language] = place.languages
  const number = new Intl.NumberFormat(language)
  const percent = new Intl.NumberFormat(language, { style: 'percent' })
  return { number: value => number.format(value), percent: value => percent.format(value / 100) }
}

/** The middle of numbers with their unit, and where the middle half of them lies. */
export function middleInWords(
  { unit }: Extract<SurveyQuestion, { kind: 'number' }>,
  [low, middle, high]: Middle,
  survey: Survey,
  context: ActionContext,
): string {
  const { number } = numbersOf(context)
  const half = speakToStaff(context.place)('results.half', { low: number(low), high: number(high) }).text
  const { language } = voiceForStaff(survey, context)
  return `${[number(middle), ...(unit ? [surveyWords(unit, language)] : [])].join(' ')} (${half})`
}
