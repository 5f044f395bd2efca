/**
 * Rich text as a `rich_text` block: what others wrote stands in text elements only, where Slack reads no marks, makes
 * no mentions and unfurls nothing (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block). Whom we call
 * ourselves has elements of their own.
 */
import type { types } from '@slack/bolt'
import { normaliseSpans, type RichText, type Span, sliceRich } from '../../src/core/rich-text.ts'

export type RichTextPart = types.RichTextBlock['elements'][number]
type Inline = types.RichTextText | types.RichTextLink

/** Quotes and preformatted pieces stand on lines of their own; the rest are sections. */
export function partsOf(text: RichText): RichTextPart[] {
  const tidy = normaliseSpans(text)
  const parts: RichTextPart[] = []
  let at = 0
  for (const span of standingAlone(tidy.spans)) {
    parts.push(...section(tidy, at, span.start, at > 0, true))
    const words = trimLineEnd(sliceRich(tidy, span.start, span.end))
    if (words.text !== '') {
      const elements = inlinesOf(words, span.kind === 'pre')
      parts.push(
        span.kind === 'pre' ? { type: 'rich_text_preformatted', elements } : { type: 'rich_text_quote', elements },
      )
    }
    at = span.end
  }
  parts.push(...section(tidy, at, tidy.text.length, at > 0, false))
  return parts
}

/** Calls people and their groups on a line of their own: they are notified of it. */
export function callOf(ids: readonly string[]): RichTextPart[] {
  if (ids.length === 0) return []
  const elements = ids.flatMap((id): types.RichTextElement[] => [
    id.startsWith('S') ? { type: 'usergroup', usergroup_id: id } : { type: 'user', user_id: id },
    { type: 'text', text: ' ' },
  ])
  return [{ type: 'rich_text_section', elements }]
}

/** The outermost quotes and preformatted pieces. */
function standingAlone(spans: readonly Span[]): Span[] {
  const found: Span[] = []
  for (const span of spans) {
    if ((span.kind === 'quote' || span.kind === 'pre') && span.start >= (found.at(-1)?.end ?? 0)) found.push(span)
  }
  return found
}

function section(
  text: RichText,
  start: number,
  end: number,
  afterBlock: boolean,
  beforeBlock: boolean,
): RichTextPart[] {
  // the line's end beside a quote is drawn by the quote itself
  const from = afterBlock && text.text.charAt(start) === '\n' ? start + 1 : start
  const words = sliceRich(text, from, end)
  const trimmed = beforeBlock ? trimLineEnd(words) : words
  return trimmed.text === '' ? [] : [{ type: 'rich_text_section', elements: inlinesOf(trimmed, false) }]
}

function trimLineEnd(text: RichText): RichText {
  return text.text.endsWith('\n') ? sliceRich(text, 0, text.text.length - 1) : text
}

/** Pieces between the edges of spans, each with the styles that hold for it. Preformatted pieces carry no style. */
function inlinesOf(text: RichText, preformatted: boolean): Inline[] {
  const edges = new Set([0, text.text.length])
  for (const span of text.spans) edges.add(span.start).add(span.end)
  const sorted = [...edges].sort((a, b) => a - b)
  return sorted.slice(1).map((end, i) => {
    const start = sorted[i]!
    const over = text.spans.filter(span => span.start <= start && end <= span.end)
    const styled = preformatted ? {} : styleOf(over)
    const words = text.text.slice(start, end)
    const link = over.find(span => span.kind === 'link')
    if (link && isAddress(link.url)) return { type: 'link', url: link.url, text: words, ...styled }
    return { type: 'text', text: words, ...styled }
  })
}

function styleOf(spans: readonly Span[]): { style?: NonNullable<types.RichTextElement['style']> } {
  const style: Record<string, true> = {}
  for (const { kind } of spans) {
    if (kind === 'bold' || kind === 'italic' || kind === 'strike' || kind === 'code') style[kind] = true
  }
  return Object.keys(style).length > 0 ? { style } : {}
}

/** What Slack takes as a link; anything else stays words. */
export function isAddress(url: string): boolean {
  return url.length <= 3000 && /^(https?:\/\/|mailto:|tel:)[^\s]+$/i.test(url) && URL.canParse(url)
}
