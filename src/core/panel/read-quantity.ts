/**
 * Reads a typed number with what it counts: "12 km", "5%", "€20", "1 minute" where minutes are asked for, "7 of 10".
 */
import { fold, westernDigits } from '../fold.ts'
import { KEYCAP, readAmount, readNumberWord, readOutOf } from './read-answer.ts'

/** Digits with whatever parts thousands or decimals. */
const NUMBER = /[+\-\u2212\u2013]?\d+(?:[.,'’\u066b\u066c\u00a0\u202f ]\d+)*/gu

/** Each sign that people write for a unit, and how that is called in the languages we speak. */
const SIGNS: readonly (readonly [sign: string, ...names: string[]])[] = [
  ['%', 'percent', 'per cent', 'por ciento', 'pour cent', 'بالمئة', 'بالمائة', 'في المئة', 'في المائة'],
  ['€', 'euro', 'يورو'],
  ['£', 'pound', 'libra', 'livre', 'جنيه'],
  ['$', 'dollar', 'dólar', 'دولار'],
  ['°', 'degree', 'grado', 'degré', 'درجة'],
  ['h', 'hour', 'hora', 'heure', 'ساعة'],
]

/** Number words have two words at most. */
const NUMBER_WORDS = 2
/** A unit may be shortened to so many letters. */
const SHORTEST = 3

/**
 * @param units  What is counted, in every language that it is called in; none where it has no name.
 * @param to  The most that can be given: "7 of 10" is 7 where that is ten.
 * @returns undefined where it is no number, more than one, or one of something else.
 */
export function readQuantity(typed: string, units: readonly string[], to: number): number | undefined {
  const amount = readAmount(typed.trim().replace(/[.!]+$/, ''))
  if (amount !== undefined) return amount
  const parted = readOutOf(typed)
  if (parted?.scale === to) return parted.amount
  const said = westernDigits(typed.replace(KEYCAP, '')).replaceAll('٪', '%')
  const names = namesOf(units)
  const [found, ...others] = said.matchAll(NUMBER)
  if (!found) return readInWords(said, names)
  const rest = [said.slice(0, found.index), said.slice(found.index + found[0].length)]
  return others.length === 0 && isUnit(rest, names) ? readAmount(found[0]) : undefined
}

/** "Twelve km" */
function readInWords(said: string, names: readonly string[]): number | undefined {
  const words = said.trim().split(/\s+/)
  for (let from = 0; from < words.length; from += 1) {
    for (let end = Math.min(from + NUMBER_WORDS, words.length); end > from; end -= 1) {
      const amount = readNumberWord(words.slice(from, end).join(' '))
      const rest = [words.slice(0, from).join(' '), words.slice(end).join(' ')]
      if (amount !== undefined && isUnit(rest, names)) return amount
    }
  }
  return undefined
}

/** What a unit may be called, folded: as the survey does, by its sign, by a name of that. Any sign where it has no name. */
function namesOf(units: readonly string[]): readonly string[] {
  if (units.length === 0) return SIGNS.map(([sign]) => sign)
  const folded = units.map(fold)
  const signs = SIGNS.map(names => names.map(fold)).filter(([sign = '', ...names]) =>
    folded.some(
      (unit, n) =>
        unit === sign || (isMark(sign) && units[n]?.includes(sign)) || names.some(name => isSame(unit, name)),
    ),
  )
  return [...folded, ...signs.flat()]
}

/** "°C" is told by "°" as well. */
function isMark(sign: string): boolean {
  return !/\p{L}/u.test(sign)
}

/** @param rest  What stands before the number and behind it: one of both. */
function isUnit(rest: readonly string[], names: readonly string[]): boolean {
  const [only, ...more] = rest.map(fold).filter(part => part !== '')
  return only !== undefined && more.length === 0 && names.some(name => isSame(only, name))
}

/** One or many of the same, or a shorter word for it. Both folded. */
function isSame(word: string, name: string): boolean {
  const [few, many] = word.length < name.length ? [word, name] : [name, word]
  if (few === many || many === `${few}s` || many === `${few}es`) return true
  const short = word.replace(/s$/, '')
  return (short.length >= SHORTEST && name.startsWith(short)) || isSameInArabic(word, name)
}

/** Many of something are told in Arabic by other vowels within it, or by an ending: دقيقة and دقائق, ساعة and ساعات. */
function isSameInArabic(word: string, name: string): boolean {
  if (!ARABIC.test(word) || !ARABIC.test(name)) return false
  const [one, other] = [word, name].map(each => each.replace(/(?:ات|ان|ين|ون)$/u, '').replace(/[اويه]/gu, ''))
  return one !== '' && one === other
}

const ARABIC = /^\p{Script=Arabic}+$/u
