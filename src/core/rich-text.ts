/**
 * Rich text: plain text plus spans, the one model between three networks.
 *
 * Offsets are UTF-16 units, as in JavaScript strings and Telegram's entities. Spans never split a grapheme,
 * may nest, and are sorted by `start`, the longer first.
 */
import { graphemesOf } from './graphemes.ts'

export interface RichText {
  readonly text: string
  readonly spans: readonly Span[]
}

export type Span = SpanRange &
  (
    | { readonly kind: 'bold' | 'italic' | 'strike' | 'code' | 'pre' | 'quote' }
    | { readonly kind: 'link'; readonly url: string }
    /** A person's name where a network had a mention. It never pings. `id` is the network's own, until a name is found. */
    | { readonly kind: 'mention'; readonly id?: string }
  )

export interface SpanRange {
  readonly start: number
  readonly end: number
}

/** A piece of text to be replaced. */
export interface Replacement extends SpanRange {
  readonly put: string
}

/** Text without any formatting. */
export function plain(text: string): RichText {
  return { text, spans: [] }
}

/** Sets texts one behind the other, with `separator` between them (default none). */
export function joinRich(parts: readonly (string | RichText)[], separator = ''): RichText {
  const spans: Span[] = []
  let text = ''
  parts.forEach((part, index) => {
    if (index > 0) text += separator
    const { text: words, spans: own } = typeof part === 'string' ? plain(part) : part
    for (const span of own) spans.push({ ...span, start: span.start + text.length, end: span.end + text.length })
    text += words
  })
  return { text, spans }
}

/** The part from `start` to `end`, with the spans that reach into it, clipped. */
export function sliceRich({ text, spans }: RichText, start: number, end = text.length): RichText {
  const clipped: Span[] = []
  for (const span of spans) {
    const from = Math.max(span.start, start)
    const to = Math.min(span.end, end)
    if (from < to) clipped.push({ ...span, start: from - start, end: to - start })
  }
  return { text: text.slice(start, end), spans: clipped.sort(bySpanOrder) }
}

/** Without white space at both ends; a space that carries a combining mark stays. */
export function trimRich(text: RichText): RichText {
  const words = text.text
  const edges = graphemesOf(words)
  let end = words.trimEnd().length
  if (!edges.isEdge(end)) end = edges.edgeAfter(end)
  let start = Math.min(words.length - words.trimStart().length, end)
  if (!edges.isEdge(start)) start = edges.edgeBefore(start)
  return start === 0 && end === words.length ? text : sliceRich(text, start, end)
}

/**
 * Spans as the model wants them: inside the text, not empty, no grapheme split (they grow to its edges), those that
 * say the same and touch made one, in order. Mentions are never made one.
 */
export function normaliseSpans({ text, spans }: RichText): RichText {
  const edges = graphemesOf(text)
  const inside = (offset: number) => Math.min(Math.max(Math.trunc(offset), 0), text.length)
  const kept: Span[] = []
  const latest = new Map<string, number>()
  for (const span of [...spans].sort(bySpanOrder)) {
    const start = edges.edgeBefore(inside(span.start))
    const end = edges.edgeAfter(inside(span.end))
    if (inside(span.start) >= inside(span.end)) continue
    const same = span.kind === 'link' ? `link ${span.url}` : span.kind
    const index = latest.get(same)
    const before = index === undefined ? undefined : kept[index]
    if (index !== undefined && before && start <= before.end) {
      kept[index] = { ...before, end: Math.max(before.end, end) }
    } else {
      if (span.kind !== 'mention') latest.set(same, kept.length)
      kept.push({ ...span, start, end })
    }
  }
  return { text, spans: kept.sort(bySpanOrder) }
}

/**
 * Replaces pieces of the text and moves the spans with it. A span that begins or ends inside a replaced piece takes
 * in all that was put there; one that is left with nothing is dropped.
 *
 * @param replacements  Not empty, not overlapping, sorted by `start`.
 */
export function replaceRanges({ text, spans }: RichText, replacements: readonly Replacement[]): RichText {
  let out = ''
  let done = 0
  /** Where each piece begins and ends in the new text. */
  const placed = replacements.map(({ start, end, put }) => {
    out += text.slice(done, start) + put
    done = end
    return { start, end, newStart: out.length - put.length, newEnd: out.length }
  })
  out += text.slice(done)

  const moved = (offset: number, side: 'start' | 'end'): number => {
    const last = placed[countWhere(placed, piece => piece.start < offset) - 1]
    if (!last) return offset
    if (offset < last.end) return side === 'start' ? last.newStart : last.newEnd
    return offset - last.end + last.newEnd
  }
  const movedSpans = spans
    .map(span => ({ ...span, start: moved(span.start, 'start'), end: moved(span.end, 'end') }))
    .filter(span => span.start < span.end)
  return { text: out, spans: movedSpans.sort(bySpanOrder) }
}

/** The order of spans: by start, the longer first. */
function bySpanOrder(a: SpanRange, b: SpanRange): number {
  return a.start - b.start || b.end - a.end
}

/** How many items from the beginning pass `test`; those that do must come first. */
function countWhere<T>(items: readonly T[], test: (item: T) => boolean): number {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (test(items[middle] as T)) low = middle + 1
    else high = middle
  }
  return low
}

/** Words that lead somewhere. @param url  Ours. */
export function linked(label: string, url: string): RichText {
  return { text: label, spans: [{ kind: 'link', url, start: 0, end: label.length }] }
}

/** Words of somebody, set off from ours. */
export function quoted(words: string | RichText): RichText {
  const { text, spans } = typeof words === 'string' ? { text: words, spans: [] } : words
  const whole = { kind: 'quote' as const, start: 0, end: text.length }
  return { text, spans: [whole, ...spans.filter(span => span.kind !== 'quote')] }
}
