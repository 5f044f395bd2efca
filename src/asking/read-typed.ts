/**
 * What somebody typed, as an answer to a survey's question.
 */
import { fold } from '../core/fold.ts'
import { readMark } from '../core/panel/read-answer.ts'
import { readChoices } from '../core/panel/read-choices.ts'
import { readQuantity } from '../core/panel/read-quantity.ts'
import type { SurveyQuestion } from '../core/panel/survey.ts'
import { MOST_MARK, type SurveyAnswer } from '../core/panel/survey-answer.ts'
import { type SurveyVoice, surveyChoices } from './question-message.ts'

export type Typed =
  | { readonly kind: 'answer'; readonly answer: SurveyAnswer }
  /** The label of a button below the question. */
  | { readonly kind: 'skip' | 'done' | 'why' }
  /** More than may be chosen. */
  | { readonly kind: 'tooMany'; readonly most: number }
  | { readonly kind: 'unclear' }

/** No label or number is longer, and folding a long text costs. */
const LONGEST = 200

/** Words alone: a photo or a pin is no words. */
export function readTyped(question: SurveyQuestion, typed: string, voice: SurveyVoice): Typed {
  const button = typed.length <= LONGEST ? typedButton(question, typed, voice) : undefined
  if (button) return { kind: button }
  if (question.kind === 'text') return typed.trim() ? answered(typed.trim()) : UNCLEAR
  if (typed.length > LONGEST) return UNCLEAR
  switch (question.kind) {
    case 'mark':
      return orUnclear(readMark(typed, MOST_MARK))
    case 'number':
      return orUnclear(readInRange(question, typed))
    case 'choices':
      return readSeveral(question, typed, voice)
    case 'photo':
    case 'pin':
      return UNCLEAR
    default: {
      const [index, ...more] = readChoices(typed, surveyChoices(question, voice)) ?? []
      return index === undefined || more.length > 0 ? UNCLEAR : answered(surveyChoices(question, voice)[index]!.key)
    }
  }
}

/** An example of what is understood, to be typed; nothing where the question says it all. */
export function exampleFor(question: SurveyQuestion, voice: SurveyVoice): string | undefined {
  if (question.kind === 'mark') return '4'
  if (question.kind === 'number') return String(Math.round((question.from + question.to) / 2))
  if (question.kind === 'choices') return question.most === 1 ? '1' : '1, 2'
  return surveyChoices(question, voice)[0]?.label
}

const UNCLEAR = { kind: 'unclear' } as const

function answered(answer: SurveyAnswer): Typed {
  return { kind: 'answer', answer }
}

function orUnclear(answer: number | undefined): Typed {
  return answer === undefined ? UNCLEAR : answered(answer)
}

function typedButton(
  question: SurveyQuestion,
  typed: string,
  { say }: SurveyVoice,
): 'skip' | 'done' | 'why' | undefined {
  const buttons = [
    { kind: 'skip', label: say('button.skip').text },
    ...(question.kind === 'choices' ? [{ kind: 'done', label: say('button.done').text } as const] : []),
    { kind: 'why', label: say('survey.why').text },
  ] as const
  const folded = fold(typed)
  return buttons.find(({ label }) => fold(label) === folded)?.kind
}

/** "12", "12 km", "twelve". */
function readInRange({ from, to, unit }: Extract<SurveyQuestion, { kind: 'number' }>, typed: string) {
  const amount = readQuantity(typed, unit ? Object.values(unit) : [], to)
  return amount !== undefined && amount >= from && amount <= to ? amount : undefined
}

function readSeveral(question: Extract<SurveyQuestion, { kind: 'choices' }>, typed: string, voice: SurveyVoice): Typed {
  const choices = surveyChoices(question, voice)
  const indexes = readChoices(typed, choices)
  if (!indexes) return UNCLEAR
  const { most = choices.length } = question
  if (indexes.length > most) return { kind: 'tooMany', most }
  return answered(indexes.flatMap(index => choices[index]?.key ?? []))
}
