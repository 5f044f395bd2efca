/**
 * Names that the place file gives per language.
 */
import type { Language, PerLanguage, Place } from '../core/place.ts'

/** The name in the person's language, else in the place's own. */
export function named(
  name: PerLanguage<string>,
  { language, place }: { readonly language: Language; readonly place: Place },
): string {
  return name[language] ?? name[place.languages[0]] ?? ''
}

/** The name in all languages: people write as they speak. */
export function namesIn(name: PerLanguage<string>): readonly string[] {
  return Object.values(name)
}

/**
 * The language to speak to a person.
 *
 * @param wanted  BCP 47, as the network's profile has it: `es-MX` is spoken to in `es`.
 */
export function languageFor(wanted: string | undefined, place: Place): Language {
  const exact = wanted?.toLowerCase()
  const base = exact?.split('-')[0]
  const find = (name: string | undefined) => place.languages.find(language => language.toLowerCase() === name)
  return find(exact) ?? find(base) ?? place.languages[0]
}
