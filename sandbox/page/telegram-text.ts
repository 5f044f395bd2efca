/**
 * Telegram's text and entities, read into pieces. Offsets are UTF-16 units.
 * https://core.telegram.org/bots/api#messageentity
 */
import type { TelegramEntity } from '../resident-view.ts'
import type { Emphasis, Piece } from './piece.ts'

const emphases: Readonly<Record<string, Emphasis>> = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  strikethrough: 'strike',
  spoiler: 'spoiler',
  code: 'code',
  pre: 'pre',
  blockquote: 'quote',
  expandable_blockquote: 'quote',
  mention: 'mention',
  text_mention: 'mention',
  hashtag: 'mention',
  bot_command: 'mention',
}

export function readTelegram(text: string, entities: readonly TelegramEntity[]): Piece[] {
  const sorted = entities.toSorted((a, b) => a.offset - b.offset || b.length - a.length)
  return readRange(text, sorted, 0, text.length)
}

/** Entities nest and never overlap by halves: each takes those inside it along. */
function readRange(text: string, entities: readonly TelegramEntity[], start: number, end: number): Piece[] {
  const pieces: Piece[] = []
  let at = start
  for (let index = 0; index < entities.length; ) {
    const entity = entities[index]!
    const entityEnd = Math.min(entity.offset + entity.length, end)
    let next = index + 1
    while (next < entities.length && entities[next]!.offset < entityEnd) next += 1
    if (entity.offset > at) pieces.push(text.slice(at, entity.offset))
    pieces.push(...dress(entity, text, readRange(text, entities.slice(index + 1, next), entity.offset, entityEnd)))
    at = entityEnd
    index = next
  }
  if (at < end) pieces.push(text.slice(at, end))
  return pieces
}

function dress(entity: TelegramEntity, text: string, pieces: readonly Piece[]): readonly Piece[] {
  const words = text.slice(entity.offset, entity.offset + entity.length)
  if (entity.type === 'text_link') return [{ kind: 'link', url: entity.url ?? '', pieces }]
  if (entity.type === 'url') return [{ kind: 'link', url: words.includes('://') ? words : `https://${words}`, pieces }]
  if (entity.type === 'email') return [{ kind: 'link', url: `mailto:${words}`, pieces }]
  if (entity.type === 'phone_number') return [{ kind: 'link', url: `tel:${words}`, pieces }]
  const kind = emphases[entity.type]
  return kind ? [{ kind, pieces }] : pieces
}
