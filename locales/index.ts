/**
 * What Folkmoot says, in the languages of residents and staff.
 *
 * i18next chooses the text (plurals by the language's own rules, from Intl); values are put in afterwards, as data.
 */
import { createInstance } from 'i18next'
import { isRightToLeft } from '../src/core/direction.ts'
import type { Language } from '../src/core/place.ts'
import type { RichText } from '../src/core/rich-text.ts'
import { ar } from './ar.ts'
import { en } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { fillTemplate, readTemplate, type Template } from './template.ts'
import type { HolesOf, TextKey, ValuesOf } from './text-key.ts'

export type { PlainKey, TextKey } from './text-key.ts'

/** Says a text: `say('case.passedOn', { reference: 'HB-1042' })`. `.text` of it is the text without formatting. */
export type Speak = <K extends TextKey>(
  key: K,
  ...values: [HolesOf<K>] extends [never] ? [] : [ValuesOf<K, string | number | RichText>]
) => RichText

const DICTIONARIES: Readonly<Record<Language, object>> = { en, es, fr, ar }
const FALLBACK: Language = 'en'

/** Languages with texts of their own; any other is spoken to in English. */
export const spokenLanguages: readonly Language[] = Object.keys(DICTIONARIES)

const texts = createInstance()
texts.init({
  initAsync: false,
  fallbackLng: FALLBACK,
  supportedLngs: [...spokenLanguages],
  resources: Object.fromEntries(
    Object.entries(DICTIONARIES).map(([language, words]) => [language, { translation: words }]),
  ),
})

const speakers = new Map<Language, Speak>()

/**
 * The voice of a language, made once.
 *
 * @param language  BCP 47, as the place file has it.
 */
export function speak(language: Language): Speak {
  let speaker = speakers.get(language)
  if (!speaker) {
    speaker = makeSpeaker(language)
    speakers.set(language, speaker)
  }
  return speaker
}

/** i18next's `t`, without its own types of keys: `TextKey` is stricter. */
type Choose = (key: string, options: { readonly skipInterpolation: true; readonly count?: number }) => string

function makeSpeaker(language: Language): Speak {
  const choose = texts.getFixedT(language) as Choose
  const plurals = new Intl.PluralRules(language)
  const rightToLeft = isRightToLeft(language)
  const templates = new Map<string, Template>()
  return (key, ...[values]) => {
    const given: Readonly<Record<string, string | number | RichText>> = values ?? {}
    const { count } = given
    const name = typeof count === 'number' ? `${key} ${plurals.select(count)}` : key
    let template = templates.get(name)
    if (!template) {
      template = readTemplate(choose(key, { skipInterpolation: true, ...(typeof count === 'number' && { count }) }))
      templates.set(name, template)
    }
    return fillTemplate(template, given, rightToLeft)
  }
}
