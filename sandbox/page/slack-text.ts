/**
 * Slack's rich text blocks and mrkdwn, read into pieces.
 * https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
 * https://docs.slack.dev/messaging/formatting-message-text
 */
import { array, object, string } from './json.ts'
import type { Emphasis, Piece } from './piece.ts'

/** The names that Slack writes for ids. */
export interface Names {
  readonly user: (id: string) => string
  readonly channel: (id: string) => string
}

const emoji: Readonly<Record<string, string>> = {
  hourglass_flowing_sand: '⏳',
  white_check_mark: '✅',
  x: '❌',
  memo: '📝',
  question: '❓',
  hand: '✋',
  leftwards_arrow_with_hook: '↩️',
  eyes: '👀',
  '+1': '👍',
  wave: '👋',
  warning: '⚠️',
}

/** The character of an emoji's name; a name that is not known stays between its colons. */
export function emojiOf(name: string): string {
  return emoji[name] ?? `:${name}:`
}

/** Elements of a `rich_text` block. */
export function readRichText(elements: readonly unknown[], names: Names): Piece[] {
  return elements.flatMap((raw, at) => {
    const part = object(raw)
    const inner = array(part.elements)
    switch (part.type) {
      case 'rich_text_quote':
        return [{ kind: 'quote', pieces: readSection(inner, names) } satisfies Piece]
      case 'rich_text_preformatted':
        return [{ kind: 'pre', pieces: readSection(inner, names) } satisfies Piece]
      case 'rich_text_list': {
        const items = inner.map(item => readRichText([item], names))
        return [{ kind: 'list', ordered: part.style === 'ordered', items } satisfies Piece]
      }
      default: {
        // Each section begins a line of its own.
        const follows = at > 0 && object(elements[at - 1]).type === 'rich_text_section'
        return [...(follows ? ['\n'] : []), ...readSection(inner, names)]
      }
    }
  })
}

function readSection(elements: readonly unknown[], names: Names): Piece[] {
  return elements.map(raw => {
    const part = object(raw)
    const style = object(part.style)
    return dress(readElement(part, names), style)
  })
}

function readElement(part: Readonly<Record<string, unknown>>, names: Names): Piece {
  switch (part.type) {
    case 'link':
      return { kind: 'link', url: string(part.url), pieces: [string(part.text) || string(part.url)] }
    case 'emoji':
      return fromUnicode(string(part.unicode)) || emojiOf(string(part.name))
    case 'user':
      return { kind: 'mention', pieces: [`@${names.user(string(part.user_id))}`] }
    case 'channel':
      return { kind: 'mention', pieces: [`#${names.channel(string(part.channel_id))}`] }
    case 'broadcast':
      return { kind: 'mention', pieces: [`@${string(part.range)}`] }
    case 'usergroup':
      return { kind: 'mention', pieces: [`@${string(part.usergroup_id)}`] }
    default:
      return string(part.text)
  }
}

function fromUnicode(hexadecimal: string): string {
  if (!/^[0-9a-f]+(-[0-9a-f]+)*$/i.test(hexadecimal)) return ''
  return String.fromCodePoint(...hexadecimal.split('-').map(code => Number.parseInt(code, 16)))
}

function dress(piece: Piece, style: Readonly<Record<string, unknown>>): Piece {
  const kinds: readonly Emphasis[] = ['code', 'strike', 'italic', 'bold']
  return kinds.reduce<Piece>((inner, kind) => (style[kind] === true ? { kind, pieces: [inner] } : inner), piece)
}

/** Text of a `mrkdwn` object, or a message's `text`. */
export function readMrkdwn(text: string, names: Names): Piece[] {
  const pattern =
    /```([\s\S]+?)```|`([^`\n]+)`|<([^<>\s|]+)(?:\|([^<>]*))?>|(?<![\w*])\*(?=\S)([^*\n]+?)\*(?![\w*])|(?<![\w_])_(?=\S)([^_\n]+?)_(?![\w_])|(?<![\w~])~(?=\S)([^~\n]+?)~(?![\w~])|:([a-z0-9_+-]+):/g
  const pieces: Piece[] = []
  let at = 0
  for (const found of text.matchAll(pattern)) {
    if (found.index > at) pieces.push(readEscapes(text.slice(at, found.index)))
    pieces.push(readMarked(found, names))
    at = found.index + found[0].length
  }
  if (at < text.length) pieces.push(readEscapes(text.slice(at)))
  return pieces
}

function readMarked(found: RegExpMatchArray, names: Names): Piece {
  const [whole, pre, code, target, label, bold, italic, strike, name] = found
  if (pre !== undefined) return { kind: 'pre', pieces: [readEscapes(pre)] }
  if (code !== undefined) return { kind: 'code', pieces: [readEscapes(code)] }
  if (bold !== undefined) return { kind: 'bold', pieces: readMrkdwn(bold, names) }
  if (italic !== undefined) return { kind: 'italic', pieces: readMrkdwn(italic, names) }
  if (strike !== undefined) return { kind: 'strike', pieces: readMrkdwn(strike, names) }
  if (name !== undefined) return emojiOf(name)
  if (target === undefined) return whole
  if (target.startsWith('@')) return { kind: 'mention', pieces: [`@${label || names.user(target.slice(1))}`] }
  if (target.startsWith('#')) return { kind: 'mention', pieces: [`#${label || names.channel(target.slice(1))}`] }
  if (target.startsWith('!')) return { kind: 'mention', pieces: [label || `@${target.slice(1)}`] }
  return { kind: 'link', url: readEscapes(target), pieces: [readEscapes(label || target)] }
}

function readEscapes(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
