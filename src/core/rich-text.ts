/**
 * Rich text: plain text plus spans, the one model between three networks.
 *
 * Offsets are UTF-16 units, as in JavaScript strings and Telegram's entities. Spans never split a grapheme,
 * may nest, and are sorted by `start`, the longer first.
 */
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

/** Text without any formatting. */
export function plain(text: string): RichText {
  return { text, spans: [] }
}
