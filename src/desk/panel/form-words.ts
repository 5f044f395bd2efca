/**
 * Fields with words in each language of a survey, and other small things that its forms share.
 */
import { speakToStaff } from '../../actions/context.ts'
import { languageName } from '../../actions/language-name.ts'
import { cleanText } from '../../core/clean-text.ts'
import type { Filled, FormField } from '../../core/desk-views.ts'
import type { Language, PerLanguage, Place } from '../../core/place.ts'

export interface WordsField {
  /** `ask` makes `ask-en`, `ask-es`… */
  readonly key: string
  readonly label: string
  readonly hint?: string
  /** UTF-16 units. */
  readonly most: number
  readonly oneLine?: true
  readonly given?: PerLanguage<string> | undefined
  /** Also that of every other language; default: of the first alone. */
  readonly required: boolean
}

/** The hint stands at the first alone. */
export function wordsFields(place: Place, languages: readonly Language[], field: WordsField): readonly FormField[] {
  const say = speakToStaff(place)
  const { key, label, hint, most, oneLine, given, required } = field
  return languages.map((language, n) => ({
    key: wordsKey(key, language),
    kind: 'words',
    label:
      languages.length === 1
        ? label
        : say('builder.inLanguage', { label, language: languageName(place, language) }).text,
    ...(hint !== undefined && n === 0 && { hint }),
    required,
    most,
    ...(oneLine && { oneLine }),
    given: given?.[language] ?? '',
  }))
}

export function wordsKey(key: string, language: Language): string {
  return `${key}-${language}`
}

/** What was typed in each language, without those that were left empty. */
export function readWords(filled: Filled, key: string, languages: readonly Language[]): PerLanguage<string> {
  return Object.fromEntries(
    languages.flatMap(language => {
      const words = cleanText(filled[wordsKey(key, language)] ?? '').trim()
      return words === '' ? [] : [[language, words] as const]
    }),
  )
}

/** Those of the languages in which it is missing, each with a sentence at its field. */
export function missingWords(
  place: Place,
  key: string,
  languages: readonly Language[],
  words: PerLanguage<string>,
): Readonly<Record<string, string>> {
  const say = speakToStaff(place)
  return Object.fromEntries(
    languages
      .filter(language => !Object.hasOwn(words, language))
      .map(language => [
        wordsKey(key, language),
        say('builder.wrong.missing', { language: languageName(place, language) }).text,
      ]),
  )
}

/** One line of it, without breaks. */
export function asLine(words: PerLanguage<string>): PerLanguage<string> {
  return Object.fromEntries(Object.entries(words).map(([language, text]) => [language, text.replaceAll(/\s+/g, ' ')]))
}

/** A number from `from` to `to`; "wrong" where it is none. Undefined where nothing was typed. */
export function readNumber(
  typed: string | undefined,
  { from, to, whole = true }: { readonly from: number; readonly to: number; readonly whole?: boolean },
): number | 'wrong' | undefined {
  const words = (typed ?? '').trim().replace(',', '.')
  if (words === '') return undefined
  const number = /^-?\d{1,9}(\.\d{1,6})?$/.test(words) ? Number(words) : Number.NaN
  return number >= from && number <= to && (!whole || Number.isInteger(number)) ? number : 'wrong'
}

/** What was chosen of a field of kind `choices`. */
export function chosenOf(filled: Filled, key: string): readonly string[] {
  return (filled[key] ?? '').split('\n').filter(value => value !== '')
}
