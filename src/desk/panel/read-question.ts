/**
 * What was filled in about a question, as a question; or what is wrong with it, field by field.
 */
import { speakToStaff } from '../../actions/context.ts'
import type { Filled, FilledForm } from '../../core/desk-views.ts'
import {
  MOST_QUESTIONS,
  NO_PICTURE,
  type Survey,
  type SurveyOption,
  type SurveyQuestion,
} from '../../core/panel/survey.ts'
import type { PerLanguage, Place } from '../../core/place.ts'
import type { DeskWork } from '../desk-work.ts'
import { asLine, chosenOf, missingWords, readNumber, readWords, wordsKey } from './form-words.ts'
import { nameKey } from './name-key.ts'
import type { ReadPart } from './part-form.ts'
import { kindOf, MOST, REMOVE } from './question-form.ts'
import { linesOf, optionsOf } from './question-options.ts'
import { arePictures } from './take-pictures.ts'

/** What a question's answers may be called: Discord's button label. */
const MOST_OPTION = 80
const FURTHEST = 1_000_000_000

type Errors = Readonly<Record<string, string>>
/** What belongs to a kind alone. */
type OfKind = SurveyQuestion extends infer Q
  ? Q extends SurveyQuestion
    ? Omit<Q, 'key' | 'ask' | 'why' | 'onlyIf'>
    : never
  : never

export function readQuestion(work: DeskWork, survey: Survey, part: string, { filled, files }: FilledForm): ReadPart {
  const { place } = work
  const say = speakToStaff(place)
  const own = survey.questions.findIndex(question => question.key === part)
  const before = survey.questions[own]
  const first = wordsKey('ask', survey.languages[0])
  if (part !== '' && !before) return { errors: { [first]: say('builder.wrong.questionGone').text } }
  if (before && filled.fate === REMOVE) return inOrder(place, survey, undefined, own, own)
  if (!before && survey.questions.length >= MOST_QUESTIONS)
    return { errors: { [first]: say('builder.wrong.manyQuestions', { most: String(MOST_QUESTIONS) }).text } }

  const ask = readWords(filled, 'ask', survey.languages)
  const why = readWords(filled, 'because', survey.languages)
  const condition = readCondition(place, filled)
  const chosen = kindOf(filled.kind) === 'pictures' ? files : []
  const kind = readKind(place, survey, filled, before, chosen)
  const errors = {
    ...missingWords(place, 'ask', survey.languages, ask),
    ...(Object.keys(why).length > 0 && missingWords(place, 'because', survey.languages, why)),
    ...tooLong(place, 'ask', ask, MOST.ask),
    ...tooLong(place, 'because', why, MOST.ask),
    ...condition.errors,
    ...kind.errors,
  }
  if (Object.keys(errors).length > 0 || !kind.of) return { errors }
  const taken = survey.questions.map(({ key }) => key)
  const question: SurveyQuestion = {
    key: before?.key ?? nameKey(ask[survey.languages[0]] ?? '', 'question', taken),
    ask,
    ...(Object.keys(why).length > 0 && { why }),
    ...(condition.onlyIf && { onlyIf: condition.onlyIf }),
    ...kind.of,
  }
  const last = before ? survey.questions.length - 1 : survey.questions.length
  const position = readNumber(filled.position, { from: 1, to: last + 1 })
  const read = inOrder(place, survey, question, own, typeof position === 'number' ? position - 1 : before ? own : last)
  return read.survey && chosen.length > 0 ? { ...read, chosen: { question: question.key, files: chosen } } : read
}

/** Puts a question where it is to stand; without one takes it out. Those that are asked only after it have to stay behind it. */
function inOrder(
  place: Place,
  survey: Survey,
  question: SurveyQuestion | undefined,
  from: number,
  to: number,
): ReadPart {
  const say = speakToStaff(place)
  const others = survey.questions.filter((_, n) => n !== from)
  const questions = question ? [...others.slice(0, to), question, ...others.slice(to)] : others
  const wrong = questions.findIndex(({ onlyIf }, n) => {
    const condition = onlyIf && questions.slice(0, n).find(({ key }) => key === onlyIf.question)
    return onlyIf !== undefined && !condition
  })
  if (wrong < 0) return { survey: { ...survey, questions } }
  if (!question) return { errors: { fate: say('builder.wrong.needed').text } }
  return { errors: { position: say('builder.wrong.order').text } }
}

interface ReadKind {
  readonly of?: OfKind
  readonly errors?: Errors
}

function readKind(
  place: Place,
  { languages }: Survey,
  filled: Filled,
  before: SurveyQuestion | undefined,
  chosen: FilledForm['files'],
): ReadKind {
  const say = speakToStaff(place)
  const kind = kindOf(filled.kind)
  switch (kind) {
    case undefined:
      return { errors: { kind: say('builder.wrong.kind').text } }
    case 'eitherOr':
    case 'choice':
    case 'choices': {
      const { options, errors } = readOptions(place, languages, filled, before, kind === 'eitherOr' ? [2, 2] : [2, 10])
      const most = readNumber(filled.most, { from: 1, to: options.length })
      if (errors) return { errors }
      if (kind !== 'choices') return { of: { kind, options } }
      if (most === 'wrong') return { errors: { most: range(place, 1, options.length) } }
      return { of: { kind, options, ...(most !== undefined && { most }) } }
    }
    case 'pictures': {
      const { options, errors } = readOptions(place, languages, filled, before, [2, 2])
      const known = before?.kind === 'pictures' ? before.options.map(({ picture }) => picture) : []
      if (!arePictures(chosen)) return { errors: { ...errors, pictures: say('builder.wrong.noPicture').text } }
      if (chosen.length !== 2 && (chosen.length > 0 || known.length === 0))
        return { errors: { ...errors, pictures: say('builder.wrong.twoPictures').text } }
      if (errors) return { errors }
      // those that are there stay until the others have come
      return { of: { kind, options: options.map((option, n) => ({ ...option, picture: known[n] ?? NO_PICTURE })) } }
    }
    case 'mark': {
      const [low, high] = [asLine(readWords(filled, 'low', languages)), asLine(readWords(filled, 'high', languages))]
      const errors = {
        ...(isSaid(low) && missingWords(place, 'low', languages, low)),
        ...(isSaid(high) && missingWords(place, 'high', languages, high)),
        ...tooLong(place, 'low', low, MOST.end),
        ...tooLong(place, 'high', high, MOST.end),
      }
      if (Object.keys(errors).length > 0) return { errors }
      return { of: { kind, ...(isSaid(low) && { low }), ...(isSaid(high) && { high }) } }
    }
    case 'number': {
      const limits = { from: -FURTHEST, to: FURTHEST, whole: false }
      const [from, to] = [readNumber(filled.from, limits), readNumber(filled.to, limits)]
      const unit = asLine(readWords(filled, 'unit', languages))
      const errors = {
        ...(typeof from !== 'number' && { from: say('builder.wrong.number').text }),
        ...(typeof to !== 'number' && { to: say('builder.wrong.number').text }),
        ...(typeof from === 'number' && typeof to === 'number' && from >= to && { to: say('builder.wrong.less').text }),
        ...(isSaid(unit) && missingWords(place, 'unit', languages, unit)),
        ...tooLong(place, 'unit', unit, MOST.end),
      }
      if (Object.keys(errors).length > 0 || typeof from !== 'number' || typeof to !== 'number') return { errors }
      return { of: { kind, from, to, ...(isSaid(unit) && { unit }) } }
    }
    default:
      return { of: { kind } }
  }
}

function readOptions(
  place: Place,
  languages: Survey['languages'],
  filled: Filled,
  before: SurveyQuestion | undefined,
  [least, most]: readonly [number, number],
): { readonly options: readonly SurveyOption[]; readonly errors?: Errors } {
  const say = speakToStaff(place)
  const words = readWords(filled, 'options', languages)
  const lines = Object.fromEntries(languages.map(language => [language, linesOf(words[language])]))
  const [first] = languages
  const count = lines[first]?.length ?? 0
  const wrongWith = (own: readonly string[]): string | undefined => {
    if (own.length < least || own.length > most)
      return least === most
        ? say('builder.wrong.options', { number: String(least) }).text
        : say('builder.wrong.optionsFromTo', { least: String(least), most: String(most) }).text
    if (own.length !== count) return say('builder.wrong.otherLines', { number: String(count) }).text
    if (new Set(own).size !== own.length) return say('builder.wrong.twice').text
    const long = own.some(line => line.length > MOST_OPTION)
    return long ? say('builder.wrong.longOption', { most: String(MOST_OPTION) }).text : undefined
  }
  const errors = Object.fromEntries(
    languages.flatMap(language => {
      const wrong = wrongWith(lines[language] ?? [])
      return wrong === undefined ? [] : [[wordsKey('options', language), wrong] as const]
    }),
  )
  const options = optionsOf(lines, languages, before && 'options' in before ? before.options : [])
  return Object.keys(errors).length > 0 ? { options, errors } : { options }
}

function readCondition(
  place: Place,
  filled: Filled,
): { readonly onlyIf?: NonNullable<SurveyQuestion['onlyIf']>; readonly errors?: Errors } {
  const chosen = chosenOf(filled, 'onlyIf').map(value => value.split(':'))
  const [question] = chosen[0] ?? []
  if (question === undefined) return {}
  if (chosen.some(([other]) => other !== question))
    return { errors: { onlyIf: speakToStaff(place)('builder.wrong.oneQuestion').text } }
  return { onlyIf: { question, is: chosen.flatMap(([, key = '']) => key) } }
}

function tooLong(place: Place, key: string, words: PerLanguage<string>, most: number): Errors {
  const wrong = speakToStaff(place)('builder.wrong.long', { most: String(most) }).text
  return Object.fromEntries(
    Object.entries(words)
      .filter(([, text]) => text.length > most)
      .map(([language]) => [wordsKey(key, language), wrong]),
  )
}

function range(place: Place, from: number, to: number): string {
  return speakToStaff(place)('builder.wrong.range', { from: String(from), to: String(to) }).text
}

function isSaid(words: PerLanguage<string>): boolean {
  return Object.keys(words).length > 0
}
