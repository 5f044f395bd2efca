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
  const phrases = phrasesOf(category)
  const count = (of: readonly (readonly string[])[]) =>
    of.filter(phrase => contains(heard, phrase)).reduce((sum, phrase) => sum + phrase.length, 0)
  const others = [...phrases].flatMap(([key, of]) => (key === language ? [] : of))
  return { own: count(phrases.get(language) ?? []), others: count(others) }
}

/** The keywords of a category, folded and cut into words, each once; done once for each category. */
function phrasesOf(category: Category): ReadonlyMap<Language, readonly (readonly string[])[]> {
  let phrases = phrasesByCategory.get(category)
  if (!phrases) {
    phrases = new Map(
      Object.entries(category.keywords).map(([language, keywords]) => [
        language,
        [...new Set(keywords.map(fold))].map(tokensOf),
      ]),
    )
    phrasesByCategory.set(category, phrases)
  }
  return phrases
}

const phrasesByCategory = new WeakMap<Category, ReadonlyMap<Language, readonly (readonly string[])[]>>()

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
