/**
 * The columns of exported answers, and what each of them and of its values means.
 *
 * Waves of one survey may be of several versions: what any of them offered has its place, as the newest of them calls it.
 */
import { surveyChoices, inLanguage as surveyWords } from '../../asking/question-message.ts'
import { dimensionsOf, LANGUAGE, NETWORK, tableDimensionsOf } from '../../core/panel/cut.ts'
import { isFree } from '../../core/panel/free-answer.ts'
import type { Survey } from '../../core/panel/survey.ts'
import { optionKeysOf, type SurveyAnswer } from '../../core/panel/survey-answer.ts'
import { type ActionContext, speakToStaff } from '../context.ts'
import { voiceForStaff } from './counted.ts'
import { dimensionName, valueName } from './results-by.ts'

/** A column with answers: of a question with several choices, there is one for each of them. */
export interface AnswerColumn {
  readonly name: string
  /** Key of the question. */
  readonly question: string
  /** The choice that it is about. */
  readonly option?: string
  readonly meaning: string
  /** What can stand in it. */
  readonly values: readonly { readonly value: string; readonly meaning: string }[]
}

export const WAVE = 'wave'
/** Told of people as their area is: each is left out where it would be true of few. */
export const TO_THE_END = 'to_the_end'
export const LATE = 'late'

/** What people are, what matters most first. */
export function columnsBeside({ place }: ActionContext): readonly string[] {
  return [...dimensionsOf(place).map(({ key }) => key), LANGUAGE, NETWORK]
}

/**
 * Words, photos and pins are told of nobody's other answers.
 *
 * @param versions  The newest last.
 * @param taken  Names of columns that mean something else: a question that is called so is told behind `answer.`.
 */
export function answerColumns(
  versions: readonly Survey[],
  taken: readonly string[],
  context: ActionContext,
): readonly AnswerColumn[] {
  const columns = new Map<string, AnswerColumn>()
  for (const survey of versions.toReversed()) {
    for (const column of columnsOf(survey, taken, context)) {
      const newer = columns.get(column.name)
      const more = column.values.filter(({ value }) => !newer?.values.some(one => one.value === value))
      columns.set(column.name, newer ? { ...newer, values: [...newer.values, ...more] } : column)
    }
  }
  // Those of one question stand together, also where an earlier version had one more of them.
  return [...Map.groupBy(columns.values(), ({ question }) => question).values()].flat()
}

function columnsOf(survey: Survey, taken: readonly string[], context: ActionContext): readonly AnswerColumn[] {
  const voice = voiceForStaff(survey, context)
  return survey.questions.flatMap(question => {
    if (isFree(question)) return []
    const { key, ask } = question
    const name = taken.includes(key) ? `answer.${key}` : key
    const meaning = surveyWords(ask, voice.language)
    const choices = surveyChoices(question, voice)
    if (question.kind !== 'choices') {
      const values = choices.map(choice => ({ value: choice.key, meaning: choice.label }))
      return [{ name, question: key, meaning, values }]
    }
    return choices.map(choice => ({
      ...{ name: `${name}.${choice.key}`, question: key, option: choice.key, meaning },
      values: [{ value: '1', meaning: choice.label }],
    }))
  })
}

/**
 * What stands in a column of somebody who answered so.
 *
 * @param asked  As the question was put to them.
 * @returns Empty where it was not asked, not offered, or skipped.
 */
export function answerIn({ question, option }: AnswerColumn, asked: Survey, answer: SurveyAnswer | null | undefined) {
  if (answer === undefined || answer === null) return ''
  if (option === undefined) return typeof answer === 'string' || typeof answer === 'number' ? String(answer) : ''
  const offered = asked.questions.find(({ key }) => key === question)
  if (!Array.isArray(answer) || !offered || !optionKeysOf(offered).includes(option)) return ''
  return answer.includes(option) ? '1' : '0'
}

/** Each column, then each value in it. */
export function codebook(columns: readonly AnswerColumn[], context: ActionContext): readonly string[][] {
  const say = speakToStaff(context.place)
  const dimensions = tableDimensionsOf(context.place)
  const beside = columnsBeside(context).flatMap(name => {
    const groups = dimensions.find(({ key }) => key === name)?.groups.filter(group => group !== '') ?? []
    const values = groups.map(group => [name, group, valueName(name, group, context)])
    return [[name, '', dimensionName(name, context)], ...values]
  })
  const asked = columns.flatMap(({ name, meaning, values }) => [
    [name, '', meaning],
    ...values.map(one => [name, one.value, one.meaning]),
  ])
  return [
    [WAVE, '', say('results.export.wave').text],
    [TO_THE_END, '', say('results.export.toTheEnd').text],
    [LATE, '', say('results.export.late').text],
    ...beside,
    ...asked,
  ]
}
