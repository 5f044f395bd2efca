/**
 * What staff wrote, read from the `rich_text` blocks of Slack's composer
 * (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block): formatting, links, lists, emoji and mentions
 * as they were meant, and no id or escape of Slack's in the words.
 */
import { cleanRichText } from '../../src/core/clean-text.ts'
import { joinRich, plain, type RichText, type Span, trimRich } from '../../src/core/rich-text.ts'
import { type Fields, fieldsOf, idOf, listOf, textOf } from './unknown.ts'

/** Names of channels and groups by id, where the message itself tells them. */
export type ReferenceNames = ReadonlyMap<string, string>

export function readBlocks(blocks: readonly unknown[], names: ReferenceNames): RichText {
  const parts = blocks.flatMap(block => listOf(fieldsOf(block).elements)).map(part => readPart(fieldsOf(part), names))
  return cleanRichText(trimRich(stack(parts.filter(part => part.text !== ''))))
}

/** Each part begins on a line of its own. */
function stack(parts: readonly RichText[]): RichText {
  return joinRich(parts.flatMap((part, i) => (i > 0 && !parts[i - 1]!.text.endsWith('\n') ? ['\n', part] : [part])))
}

function readPart(part: Fields, names: ReferenceNames): RichText {
  if (part.type === 'rich_text_list') return readList(part, names)
  const words = joinRich(listOf(part.elements).map(element => readElement(fieldsOf(element), names)))
  if (part.type === 'rich_text_quote') return around(words, ['quote'])
  if (part.type === 'rich_text_preformatted') return around(words, ['pre'])
  return words
}

function readList(list: Fields, names: ReferenceNames): RichText {
  const indent = '  '.repeat(countOf(list.indent, 8))
  const first = countOf(list.offset, 10_000) + 1
  const items = listOf(list.elements).map((item, i) => {
    const mark = list.style === 'ordered' ? `${first + i}. ` : '• '
    return joinRich([indent, mark, readPart(fieldsOf(item), names)])
  })
  return joinRich(items, '\n')
}

function countOf(value: unknown, most: number): number {
  return Number.isInteger(value) ? Math.min(Math.max(value as number, 0), most) : 0
}

const STYLES = ['bold', 'italic', 'strike', 'code'] as const

function readElement(element: Fields, names: ReferenceNames): RichText {
  const style = fieldsOf(element.style)
  return around(
    readInline(element, names),
    STYLES.filter(kind => style[kind] === true),
  )
}

function readInline(element: Fields, names: ReferenceNames): RichText {
  switch (element.type) {
    case 'text':
      return plain(textOf(element.text) ?? '')
    case 'link':
      return linked(textOf(element.url) ?? '', textOf(element.text))
    case 'emoji':
      return plain(emojiOf(element))
    case 'user':
      return mention(idOf(element.user_id))
    case 'usergroup':
      return reference('@', idOf(element.usergroup_id), names)
    case 'channel':
      return reference('#', idOf(element.channel_id), names)
    case 'broadcast':
      return plain(broadcastWord(textOf(element.range)))
    case 'date':
      return plain(textOf(element.fallback) ?? isoDay(element.timestamp))
    case 'color':
      return plain(textOf(element.value) ?? '')
    default:
      return plain(textOf(element.text) ?? textOf(element.fallback) ?? '')
  }
}

/** A link whose words are its address keeps the address as words. */
export function linked(url: string, label: string | undefined): RichText {
  const text = label || url
  const end = text.length
  return !label || label === url ? plain(url) : { text, spans: [{ start: 0, end, kind: 'link', url }] }
}

/** Named later, by whoever knows the people; until then the words are the id. */
export function mention(id: string | undefined): RichText {
  if (id === undefined) return plain('')
  const text = `@${id}`
  return { text, spans: [{ start: 0, end: text.length, kind: 'mention', id }] }
}

/** A channel or a group: by its name where the message tells it, else named later as a person is. */
export function reference(sign: '#' | '@', id: string | undefined, names: ReferenceNames): RichText {
  const name = id === undefined ? undefined : names.get(id)
  return name === undefined ? mention(id) : plain(`${sign}${name}`)
}

/** `@here` as a word: no network takes it for a call to everybody. */
export function broadcastWord(range: string | undefined): string {
  return range === 'here' || range === 'channel' || range === 'everyone' ? range : ''
}

/** Slack gives the code points in hex; a workspace's own emoji has none. */
function emojiOf(element: Fields): string {
  const unicode = textOf(element.unicode)
  if (unicode !== undefined && /^[0-9a-f]{1,6}(-[0-9a-f]{1,6})*$/i.test(unicode)) {
    const points = unicode.split('-').map(hex => Number.parseInt(hex, 16))
    if (points.every(point => point <= 0x10ffff)) return String.fromCodePoint(...points)
  }
  const name = textOf(element.name)
  return name ? `:${name}:` : ''
}

function isoDay(timestamp: unknown): string {
  const date = new Date(Number(timestamp) * 1000)
  return typeof timestamp === 'number' && !Number.isNaN(date.getTime()) ? date.toISOString().slice(0, 10) : ''
}

function around(text: RichText, kinds: readonly ('bold' | 'italic' | 'strike' | 'code' | 'pre' | 'quote')[]): RichText {
  const end = text.text.length
  const spans: Span[] = kinds.map(kind => ({ kind, start: 0, end }))
  return { text: text.text, spans: [...spans, ...text.spans] }
}
