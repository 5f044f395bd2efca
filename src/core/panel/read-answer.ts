/**
 * Reads typed answers to a survey's questions: numbers in digits and in words, a mark out of five, several choices.
 */
import { fold, westernDigits } from '../fold.ts'
import { type Matchable, matchChoice, readNumber } from '../match-answer.ts'

/** Nought to twelve, in every language we speak; both genders where a language has them. */
const NUMBER_WORDS: readonly (readonly string[])[] = [
  ['zero', 'nought', 'none', 'cero', 'ninguno', 'ninguna', 'zéro', 'aucun', 'aucune', 'صفر'],
  ['one', 'uno', 'una', 'un', 'une', 'واحد', 'واحدة'],
  ['two', 'dos', 'deux', 'اثنان', 'اثنين', 'اثنتان', 'اثنتين'],
  ['three', 'tres', 'trois', 'ثلاثة', 'ثلاث'],
  ['four', 'cuatro', 'quatre', 'أربعة', 'أربع'],
  ['five', 'cinco', 'cinq', 'خمسة', 'خمس'],
  ['six', 'seis', 'ستة', 'ست'],
  ['seven', 'siete', 'sept', 'سبعة', 'سبع'],
  ['eight', 'ocho', 'huit', 'ثمانية', 'ثمان', 'ثماني'],
  ['nine', 'nueve', 'neuf', 'تسعة', 'تسع'],
  ['ten', 'diez', 'dix', 'عشرة', 'عشر'],
  ['eleven', 'once', 'onze', 'أحد عشر', 'إحدى عشرة', 'احدى عشر'],
  ['twelve', 'doce', 'douze', 'اثنا عشر', 'اثني عشر', 'اثنتا عشرة', 'اثنتي عشرة'],
]

/** "Out of", between a mark and the most that can be given. */
const OUT_OF = ['of', 'out of', 'from', 'de', 'sobre', 'sur', 'من', 'على', 'من أصل']

/** "And", between choices. */
const AND = ['and', 'y', 'e', 'et', 'و']

const numberByWord = new Map(NUMBER_WORDS.flatMap((words, value) => words.map(word => [fold(word), value] as const)))
const between = (words: readonly string[]) =>
  words
    .map(fold)
    .toSorted((a, b) => b.length - a.length)
    .join('|')
const outOf = new RegExp(`^(.+?) (?:${between(OUT_OF)}) (.+)$`, 'u')

/** "4️⃣", as keyboards of phones offer it, is a 4 with two marks behind it. */
const KEYCAP = /\ufe0f?\u20e3/g

/** A number in digits (also Arabic-Indic, Persian, on keycaps), or a word from nought to twelve. @see readNumber */
export function readAmount(typed: string): number | undefined {
  return readNumber(typed.replace(KEYCAP, '')) ?? numberByWord.get(fold(typed))
}

/**
 * A mark from 1 to `most`: "4", "four", "4/5", "4 of 5", "cuatro de cinco", "٤ من ٥", "⭐⭐⭐".
 *
 * @returns undefined where it is no such mark, or of another scale ("4 of 10" on one to 5).
 */
export function readMark(typed: string, most: number): number | undefined {
  const stars = [...typed.matchAll(/⭐|★/gu)].length
  if (stars > 0 && typed.replace(/⭐|★|☆|\ufe0f|\s/gu, '') === '') return inScale(stars, most)
  const parted = outOf.exec(fold(westernDigits(typed).replace(/\s*\/\s*/, ' of ')))
  if (!parted) return inScale(readAmount(typed.trim().replace(/[.!]+$/, '')), most)
  const [, mark = '', scale = ''] = parted
  return readAmount(scale) === most ? inScale(readAmount(mark), most) : undefined
}

function inScale(mark: number | undefined, most: number): number | undefined {
  return mark !== undefined && Number.isInteger(mark) && mark >= 1 && mark <= most ? mark : undefined
}

/**
 * The choices that were typed, by their indexes in order, each once: "1, 3 and 4", "١ و٣", "parks; trees", or the whole
 * of one label that itself holds an "and" or a comma.
 *
 * @returns undefined where any part of it is none of them.
 */
export function readChoices(typed: string, choices: readonly Matchable[]): readonly number[] | undefined {
  const whole = matchChoice(typed, choices)
  if (whole !== undefined) return [whole]
  const found = splitChoices(typed.replace(KEYCAP, '')).map(
    part => matchChoice(part, choices) ?? numbered(part, choices),
  )
  if (found.length === 0 || found.some(index => index === undefined)) return undefined
  return [...new Set(found.filter(index => index !== undefined))].toSorted((a, b) => a - b)
}

/** Commas, semicolons, plus signs, new lines and "and" part choices; Arabic's "and" clings to what follows. */
function splitChoices(typed: string): readonly string[] {
  const and = `\\s(?:${AND.join('|')})\\s`
  const parts = typed.split(new RegExp(`[,،;؛\\n+&]|${and}|\\sو(?=\\S)`, 'iu'))
  // "1 3 4": digits alone need nothing between them.
  return parts
    .flatMap(part => (/^[\s\d٠-٩۰-۹]+$/u.test(part) ? part.split(/\s+/) : [part]))
    .map(part => part.trim())
    .filter(part => part !== '')
}

function numbered(part: string, choices: readonly Matchable[]): number | undefined {
  const number = numberByWord.get(fold(part))
  return number !== undefined && number >= 1 && number <= choices.length ? number - 1 : undefined
}
