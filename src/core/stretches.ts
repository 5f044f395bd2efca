/**
 * Words in a row that stand in another text too, however they are spelt.
 */
import { fold } from './fold.ts'
import type { SpanRange } from './rich-text.ts'

/** So many words in a row are no accident. */
const WORDS = 6
const WORD = /[\p{L}\p{N}\p{M}][\p{L}\p{N}\p{M}'’]*/gu

/** Places in `text` with at least six words in a row out of one of `sources`. */
export function stretchesOf(sources: readonly string[], text: string): readonly SpanRange[] {
  const rows = new Set(sources.flatMap(source => rowsOf(wordsOf(source).map(word => word.folded))))
  if (rows.size === 0) return []
  const words = wordsOf(text)
  const found: { start: number; end: number }[] = []
  for (const [index, row] of rowsOf(words.map(word => word.folded)).entries()) {
    const [first, last] = [words[index], words[index + WORDS - 1]]
    if (!first || !last || !rows.has(row)) continue
    const before = found.at(-1)
    if (before && first.start < before.end) before.end = last.end
    else found.push({ start: first.start, end: last.end })
  }
  return found
}

function rowsOf(words: readonly string[]): string[] {
  return words
    .slice(0, Math.max(0, words.length - WORDS + 1))
    .map((_, index) => words.slice(index, index + WORDS).join(' '))
}

function wordsOf(text: string) {
  return [...text.matchAll(WORD)].map(found => ({
    folded: fold(found[0]),
    start: found.index,
    end: found.index + found[0].length,
  }))
}
