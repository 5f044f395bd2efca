/**
 * Direction of writing: what reads from left to right stays whole inside a sentence that reads from right to left.
 *
 * Without isolates, "HB-1042" or "50.72, -1.88" in an Arabic sentence falls apart, and drags the full stop along.
 * https://www.unicode.org/reports/tr9/#Explicit_Directional_Isolates
 */
import { joinRich, plain, type RichText, sliceRich } from './rich-text.ts'

/** First strong isolate: reads in the direction of its own first letter, from left to right where it has none. */
const OPEN = '\u2068'
const CLOSE = '\u2069'

const RIGHT_TO_LEFT = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'ps', 'sd', 'ug', 'ur', 'yi'])

/** @param language  BCP 47. */
export function isRightToLeft(language: string): boolean {
  return RIGHT_TO_LEFT.has(language.split('-')[0] ?? '')
}

/** Parts as a list in a sentence of the language, with its comma; each stays whole. */
export function listIn(language: string, parts: readonly string[]): string {
  if (!isRightToLeft(language)) return parts.join(', ')
  return parts.map(part => isolate(plain(part)).text).join('، ')
}

/** A lone number, words of right-to-left scripts alone, or nothing with a direction. */
const STAYS_WHOLE = /^(?:\d+|[^\p{L}\p{N}]*|[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Thaana}\p{M}\s]+)$/v

/** Sets the text apart from the direction of what it is put into, line by line, for no isolate outlives its line. */
export function isolate(text: RichText): RichText {
  const lines: (string | RichText)[] = []
  let start = 0
  for (const words of text.text.split('\n')) {
    const line = sliceRich(text, start, start + words.length)
    lines.push(STAYS_WHOLE.test(words) ? line : joinRich([OPEN, line, CLOSE]))
    start += words.length + 1
  }
  return joinRich(lines, '\n')
}
