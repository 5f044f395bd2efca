/**
 * What is said to who answered a survey's question with something else.
 */
import type { SurveyVoice } from '../../asking/question-message.ts'
import { exampleFor } from '../../asking/read-typed.ts'
import type { SurveyQuestion } from '../../core/panel/survey.ts'
import { joinRich, type RichText } from '../../core/rich-text.ts'

/** One example; from the second time on, that it can be skipped as well. */
export function hintFor(question: SurveyQuestion, voice: SurveyVoice, wrong: number): RichText {
  const { say } = voice
  const example = exampleFor(question, voice) ?? ''
  const hint = () => {
    if (question.kind === 'photo' || question.kind === 'pin') return say(`survey.hint.${question.kind}`)
    if (question.kind !== 'number') return say('survey.hint.example', { example })
    return say('survey.hint.outOfRange', { from: question.from, to: question.to, example })
  }
  return wrong > 0 ? joinRich([hint(), say('survey.hint.skip')], '\n') : hint()
}
