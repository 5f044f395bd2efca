/**
 * A message to a resident → the Bot API calls it takes. Pure.
 *
 * Files go first and words last, so that the buttons stand at the end of the talk; short words become the caption of
 * the one thing that is sent. Formatting goes as `entities`: `parse_mode` fails where somebody's words look like marks.
 */
import type { InlineKeyboardMarkup, MessageEntity } from 'telegraf/types'
import type { Fallback, Plan, ShownPart } from '../../src/core/adapter.ts'
import type { StoredFile } from '../../src/core/files.ts'
import { personIdOf } from '../../src/core/network.ts'
import type { Choice, Invite, ToResident } from '../../src/core/outbound.ts'
import { joinRich, plain, type RichText, trimRich } from '../../src/core/rich-text.ts'
import type { Carries } from '../../src/core/sent-parts.ts'
import { splitRichText } from '../../src/core/split.ts'
import { ENTITIES_PER_MESSAGE, readRichText, writeEntities } from './entities.ts'

/** UTF-16 units: https://core.telegram.org/bots/api#sendmessage and #sendphoto */
export const TEXT_LIMIT = 4096
export const CAPTION_LIMIT = 1024

const MB = 1024 * 1024
/** https://core.telegram.org/bots/api#senddocument */
export const FILE_LIMIT_BYTES = 50 * MB
/** https://core.telegram.org/bots/api#sendphoto */
const PHOTO_LIMIT_BYTES = 10 * MB
const PHOTO_LIMIT_SIDES = 10_000
const PHOTO_LIMIT_RATIO = 20
const PHOTO_TYPES = new Set(['image/jpeg', 'image/png', 'image/webp'])
/** https://core.telegram.org/bots/api#sendmediagroup */
const ALBUM_LIMIT = 10
/** Reported by bot developers; the documentation gives no figures. */
const BUTTONS_PER_MESSAGE = 100
const BUTTONS_PER_ROW = 8

/** One call, as it lies in the outbox. Files are opened when it is made. */
export type TelegramCall = SendCall | ChangeCall

export type SendCall =
  | { readonly method: 'sendMessage'; readonly payload: TextPayload }
  | { readonly method: 'sendPhoto' | 'sendDocument'; readonly payload: CaptionPayload; readonly file: FileToSend }
  /** In a group; the button's link is made when it is sent, for it has our name in it. */
  | { readonly method: 'invite'; readonly payload: InvitePayload; readonly label: string; readonly start: string }
  | { readonly method: 'sendMediaGroup'; readonly payload: CaptionPayload; readonly files: readonly FileToSend[] }

/** Of messages that were sent before. `keep` makes no call. */
export type ChangeCall =
  | { readonly method: 'editMessageText'; readonly payload: TextPayload & { readonly message_id: number } }
  | {
      readonly method: 'editMessageCaption'
      readonly payload: CaptionPayload & { readonly message_id: number }
      /** As the part is known: an album by all its messages. */
      readonly id: string
    }
  | { readonly method: 'deleteMessage'; readonly payload: { readonly chat_id: number; readonly message_id: number } }
  | { readonly method: 'keep'; readonly id: string }

export interface Target {
  readonly chat_id: number
  readonly reply_markup?: InlineKeyboardMarkup
}

export interface TextPayload extends Target {
  readonly text: string
  readonly entities?: MessageEntity[]
  readonly link_preview_options: { readonly is_disabled: true }
}

export interface InvitePayload extends TextPayload {
  readonly message_thread_id?: number
  /** Absent where the message stayed behind in a group that has moved. */
  readonly reply_parameters?: { readonly message_id: number; readonly allow_sending_without_reply: true }
}

export interface CaptionPayload extends Target {
  readonly caption?: string
  readonly caption_entities?: MessageEntity[]
}

export interface FileToSend {
  readonly sha256: string
  readonly name: string
}

export function planMessage(message: ToResident): Plan {
  const fallbacks = new Set<Fallback>()
  if (message.invite) return planOf([inviteCall(message.text, message.invite, fallbacks)], fallbacks)
  const files = message.files.filter(file => file.bytes <= FILE_LIMIT_BYTES)
  const tooLarge = message.files.filter(file => file.bytes > FILE_LIMIT_BYTES)
  const { rows, rest } = layOutChoices(message.choices)
  if (tooLarge.length > 0) fallbacks.add('fileTooLarge')
  if (rest.length > 0) fallbacks.add('choicesAsList')

  const words = withLines(message.text, [...tooLarge.map(nameTooLarge), ...rest.map(choice => `– ${choice.label}`)])
  const target = { chat_id: Number(personIdOf(message.address)) }
  const markup = rows.length > 0 ? { reply_markup: { inline_keyboard: rows } } : {}

  const calls = groupFiles(files).map(group => fileCall(target, group))
  const only = calls.length === 1 ? calls[0] : undefined
  if (only && words.text.length <= CAPTION_LIMIT && (only.method !== 'sendMediaGroup' || rows.length === 0)) {
    const payload = { ...only.payload, ...writeCaption(words, fallbacks), ...markup }
    return planOf([{ ...only, payload }], fallbacks)
  }
  const texts = textCalls(words, rows.length > 0, target, fallbacks)
  const last = texts.at(-1)
  const withButtons = last ? [...texts.slice(0, -1), { ...last, payload: { ...last.payload, ...markup } }] : []
  return planOf([...calls, ...withButtons], fallbacks)
}

function planOf(calls: readonly SendCall[], fallbacks: ReadonlySet<Fallback>): Plan {
  const parts = calls.map(call => ({ call, carries: carriedBy(call), shown: () => shownOf(call) }))
  return { parts, fallbacks: [...fallbacks] }
}

function carriedBy(call: SendCall): Carries {
  if (call.method === 'sendMessage' || call.method === 'invite') return 'words'
  return call.payload.caption === undefined ? 'files' : 'both'
}

function shownOf(call: SendCall): ShownPart {
  if (call.method === 'sendMessage' || call.method === 'invite') {
    const { text, entities } = call.payload
    const buttons = call.method === 'invite' ? [[call.label]] : labelsOf(call.payload)
    return { text: readRichText(text, entities), units: text.length, files: [], buttons }
  }
  const { caption = '', caption_entities } = call.payload
  const names = ('files' in call ? call.files : [call.file]).map(({ name }) => name)
  const text = readRichText(caption, caption_entities)
  return { text, units: caption.length, files: names, buttons: labelsOf(call.payload) }
}

function labelsOf({ reply_markup }: Pick<TextPayload, 'reply_markup'>): readonly (readonly string[])[] {
  return (reply_markup?.inline_keyboard ?? []).map(row => row.map(({ text }) => text))
}

/** What could not be sent or shown otherwise is named below the words. */
export function withLines(text: RichText, lines: readonly string[]): RichText {
  return trimRich(joinRich(lines.length === 0 ? [text] : [text, lines.join('\n')], '\n\n'))
}

/** Buttons need a message to hang on: an arrow stands for words where there are none. */
export function textCalls(words: RichText, buttons: boolean, target: Target, fallbacks: Set<Fallback>) {
  const said = words.text === '' && buttons ? plain('⬇️') : words
  if (said.text === '') return []
  const parts = splitRichText(said, TEXT_LIMIT)
  if (parts.length > 1) fallbacks.add('textSplit')
  return parts.map(part => {
    const entities = limitEntities(part, fallbacks)
    const payload: TextPayload = {
      ...target,
      text: part.text,
      ...(entities.length > 0 ? { entities } : {}),
      link_preview_options: { is_disabled: true },
    }
    return { method: 'sendMessage' as const, payload }
  })
}

export function writeCaption(
  words: RichText,
  fallbacks: Set<Fallback>,
): Pick<CaptionPayload, 'caption' | 'caption_entities'> {
  if (words.text === '') return {}
  const entities = limitEntities(words, fallbacks)
  return { caption: words.text, ...(entities.length > 0 ? { caption_entities: entities } : {}) }
}

function limitEntities(text: RichText, fallbacks: Set<Fallback>): MessageEntity[] {
  const entities = writeEntities(text)
  if (entities.length > ENTITIES_PER_MESSAGE) fallbacks.add('formattingDropped')
  return entities.slice(0, ENTITIES_PER_MESSAGE)
}

/** https://core.telegram.org/bots/api#replyparameters */
function inviteCall(text: RichText, { where, label, payload }: Invite, fallbacks: Set<Fallback>): SendCall {
  const entities = limitEntities(text, fallbacks)
  return {
    method: 'invite',
    payload: {
      chat_id: Number(where.group),
      text: text.text,
      ...(entities.length > 0 ? { entities } : {}),
      link_preview_options: { is_disabled: true },
      ...(where.topic !== undefined && { message_thread_id: Number(where.topic) }),
      reply_parameters: { message_id: Number(where.messageId), allow_sending_without_reply: true },
    },
    label,
    start: payload,
  }
}

/** Rows as they were meant; long rows are broken, and what is too much for one keyboard is left for a list. */
function layOutChoices(choices: ToResident['choices']) {
  const rows: { text: string; callback_data: string }[][] = []
  const rest: Choice[] = []
  let room = BUTTONS_PER_MESSAGE
  for (const row of choices) {
    for (let start = 0; start < row.length; start += BUTTONS_PER_ROW) {
      const piece = row.slice(start, start + BUTTONS_PER_ROW)
      const fitting = piece.slice(0, room)
      room -= fitting.length
      rest.push(...piece.slice(fitting.length))
      if (fitting.length > 0) rows.push(fitting.map(({ label, token }) => ({ text: label, callback_data: token })))
    }
  }
  return { rows, rest }
}

/** Photos together in albums, every other file alone. */
function groupFiles(files: readonly StoredFile[]): readonly (readonly StoredFile[])[] {
  const photos = files.filter(isPhoto)
  const albums = Array.from({ length: Math.ceil(photos.length / ALBUM_LIMIT) }, (_, index) =>
    photos.slice(index * ALBUM_LIMIT, (index + 1) * ALBUM_LIMIT),
  )
  return [...albums, ...files.filter(file => !isPhoto(file)).map(file => [file])]
}

function fileCall(
  target: Target,
  group: readonly StoredFile[],
): Exclude<SendCall, { method: 'sendMessage' | 'invite' }> {
  const files = group.map(({ sha256, name }) => ({ sha256, name: safeName(name) }))
  const [stored, file] = [group[0], files[0]]
  if (files.length > 1 || !stored || !file) return { method: 'sendMediaGroup', payload: target, files }
  return { method: isPhoto(stored) ? 'sendPhoto' : 'sendDocument', payload: target, file }
}

/** What the network shows as a picture; everything else goes as a document, untouched. */
function isPhoto({ mediaType, bytes, width = 0, height = 0 }: StoredFile): boolean {
  if (!PHOTO_TYPES.has(mediaType) || bytes > PHOTO_LIMIT_BYTES || width <= 0 || height <= 0) return false
  const ratio = Math.max(width, height) / Math.min(width, height)
  return width + height <= PHOTO_LIMIT_SIDES && ratio <= PHOTO_LIMIT_RATIO
}

/** telegraf writes the name into a header as it is: what would end the header or the quotes goes. */
function safeName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what it looks for.
  return name.replace(/[\0-\x1f\x7f"\\]/g, '_') || 'file'
}

export function nameTooLarge({ name, bytes }: StoredFile): string {
  return `📎 ${name} (${Math.ceil(bytes / MB)} MB)`
}
