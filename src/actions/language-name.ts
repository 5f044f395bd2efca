/**
 * What languages are called among staff.
 */
import type { Language, Place } from '../core/place.ts'

/** "Spanish", in the place's first language. */
export function languageName(place: Place, language: Language): string {
  const [own] = place.languages
  let names = namesIn.get(own)
  if (!names) {
    names = new Intl.DisplayNames([own], { type: 'language' })
    namesIn.set(own, names)
  }
  return names.of(language) ?? language
}

/** Making one takes long. */
const namesIn = new Map<Language, Intl.DisplayNames>()
