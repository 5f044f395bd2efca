/**
 * Telegram's message entities ↔ spans. Both count UTF-16 units.
 * https://core.telegram.org/bots/api#messageentity
 */
import type { MessageEntity } from 'telegraf/types'
import { cleanRichText } from '../../src/core/clean-text.ts'
import type { RichText, Span } from '../../src/core/rich-text.ts'
import { fieldsOf, integerOf, listOf, textOf } from './unknown.ts'

const SPAN_KINDS = {
  bold: 'bold',
  italic: 'italic',
  strikethrough: 'strike',
  code: 'code',
  pre: 'pre',
  blockquote: 'quote',
  expandable_blockquote: 'quote',
} as const

const ENTITY_TYPES = {
  bold: 'bold',
  italic: 'italic',
  strike: 'strikethrough',
  code: 'code',
  pre: 'pre',
  quote: 'blockquote',
} as const

/** The network ignores what goes beyond; reported by bot developers, the documentation gives no figure. */
export const ENTITIES_PER_MESSAGE = 100

/** Reads a text with its entities; what the model has no span for (underline, spoiler) stays as plain words. */
export function readRichText(text: string, entities: unknown): RichText {
  const spans = listOf(entities).flatMap(entity => readEntity(entity, text))
  return cleanRichText({ text, spans })
}

function readEntity(entity: unknown, text: string): readonly Span[] {
  const fields = fieldsOf(entity)
  const start = integerOf(fields?.offset)
  const length = integerOf(fields?.length)
  if (!fields || start === undefined || length === undefined) return []
  const end = start + length
  if (start < 0 || length <= 0 || end > text.length) return []

  const type = textOf(fields.type) ?? ''
  if (Object.hasOwn(SPAN_KINDS, type)) return [{ kind: SPAN_KINDS[type as keyof typeof SPAN_KINDS], start, end }]
  if (type === 'text_link' || type === 'url') {
    const url = type === 'url' ? text.slice(start, end) : textOf(fields.url)
    return url !== undefined && isWebAddress(url) ? [{ kind: 'link', start, end, url }] : []
  }
  if (type === 'mention') return [{ kind: 'mention', start, end }]
  if (type === 'text_mention') {
    const id = integerOf(fieldsOf(fields.user)?.id)
    return [{ kind: 'mention', start, end, ...(id === undefined ? {} : { id: String(id) }) }]
  }
  return []
}

/** A link that anybody may follow; no `tg:`, `javascript:` or bare host. */
function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url)
}

/** Mentions get no entity: a name never pings. */
export function writeEntities(text: RichText): MessageEntity[] {
  return text.spans.flatMap((span): MessageEntity[] => {
    const range = { offset: span.start, length: span.end - span.start }
    if (span.kind === 'mention') return []
    if (span.kind === 'link') return [{ type: 'text_link', ...range, url: span.url }]
    return [{ type: ENTITY_TYPES[span.kind], ...range }]
  })
}
