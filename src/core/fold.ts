/**
 * Folds words, so that two spellings of the same words compare equal.
 *
 * For comparing only, never for showing: it loses case, accents, vowel points and punctuation.
 */

/** Arabic-Indic and Persian digits become 0–9. */
export function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) & 0xf))
}

/**
 * Words in lower case without accents, with one space for whatever stands between them, and western digits.
 *
 * Arabic loses vowel points and tatweel; forms of alef, yeh, kaf and teh marbuta that people type for each other
 * become one. Text with no letter or digit in it ("👍", "?") keeps its symbols, so that it can still be told apart.
 */
export function fold(text: string): string {
  const base = westernDigits(text)
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .toLowerCase()
    .replace(ACCENTS, '')
    .replace(/[ßæœøłđıٱىیةکے]/g, letter => LETTERS[letter] ?? letter)
    .normalize('NFC')
  const words = base
    .replace(/['’‘ʼ`]/g, '')
    .replace(/(?<![\p{L}\p{N}\p{M}])\p{M}+/gu, ' ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
  return words || base.replace(/\s|\p{Emoji_Modifier}/gu, '')
}

/**
 * Accents, Arabic and Hebrew points, tatweel, and the enclosing keycap ("1️⃣" is "1"). Marks of Indic scripts are vowels
 * and stay, and so do the voicing marks of Japanese.
 */
const ACCENTS = /[[\p{M}&&[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}]]--[\u3099\u309a]]|\u0640/gv

const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ı: 'i',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ے: 'ي',
  ة: 'ه',
  ک: 'ك',
}
