/**
 * Names for mentions, so that no id of a network reaches a person.
 */
import { type RichText, replaceRanges, type Span } from './rich-text.ts'

/**
 * Puts `@Name` where a mention has an id, and takes the id away. Other spans move along.
 *
 * @param names  By the network's id.
 * @param unknown  What stands for a person whose name is not known, in the reader's language.
 */
export function replaceMentions(text: RichText, names: ReadonlyMap<string, string>, unknown: string): RichText {
  const named: { start: number; end: number; put: string }[] = []
  for (const span of text.spans) {
    if (span.kind !== 'mention' || span.id === undefined || span.start < (named.at(-1)?.end ?? 0)) continue
    const name = names.get(span.id)
    named.push({ start: span.start, end: span.end, put: name ? `@${name}` : unknown })
  }
  const { text: words, spans } = replaceRanges(text, named)
  return { text: words, spans: spans.map(withoutId) }
}

function withoutId(span: Span): Span {
  return span.kind === 'mention' ? { kind: 'mention', start: span.start, end: span.end } : span
}
