/**
 * Rich text for property tests.
 */
import fc from 'fast-check'
import type { RichText, Span } from '../../src/core/rich-text.ts'

/** Any UTF-16 units, lone surrogates too. (fast-check's own `binary` unit takes half a second to set up.) */
export function anyUnits(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: fc.nat(0xffff).map(code => String.fromCharCode(code)), maxLength })
}

/** Rich text over `words`, with spans anywhere in it, as a careless network might send them. */
export function richText(words: fc.Arbitrary<string>, maxSpans = 5): fc.Arbitrary<RichText> {
  return words.chain(text =>
    fc.record({ text: fc.constant(text), spans: fc.array(spanWithin(text.length), { maxLength: maxSpans }) }),
  )
}

function spanWithin(length: number): fc.Arbitrary<Span> {
  return fc
    .tuple(fc.nat(length), fc.nat(length), fc.constantFrom('bold', 'italic', 'quote', 'link', 'mention'))
    .map(([a, b, kind]): Span => {
      const range = { start: Math.min(a, b), end: Math.max(a, b) }
      if (kind === 'link') return { ...range, kind, url: 'https://example.org' }
      return { ...range, kind: kind as 'bold' | 'italic' | 'quote' | 'mention' }
    })
}

/** Spans inside the text, none empty, in order, on grapheme edges. */
export function isRegular({ text, spans }: RichText): boolean {
  const edges = new Set([text.length])
  for (const { index } of new Intl.Segmenter('und').segment(text)) edges.add(index)
  return spans.every((span, index) => {
    const before = spans[index - 1]
    const ordered = !before || before.start < span.start || (before.start === span.start && before.end >= span.end)
    return ordered && span.start < span.end && edges.has(span.start) && edges.has(span.end)
  })
}
