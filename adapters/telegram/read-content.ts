/**
 * What stands in a message of the Bot API: words, photos, files, a place. https://core.telegram.org/bots/api#message
 */
import { cleanText } from '../../src/core/clean-text.ts'
import type { RemoteFile } from '../../src/core/files.ts'
import type { Said, SaidPlace, Unreadable } from '../../src/core/inbound.ts'
import type { RichText } from '../../src/core/rich-text.ts'
import { readRichText } from './entities.ts'
import { type Fields, fieldsOf, integerOf, listOf, textOf } from './unknown.ts'

/** Kinds of content that we do not take, by the field that holds them. An animation is a document too, so it comes first. */
const UNSUPPORTED: readonly (readonly [field: string, what: Unreadable])[] = [
  ['animation', 'video'],
  ['video', 'video'],
  ['video_note', 'video'],
  ['voice', 'voice'],
  ['audio', 'voice'],
  ['sticker', 'sticker'],
  ['poll', 'poll'],
  ['contact', 'contact'],
  ...(['dice', 'game', 'story', 'paid_media', 'checklist', 'invoice'] as const).map(field => [field, 'other'] as const),
]

/** @returns Undefined where it says nothing to us: a message about the chat itself. */
export function readContent(message: Fields, messageId: string, botId: number): Said | undefined {
  const [, leftOut] = UNSUPPORTED.find(([field]) => message[field] !== undefined) ?? []
  const files = leftOut ? [] : [...readPhoto(message.photo), ...readDocument(message.document)]
  const place = readPlace(message)
  const text = wordsOf(message)
  // Service messages (a pinned message, a changed picture) have none of these.
  const album = textOf(message.media_group_id)
  if (leftOut && text.text === '' && album === undefined) return { kind: 'unsupported', what: leftOut }
  if (text.text === '' && files.length === 0 && !place && !leftOut) return undefined
  const replyTo = repliedTo(message, botId)
  return {
    kind: 'message',
    messageId,
    text,
    files,
    ...(leftOut ? { leftOut } : {}),
    ...(place ? { place } : {}),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(album === undefined ? {} : { album: cleanText(album) }),
  }
}

export function wordsOf(message: Fields): RichText {
  const text = textOf(message.text)
  if (text !== undefined) return readRichText(text, message.entities)
  return readRichText(textOf(message.caption) ?? '', message.caption_entities)
}

/** A photo comes in several sizes; the largest is what the person sent. */
function readPhoto(photo: unknown): readonly RemoteFile[] {
  const sizes = listOf(photo)
    .map(fieldsOf)
    .filter(size => size !== undefined)
  const pixels = (size: Fields) => (integerOf(size.width) ?? 0) * (integerOf(size.height) ?? 0)
  const largest = sizes.reduce<Fields | undefined>(
    (best, size) => (best && pixels(best) > pixels(size) ? best : size),
    undefined,
  )
  return largest ? readFile(largest, 'image/jpeg') : []
}

function readDocument(document: unknown): readonly RemoteFile[] {
  const fields = fieldsOf(document)
  return fields ? readFile(fields, textOf(fields.mime_type)) : []
}

function readFile(file: Fields, mediaType: string | undefined): readonly RemoteFile[] {
  const ref = textOf(file.file_id)
  const name = textOf(file.file_name)
  const bytes = integerOf(file.file_size)
  if (!ref) return []
  return [
    {
      ref: cleanText(ref),
      ...(name ? { name: cleanText(name) } : {}),
      ...(mediaType ? { mediaType: cleanText(mediaType) } : {}),
      ...(bytes === undefined ? {} : { bytes }),
    },
  ]
}

/** A venue has a location as well; its title and address are the words. */
function readPlace(message: Fields): SaidPlace | undefined {
  const location = fieldsOf(message.location)
  const { latitude, longitude } = location ?? {}
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return undefined
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return undefined
  const venue = fieldsOf(message.venue)
  const words = [textOf(venue?.title), textOf(venue?.address)].filter(part => part !== undefined && part !== '')
  const named = cleanText(words.join(', ')).trim()
  return { point: { latitude, longitude }, ...(named === '' ? {} : { words: named }) }
}

/** In a private chat any message, theirs or ours; among others only one of ours. */
function repliedTo(message: Fields, botId: number): string | undefined {
  const fields = fieldsOf(message.reply_to_message)
  const id = integerOf(fields?.message_id)
  const isMeant = isPrivate(message) || fieldsOf(fields?.from)?.id === botId
  return id !== undefined && isMeant ? String(id) : undefined
}

export function isPrivate(content: Fields): boolean {
  return fieldsOf(content.chat)?.type === 'private'
}
