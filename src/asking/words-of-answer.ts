/**
 * An answer in words, to be said back to who gave it.
 */
import { listIn } from '../core/direction.ts'
import type { SurveyQuestion } from '../core/panel/survey.ts'
import type { SurveyAnswer } from '../core/panel/survey-answer.ts'
import { inLanguage, type SurveyVoice, surveyChoices } from './question-message.ts'

/** @returns Undefined where there is nothing to say back: a question that was skipped, words, a photo, a pin. */
export function wordsOfAnswer(
  question: SurveyQuestion,
  answer: SurveyAnswer | null,
  voice: SurveyVoice,
): string | undefined {
  if (answer === null) return undefined
  switch (question.kind) {
    case 'text':
    case 'photo':
    case 'pin':
      return undefined
    case 'number':
      return [String(answer), ...(question.unit ? [inLanguage(question.unit, voice.language)] : [])].join(' ')
    default: {
      const keys: readonly unknown[] = Array.isArray(answer) ? answer : [String(answer)]
      const chosen = surveyChoices(question, voice).filter(({ key }) => keys.includes(key))
      return listIn(
        voice.language,
        chosen.map(({ label }) => label),
      )
    }
  }
}
