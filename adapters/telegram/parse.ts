/**
 * An update of the Bot API → an inbound, or nothing. https://core.telegram.org/bots/api#update
 *
 * **Order.** `position` is the `update_id`. Nothing else orders all that a person does: a tap carries no date, an
 * edit only that of its message. Update ids grow one by one; after a week without any update they start again at
 * random, but Telegram keeps what it could not deliver for 24 hours at most, so two updates that wait together are
 * always of one series. An id of the new series may be one that was used before: `externalId` therefore names the
 * thing itself as well (message, edit, tap).
 */
import { cleanText } from '../../src/core/clean-text.ts'
import type { RemoteFile } from '../../src/core/files.ts'
import type { Called, Inbound, Person, Said, SaidPlace, Unreadable } from '../../src/core/inbound.ts'
import { addressOf } from '../../src/core/network.ts'
import { plain, type RichText } from '../../src/core/rich-text.ts'
import { readRichText } from './entities.ts'
import { type Fields, fieldsOf, integerOf, listOf, textOf } from './unknown.ts'

/** The bot, as `getMe` names it. */
export interface Self {
  readonly id: number
  readonly username: string
  /** Names of its commands: in a group, all others are somebody else's. */
  readonly commands: ReadonlySet<string>
}

/** The kinds of update that we ask for; exactly those that are read here. */
export const UPDATE_KINDS = ['message', 'edited_message', 'callback_query', 'my_chat_member'] as const

/** @returns Undefined for whatever is not a person's word to us. Never throws, whatever comes. */
export function parseUpdate(update: unknown, self: Self): Inbound | undefined {
  const fields = fieldsOf(update)
  const updateId = integerOf(fields?.update_id)
  if (!fields || updateId === undefined || updateId < 0) return undefined
  const read =
    readMessage(fieldsOf(fields.message), self) ??
    readEdit(fieldsOf(fields.edited_message), self) ??
    readTap(fieldsOf(fields.callback_query)) ??
    readMembership(fieldsOf(fields.my_chat_member))
  if (!read) return undefined
  const address = addressOf('telegram', read.person.id)
  return {
    network: 'telegram',
    externalId: `${updateId}:${read.thing}`,
    lane: address,
    position: String(updateId),
    event: {
      from: 'resident',
      address,
      person: read.person.profile,
      ...(read.called ? { inPublic: true, called: read.called } : {}),
      said: read.said,
    },
  }
}

/** The tap in an update, to be answered once it is kept: its `callback_query` id. */
export function tapOf(update: unknown): string | undefined {
  return textOf(fieldsOf(fieldsOf(update)?.callback_query)?.id)
}

interface Read {
  readonly person: { readonly id: number; readonly profile: Person }
  /** What was said, told from everything else: `m12`, `e12@1700000000`, `t4300…`, `s1700000000`. */
  readonly thing: string
  readonly called?: Called
  readonly said: Said
}

function readMessage(message: Fields | undefined, self: Self): Read | undefined {
  const person = readPerson(message?.from)
  const messageId = integerOf(message?.message_id)
  if (!message || !person || messageId === undefined) return undefined
  const said = readCommand(message, self) ?? readContent(message, String(messageId), self)
  if (!said) return undefined
  if (isPrivate(message)) return { person, thing: `m${messageId}`, said }
  if (!isGroup(message) || message.sender_chat !== undefined || !callsBot(message, said, self)) return undefined
  const group = String(integerOf(fieldsOf(message.chat)?.id) ?? 0)
  const called = { group, messageId: String(messageId), ...topicOf(message) }
  return { person, thing: `m${messageId}@${group}`, said, called }
}

/** A thread's id stands in replies outside topics as well. https://core.telegram.org/bots/api#message */
function topicOf(message: Fields): Pick<Called, 'topic'> {
  const topic = message.is_topic_message === true ? integerOf(message.message_thread_id) : undefined
  return topic === undefined ? {} : { topic: String(topic) }
}

/**
 * Only words can be edited, theirs, a command's or a caption's; moving live locations come as edits too and are not ours.
 */
function readEdit(message: Fields | undefined, self: Self): Read | undefined {
  const person = readPerson(message?.from)
  const messageId = integerOf(message?.message_id)
  if (!message || !person || messageId === undefined || !isPrivate(message)) return undefined
  if (message.text === undefined && message.caption === undefined) return undefined
  const command = readCommand(message, self)
  const text = command ? plain(command.argument) : wordsOf(message)
  const said: Said = { kind: 'edit', messageId: String(messageId), text }
  return { person, thing: `e${messageId}@${integerOf(message.edit_date) ?? 0}`, said }
}

function readTap(tap: Fields | undefined): Read | undefined {
  const person = readPerson(tap?.from)
  const message = fieldsOf(tap?.message)
  const messageId = integerOf(message?.message_id)
  const [id, data] = [textOf(tap?.id), textOf(tap?.data)]
  if (!person || !message || messageId === undefined || id === undefined || data === undefined) return undefined
  if (!isPrivate(message)) return undefined
  return {
    person,
    thing: `t${cleanText(id)}`,
    said: { kind: 'tap', messageId: String(messageId), token: cleanText(data) },
  }
}

function readMembership(change: Fields | undefined): Read | undefined {
  const person = readPerson(change?.from)
  if (!change || !person || !isPrivate(change)) return undefined
  const status = fieldsOf(change.new_chat_member)?.status
  if (status !== 'kicked' && status !== 'member') return undefined
  return { person, thing: `s${integerOf(change.date) ?? 0}`, said: { kind: status === 'kicked' ? 'left' : 'returned' } }
}

function readPerson(from: unknown): Read['person'] | undefined {
  const user = fieldsOf(from)
  const id = integerOf(user?.id)
  if (!user || id === undefined || id <= 0 || user.is_bot === true) return undefined
  const language = textOf(user.language_code)
  const firstName = cleanText(textOf(user.first_name) ?? '').trim()
  return { id, profile: { firstName, ...(language ? { language: cleanText(language) } : {}) } }
}

function isPrivate(content: Fields): boolean {
  return fieldsOf(content.chat)?.type === 'private'
}

function isGroup(content: Fields): boolean {
  const type = fieldsOf(content.chat)?.type
  return type === 'group' || type === 'supergroup'
}

/** In a group we are spoken to by a command of ours, by our name, or by an answer to a message of ours. */
function callsBot(message: Fields, said: Said, self: Self): boolean {
  if (said.kind === 'command') return self.commands.has(said.name) || /^\/\w+@/.test(textOf(message.text) ?? '')
  if (said.kind !== 'message') return false
  if (said.replyTo !== undefined) return true
  const name = `@${self.username}`.toLowerCase()
  const { text, spans } = said.text
  return spans.some(span => span.kind === 'mention' && text.slice(span.start, span.end).toLowerCase() === name)
}

/** `/report`, `/start PAYLOAD`, `/report@our_bot words`; a command for another bot is none. */
function readCommand(message: Fields, self: Self): Extract<Said, { kind: 'command' }> | undefined {
  const text = textOf(message.text)
  const first = fieldsOf(listOf(message.entities)[0])
  const length = integerOf(first?.length)
  if (text === undefined || first?.type !== 'bot_command' || first.offset !== 0 || length === undefined)
    return undefined
  const [, name, bot] = /^\/(\w+)(?:@(\w+))?$/.exec(text.slice(0, length)) ?? []
  if (name === undefined) return undefined
  if (bot !== undefined && bot.toLowerCase() !== self.username.toLowerCase()) return undefined
  const argument = cleanText(text.slice(length)).trim()
  return { kind: 'command', name: name.toLowerCase(), argument, messageId: String(integerOf(message.message_id)) }
}

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

function readContent(message: Fields, messageId: string, self: Self): Said | undefined {
  const [, leftOut] = UNSUPPORTED.find(([field]) => message[field] !== undefined) ?? []
  const files = leftOut ? [] : [...readPhoto(message.photo), ...readDocument(message.document)]
  const place = readPlace(message)
  const text = wordsOf(message)
  // Service messages (a pinned message, a changed picture) have none of these.
  const album = textOf(message.media_group_id)
  if (leftOut && text.text === '' && album === undefined) return { kind: 'unsupported', what: leftOut }
  if (text.text === '' && files.length === 0 && !place && !leftOut) return undefined
  const replyTo = repliedTo(message, self)
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

function wordsOf(message: Fields): RichText {
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
function repliedTo(message: Fields, self: Self): string | undefined {
  const fields = fieldsOf(message.reply_to_message)
  const id = integerOf(fields?.message_id)
  const isMeant = isPrivate(message) || fieldsOf(fields?.from)?.id === self.id
  return id !== undefined && isMeant ? String(id) : undefined
}
