/**
 * One question of a survey: its kind, its words in each language, its answers, and after which answer it is asked.
 */
import { speakToStaff } from '../../actions/context.ts'
import type { FormField, FormItem } from '../../core/desk-views.ts'
import { MOST_QUESTIONS, type QuestionKind, type Survey, type SurveyQuestion } from '../../core/panel/survey.ts'
import { optionKeysOf } from '../../core/panel/survey-answer.ts'
import type { Place } from '../../core/place.ts'
import { shorten } from '../../core/shorten.ts'
import { wordsFields, wordsKey } from './form-words.ts'
import type { PartForm, ShownPart } from './part-form.ts'
import { optionLines } from './question-options.ts'
import { readQuestion } from './read-question.ts'

const KINDS = [
  'eitherOr',
  'choice',
  'choices',
  'mark',
  'agree',
  'number',
  'text',
  'pictures',
  'photo',
  'pin',
] as const satisfies readonly QuestionKind[]

export const REMOVE = 'remove'
/** UTF-16 units, as the survey's file has them. */
export const MOST = { ask: 1_000, options: 1_000, end: 80, number: 15 } as const

export const questionForm: PartForm = {
  title: 'builder.title.question',
  firstField: ({ languages: [language] }) => wordsKey('ask', language),
  fields: questionFields,
  partOf: ({ questions }, part) => questions.find(({ key }) => key === part) ?? null,
  read: readQuestion,
}

/** Of whatever kind was chosen by now. */
function questionFields({ place, survey, filled }: ShownPart, part: string): readonly FormItem[] {
  const say = speakToStaff(place)
  const question = survey.questions.find(({ key }) => key === part)
  const { languages } = survey
  const kind = kindOf(filled?.kind) ?? question?.kind ?? 'choice'
  return [
    {
      key: 'kind',
      kind: 'choice',
      live: true,
      label: say('builder.form.kind').text,
      required: true,
      options: KINDS.map(value => ({ value, label: say(`builder.kinds.${value}`).text })),
      given: kind,
    },
    ...wordsFields(place, languages, {
      key: 'ask',
      label: say('builder.form.ask').text,
      most: MOST.ask,
      given: question?.ask,
      required: true,
    }),
    ...ofKind(place, survey, kind, question),
    ...wordsFields(place, languages, {
      key: 'because',
      label: say('builder.form.because').text,
      hint: say('builder.form.becauseHint').text,
      most: MOST.ask,
      given: question?.why,
      required: false,
    }),
    ...conditionField(place, survey, part, question),
    ...orderFields(place, survey, part),
  ]
}

export function kindOf(kind: string | undefined): QuestionKind | undefined {
  return KINDS.find(one => one === kind)
}

function ofKind(
  place: Place,
  { languages }: Survey,
  kind: QuestionKind,
  question: SurveyQuestion | undefined,
): readonly FormItem[] {
  const say = speakToStaff(place)
  const number = (key: 'most' | 'from' | 'to', given: number | undefined): FormField => ({
    key,
    kind: 'words',
    oneLine: true,
    label: say(`builder.form.${key}`).text,
    required: key !== 'most',
    most: MOST.number,
    given: given === undefined ? '' : String(given),
  })
  const options = (hint: 'optionsHint' | 'picturesHint') =>
    wordsFields(place, languages, {
      key: 'options',
      label: say('builder.form.options').text,
      hint: say(`builder.form.${hint}`).text,
      most: MOST.options,
      given: question && 'options' in question ? optionLines(question.options, languages) : undefined,
      required: true,
    })
  switch (kind) {
    case 'eitherOr':
    case 'choice':
      return options('optionsHint')
    case 'choices':
      return [...options('optionsHint'), number('most', question?.kind === 'choices' ? question.most : undefined)]
    case 'pictures':
      return [
        { key: 'pictures', kind: 'files', label: say('builder.form.pictures').text, required: false, most: 2 },
        ...options('picturesHint'),
      ]
    case 'mark':
      return (['low', 'high'] as const).flatMap(end =>
        wordsFields(place, languages, {
          key: end,
          label: say(`builder.form.${end}`).text,
          most: MOST.end,
          oneLine: true,
          given: question?.kind === 'mark' ? question[end] : undefined,
          required: false,
        }),
      )
    case 'number':
      return [
        number('from', question?.kind === 'number' ? question.from : undefined),
        number('to', question?.kind === 'number' ? question.to : undefined),
        ...wordsFields(place, languages, {
          key: 'unit',
          label: say('builder.form.unit').text,
          most: MOST.end,
          oneLine: true,
          given: question?.kind === 'number' ? question.unit : undefined,
          required: false,
        }),
      ]
    default:
      return []
  }
}

/** Every answer of earlier questions that can be chosen. */
function conditionField(
  place: Place,
  survey: Survey,
  part: string,
  question: SurveyQuestion | undefined,
): readonly FormItem[] {
  const say = speakToStaff(place)
  const [language] = survey.languages
  const own = survey.questions.findIndex(({ key }) => key === part)
  const earlier = survey.questions.slice(0, own < 0 ? MOST_QUESTIONS : own)
  const options = earlier.flatMap((one, n) =>
    optionKeysOf(one).map(key => {
      const option = 'options' in one ? one.options.find(option => option.key === key)?.name[language] : undefined
      const answer = one.kind === 'agree' ? say(`builder.agree.${agreeOf(key)}`).text : (option ?? key)
      return { value: `${one.key}:${key}`, label: shorten(`${n + 1}: ${answer}`, 75) }
    }),
  )
  if (options.length === 0) return []
  const { onlyIf } = question ?? {}
  return [
    {
      key: 'onlyIf',
      kind: 'choices',
      label: say('builder.form.onlyIf').text,
      hint: say('builder.form.onlyIfHint').text,
      required: false,
      options,
      given: onlyIf?.is.map(key => `${onlyIf.question}:${key}`) ?? [],
    },
  ]
}

function agreeOf(key: string): 'agree' | 'disagree' | 'pass' {
  return key === 'agree' || key === 'disagree' ? key : 'pass'
}

function orderFields(place: Place, { questions }: Survey, part: string): readonly FormItem[] {
  const say = speakToStaff(place)
  const own = questions.findIndex(({ key }) => key === part)
  const places = own < 0 ? questions.length + 1 : questions.length
  const position: FormItem = {
    key: 'position',
    kind: 'choice',
    label: say('builder.form.position').text,
    required: true,
    options: Array.from({ length: places }, (_, n) => ({ value: String(n + 1), label: String(n + 1) })),
    given: String(own < 0 ? places : own + 1),
  }
  const fate: FormItem = {
    key: 'fate',
    kind: 'choice',
    label: say('builder.form.fate').text,
    required: true,
    options: [
      { value: 'keep', label: say('builder.form.keep').text },
      { value: REMOVE, label: say('builder.form.remove').text },
    ],
    given: 'keep',
  }
  return [...(places > 1 ? [position] : []), ...(own < 0 ? [] : [fate])]
}
