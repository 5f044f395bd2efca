/**
 * The texts of a survey's questions, in the languages that it has.
 */
import type { Language, PerLanguage } from '../place.ts'
import type { Survey, SurveyQuestion } from './survey.ts'

/** Whether everything that a question says is there in each of them. */
export function inEveryLanguage(question: SurveyQuestion, languages: readonly Language[]): boolean {
  return textsOf(question).every(text => languages.every(language => Object.hasOwn(text, language)))
}

function textsOf(question: SurveyQuestion): readonly PerLanguage<string>[] {
  const own = [question.ask, question.why]
  const further = {
    options: 'options' in question ? question.options.map(option => option.name) : [],
    mark: question.kind === 'mark' ? [question.low, question.high] : [],
    number: question.kind === 'number' ? [question.unit] : [],
  }
  return [...own, ...further.options, ...further.mark, ...further.number].filter(text => text !== undefined)
}

/** Without what it says in other languages than its own. */
export function inItsLanguages(survey: Survey): Survey {
  const kept = <T>(texts: PerLanguage<T>): PerLanguage<T> =>
    Object.fromEntries(Object.entries(texts).filter(([language]) => survey.languages.includes(language)))
  return {
    ...survey,
    title: kept(survey.title),
    why: kept(survey.why),
    questions: survey.questions.map(question => {
      const { why } = question
      const same = { ask: kept(question.ask), ...(why && { why: kept(why) }) }
      switch (question.kind) {
        case 'eitherOr':
        case 'choice':
        case 'choices':
          return { ...question, ...same, options: question.options.map(one => ({ ...one, name: kept(one.name) })) }
        case 'pictures':
          return { ...question, ...same, options: question.options.map(one => ({ ...one, name: kept(one.name) })) }
        case 'mark': {
          const { low, high } = question
          return { ...question, ...same, ...(low && { low: kept(low) }), ...(high && { high: kept(high) }) }
        }
        case 'number': {
          const { unit } = question
          return { ...question, ...same, ...(unit && { unit: kept(unit) }) }
        }
        default:
          return { ...question, ...same }
      }
    }),
  }
}
