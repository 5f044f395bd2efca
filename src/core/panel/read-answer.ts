/**
 * Reads typed answers to a survey's questions: numbers in digits and in words, a mark out of five.
 *
 * @see readChoices
 * @see readQuantity
 */
import { fold, westernDigits } from '../fold.ts'
import { readNumber } from '../match-answer.ts'

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

const numberByWord = new Map(NUMBER_WORDS.flatMap((words, value) => words.map(word => [fold(word), value] as const)))
const between = (words: readonly string[]) =>
  words
    .map(fold)
    .toSorted((a, b) => b.length - a.length)
    .join('|')
const outOf = new RegExp(`^(.+?) (?:${between(OUT_OF)}) (.+)$`, 'u')

/** "4️⃣", as keyboards of phones offer it, is a 4 with two marks behind it. */
export const KEYCAP = /\ufe0f?\u20e3/g

/** A number in digits (also Arabic-Indic, Persian, on keycaps), or a word from nought to twelve. @see readNumber */
export function readAmount(typed: string): number | undefined {
  return readNumber(typed.replace(KEYCAP, '')) ?? readNumberWord(typed)
}

/**
 * A mark from 1 to `most`: "4", "four", "4/5", "4 of 5", "cuatro de cinco", "٤ من ٥", "⭐⭐⭐".
 *
 * @returns undefined where it is no such mark, or of another scale ("4 of 10" on one to 5).
 */
export function readMark(typed: string, most: number): number | undefined {
  const stars = [...typed.matchAll(/⭐|★/gu)].length
  if (stars > 0 && typed.replace(/⭐|★|☆|\ufe0f|\s/gu, '') === '') return inScale(stars, most)
  const parted = readOutOf(typed)
  if (!parted) return inScale(readAmount(typed.trim().replace(/[.!]+$/, '')), most)
  return parted.scale === most ? inScale(parted.amount, most) : undefined
}

/** "7 of 10", "7/10", "siete de diez"; undefined where it is nothing of the kind. */
export function readOutOf(
  typed: string,
): { readonly amount: number | undefined; readonly scale: number | undefined } | undefined {
  const parted = outOf.exec(fold(westernDigits(typed).replace(/\s*\/\s*/, ' of ')))
  return parted ? { amount: readAmount(parted[1] ?? ''), scale: readAmount(parted[2] ?? '') } : undefined
}

/** The number that a word from nought to twelve stands for, in any language we speak. */
export function readNumberWord(typed: string): number | undefined {
  return numberByWord.get(fold(typed))
}

function inScale(mark: number | undefined, most: number): number | undefined {
  return mark !== undefined && Number.isInteger(mark) && mark >= 1 && mark <= most ? mark : undefined
}
