/**
 * Shortens words at the edge of a grapheme, and says so with an ellipsis.
 */
import { graphemesOf } from './graphemes.ts'
import { joinRich, type RichText, sliceRich } from './rich-text.ts'

/** @param most  UTF-16 units, the ellipsis included. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text.slice(0, graphemesOf(text).edgeBefore(most - 1)).trimEnd()}…`
}

/** @param most  UTF-16 units, the ellipsis included. */
export function shortenRich(text: RichText, most: number): RichText {
  if (text.text.length <= most) return text
  return joinRich([sliceRich(text, 0, graphemesOf(text.text).edgeBefore(most - 1)), '…'])
}
