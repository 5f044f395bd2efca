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
import type { Called, Inbound, Person, Said } from '../../src/core/inbound.ts'
import { addressOf } from '../../src/core/network.ts'
import { plain } from '../../src/core/rich-text.ts'
import { isPrivate, readContent, wordsOf } from './read-content.ts'
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
  const said = readCommand(message, self) ?? readContent(message, String(messageId), self.id)
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
