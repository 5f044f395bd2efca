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
  const index = indexOf(categories)
  const heard = tokensOf(words)
  const guesses = new Map<string, { own: number; others: number }>()
  for (const keyword of found(heard, index)) {
    const guess = guesses.get(keyword.category) ?? { own: 0, others: 0 }
    guess[keyword.language === language ? 'own' : 'others'] += keyword.tokens.length
    guesses.set(keyword.category, guess)
  }
  if (guesses.size < 2) return [...guesses.keys()]
  const score = (key: string) => guesses.get(key)!
  return [...categories.keys()]
    .filter(key => guesses.has(key))
    .sort((a, b) => score(b).own - score(a).own || score(b).others - score(a).others)
}

interface Keyword {
  readonly category: string
  readonly language: Language
  readonly tokens: readonly string[]
}

/** Keywords by their first word, as it is written in the place file. */
type Index = ReadonlyMap<string, readonly Keyword[]>

/** Each keyword that stands in what was heard, once. */
function found(heard: readonly string[], index: Index): ReadonlySet<Keyword> {
  const keywords = new Set<Keyword>()
  for (const [at, word] of heard.entries()) {
    for (const spelling of spellingsOf(word)) {
      for (const keyword of index.get(spelling) ?? []) {
        if (keyword.tokens.every((token, n) => sameWord(heard[at + n], token))) keywords.add(keyword)
      }
    }
  }
  return keywords
}

/** The word, and what it may be the plural or the singular of; `sameWord` decides. */
function spellingsOf(word: string): readonly string[] {
  const spellings = [word, `${word}s`, `${word}es`]
  if (word.endsWith('s')) spellings.push(word.slice(0, -1))
  if (word.endsWith('es')) spellings.push(word.slice(0, -2))
  return spellings
}

/** The keywords of a place, folded and cut into words once. */
function indexOf(categories: Place['categories']): Index {
  let index = indexes.get(categories)
  if (!index) {
    const keywords = [...categories.values()].flatMap(keywordsOf)
    index = Map.groupBy(keywords, keyword => keyword.tokens[0]!)
    indexes.set(categories, index)
  }
  return index
}

const indexes = new WeakMap<Place['categories'], Index>()

function keywordsOf({ key: category, keywords }: Category): Keyword[] {
  return Object.entries(keywords).flatMap(([language, list]) =>
    [...new Set(list.map(fold))]
      .map(folded => ({ category, language, tokens: tokensOf(folded) }))
      .filter(({ tokens }) => tokens[0]),
  )
}

function tokensOf(text: string): string[] {
  return fold(text)
    .split(' ')
    .map(word => word.replace(/^[وبفك]?ال(?=\p{L}{2})/u, ''))
}

function sameWord(a: string | undefined, b: string): boolean {
  return a !== undefined && (a === b || isPlural(a, b) || isPlural(b, a))
}

function isPlural(plural: string, singular: string): boolean {
  return singular.length >= 3 && (plural === `${singular}s` || plural === `${singular}es`)
}
