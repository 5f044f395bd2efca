/**
 * Slack's message composer: what a person types becomes a `rich_text` block and the `text` beside it
 * (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block).
 *
 * Typed marks: *bold*, _italic_, ~strike~, `code`, ```pre``` , lines with "> ", "- " or "1. ", <https://url|label> and
 * bare links, <@U…>, <#C…>, <!subteam^S…>, <!here>, :emoji:.
 */
import type { Block } from './wire.ts'

export interface Composed {
  readonly text: string
  readonly blocks: readonly Block[]
}

/** The names the composer knows, with what they stand for; any other `:name:` is the workspace's own. */
const EMOJI: Readonly<Record<string, string>> = {
  smile: '1f604',
  '+1': '1f44d',
  '+1::skin-tone-3': '1f44d-1f3fc',
  wave: '1f44b',
  tada: '1f389',
  white_check_mark: '2705',
  construction: '1f6a7',
  heart: '2764-fe0f',
}

export function compose(typed: string): Composed {
  const elements: object[] = []
  const pieces = typed.split('```')
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 1)
      elements.push({ type: 'rich_text_preformatted', elements: [{ type: 'text', text: piece.trim() }] })
    else elements.push(...lines(index < pieces.length - 1 ? piece.replace(/\n$/, '') : piece, index > 0))
  }
  return { text: escapeOutside(typed), blocks: [{ type: 'rich_text', elements }] }
}

type Line = { readonly kind: 'quote' | 'bullet' | 'ordered' | 'plain'; readonly text: string }

function lines(piece: string, afterBlock: boolean): readonly object[] {
  const trimmed = afterBlock ? piece.replace(/^\n/, '') : piece
  if (trimmed === '') return []
  const groups: Line[][] = []
  for (const line of trimmed.split('\n').map(readLine)) {
    const last = groups.at(-1)
    if (last?.[0]?.kind === line.kind) last.push(line)
    else groups.push([line])
  }
  return groups.map((group, index) => groupElement(group, index < groups.length - 1))
}

function readLine(line: string): Line {
  const [, mark, rest] = /^(> ?|[-•] |\d+\. )(.*)$/s.exec(line) ?? []
  if (mark === undefined) return { kind: 'plain', text: line }
  const kind = mark.startsWith('>') ? 'quote' : /\d/.test(mark) ? 'ordered' : 'bullet'
  return { kind, text: rest ?? '' }
}

function groupElement(group: readonly Line[], more: boolean): object {
  const kind = group[0]!.kind
  const whole = group.map(line => line.text).join('\n')
  if (kind === 'quote') return { type: 'rich_text_quote', elements: inline(whole) }
  if (kind === 'plain') return { type: 'rich_text_section', elements: inline(more ? `${whole}\n` : whole) }
  const items = group.map(line => ({ type: 'rich_text_section', elements: inline(line.text) }))
  return { type: 'rich_text_list', style: kind, indent: 0, border: 0, elements: items }
}

const MARKS =
  /<(@|#|!subteam\^|!|https?:)([^>|]*)(?:\|([^>]*))?>|(https?:\/\/[^\s<>*_~]+)|:([a-z0-9_+-]+(?:::skin-tone-\d)?):|`([^`\n]+)`|\*([^*\n]+)\*|_([^_\n]+)_|~([^~\n]+)~/g
const STYLES = ['code', 'bold', 'italic', 'strike'] as const

function inline(text: string, style: Readonly<Record<string, true>> = {}): object[] {
  const found: object[] = []
  const styled = Object.keys(style).length > 0 ? { style } : {}
  const plain = (piece: string) => piece && found.push({ type: 'text', text: piece, ...styled })
  let at = 0
  for (const match of text.matchAll(MARKS)) {
    const [whole, sign, target, label, url, emoji, ...styles] = match
    plain(text.slice(at, match.index))
    at = match.index + whole.length
    const index = styles.slice(0, 4).findIndex(s => s !== undefined)
    if (sign !== undefined) found.push({ ...reference(sign, target ?? '', label), ...styled })
    else if (url !== undefined) found.push({ type: 'link', url, ...styled })
    else if (emoji !== undefined)
      found.push({ type: 'emoji', name: emoji, ...(EMOJI[emoji] && { unicode: EMOJI[emoji] }), ...styled })
    else found.push(...inline(styles[index] as string, { ...style, [STYLES[index]!]: true }))
  }
  plain(text.slice(at))
  return found
}

function reference(sign: string, target: string, label: string | undefined): object {
  if (sign === '@') return { type: 'user', user_id: target }
  if (sign === '#') return { type: 'channel', channel_id: target }
  if (sign === '!subteam^') return { type: 'usergroup', usergroup_id: target }
  if (sign === '!') return { type: 'broadcast', range: target }
  return { type: 'link', url: `${sign}${target}`, ...(label !== undefined && { text: label }) }
}

/** `text` is escaped by Slack, its references are not. */
function escapeOutside(typed: string): string {
  return typed
    .split(/(<(?:@|#|!|https?:)[^>]*>)/)
    .map((piece, i) =>
      i % 2 === 1 ? piece : piece.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    )
    .join('')
}
