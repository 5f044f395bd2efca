/**
 * Puts other words in the place of some that stand in a text.
 */
import { joinRich, type RichText, sliceRich } from './rich-text.ts'

/** @returns The text as it was where `before` does not stand in it, or is empty. */
export function replaceWords(text: RichText, before: RichText, after: RichText): RichText {
  const at = before.text === '' ? -1 : text.text.indexOf(before.text)
  if (at < 0) return text
  return joinRich([sliceRich(text, 0, at), after, sliceRich(text, at + before.text.length)])
}
