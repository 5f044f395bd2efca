/**
 * Guesses what a report is about from its words. A guess is only ever offered: the person taps it.
 */
import { fold } from './fold.ts'
import type { Category, Language, Place } from './place.ts'

/**
 * Category keys whose keywords are in `words` as whole words or phrases; plurals in -s and -es count, and so does the
 * Arabic article. Keywords of all the place's languages count, for people write as they speak.
 *
 * @param language  The person's: its hits go before those of all other languages.
 * @returns  Best first: more and longer keywords, then the place's order. Empty where nothing is found.
 */
export function guessCategories(words: string, categories: Place['categories'], language: Language): string[] {
  const heard = tokensOf(words)
  return [...categories.values()]
    .map(category => ({ key: category.key, ...hits(heard, category, language) }))
    .filter(guess => guess.own + guess.others > 0)
    .sort((a, b) => b.own - a.own || b.others - a.others)
    .map(guess => guess.key)
}

/** How many words of keywords were found, in the person's language and in others. */
function hits(heard: readonly string[], category: Category, language: Language): { own: number; others: number } {
  const count = (keywords: readonly string[]) =>
    new Set(keywords.map(fold))
      .values()
      .map(keyword => tokensOf(keyword))
      .filter(phrase => contains(heard, phrase))
      .reduce((sum, phrase) => sum + phrase.length, 0)
  const own = category.keywords[language] ?? []
  const others = Object.entries(category.keywords).flatMap(([key, keywords]) => (key === language ? [] : keywords))
  return { own: count(own), others: count(others) }
}

function tokensOf(text: string): string[] {
  return fold(text)
    .split(' ')
    .map(word => word.replace(/^[وبفك]?ال(?=\p{L}{2})/u, ''))
}

function contains(heard: readonly string[], phrase: readonly string[]): boolean {
  return heard.some((_, at) => phrase.every((word, index) => sameWord(heard[at + index], word)))
}

function sameWord(a: string | undefined, b: string): boolean {
  return a !== undefined && (a === b || isPlural(a, b) || isPlural(b, a))
}

function isPlural(plural: string, singular: string): boolean {
  return singular.length >= 3 && (plural === `${singular}s` || plural === `${singular}es`)
}
