/**
 * Places in a text, by pattern.
 */
import type { SpanRange } from './rich-text.ts'

/** @param pattern  With the flag `g`. */
export function rangesOf(words: string, pattern: RegExp): readonly SpanRange[] {
  return [...words.matchAll(pattern)].map(found => ({ start: found.index, end: found.index + found[0].length }))
}

/** The text with NUL where `ranges` are: everything else stays at its offset. */
export function blank(words: string, ranges: readonly SpanRange[]): string {
  let blanked = words
  for (const { start, end } of ranges) {
    blanked = blanked.slice(0, start) + '\u0000'.repeat(end - start) + blanked.slice(end)
  }
  return blanked
}
