/**
 * What the Bot API checks in a message before it takes it.
 * https://core.telegram.org/bots/api#sendmessage, #messageentity, #inlinekeyboardbutton
 */
import { array, isRecord, object, type Params, text } from './params.ts'
import { badRequest, type WireButton, type WireEntity, type WireMarkup } from './wire.ts'

const TEXT_LIMIT = 4096
export const CAPTION_LIMIT = 1024

/** Types a bot may send; all others are refused. */
const ENTITY_TYPES = new Set(
  'mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler blockquote expandable_blockquote code pre text_link text_mention custom_emoji'.split(
    ' ',
  ),
)
const CALLBACK_DATA_BYTES = 64
/** The network's own limits, which its documentation does not give: known from bot developers' reports. */
const BUTTONS = 100
const BUTTONS_IN_ROW = 8

export interface FormattedText {
  readonly text: string
  readonly entities: readonly WireEntity[]
}

/** A message's words: not empty, within 4,096 UTF-16 units, trimmed as the original does. */
export function readText(params: Params): FormattedText {
  const read = trimmed({ text: text(params, 'text') ?? '', entities: readEntities(params, 'text', 'entities') })
  if (read.text === '') throw badRequest('message text is empty')
  if (read.text.length > TEXT_LIMIT) throw badRequest('message is too long')
  return read
}

/** A file's caption; may be empty. */
export function readCaption(params: Params): FormattedText {
  const read = trimmed({
    text: text(params, 'caption') ?? '',
    entities: readEntities(params, 'caption', 'caption_entities'),
  })
  if (read.text.length > CAPTION_LIMIT) throw badRequest('message caption is too long')
  return read
}

/** @param within  Name of the parameter that holds the words the entities are about. */
function readEntities(params: Params, within: string, name: string): readonly WireEntity[] {
  const words = text(params, within) ?? ''
  return (array(params, name) ?? []).map(entity => checkEntity(entity, words))
}

export function checkEntity(entity: unknown, words: string): WireEntity {
  if (!isRecord(entity)) throw badRequest("can't parse MessageEntity: expected an Object")
  const { type, offset, length } = entity
  if (typeof type !== 'string' || !ENTITY_TYPES.has(type)) {
    throw badRequest("can't parse MessageEntity: Unsupported type specified")
  }
  if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(length)) {
    throw badRequest('can\'t parse MessageEntity: Field "offset" or "length" must be of type Integer')
  }
  const [start, end] = [offset as number, (offset as number) + (length as number)]
  if (start < 0 || end <= start || end > words.length || splitsPair(words, start) || splitsPair(words, end)) {
    throw badRequest('ENTITY_BOUNDS_INVALID')
  }
  if (type === 'text_link' && typeof entity.url !== 'string') {
    throw badRequest('can\'t parse MessageEntity: Can\'t find field "url"')
  }
  return entity as unknown as WireEntity
}

function splitsPair(words: string, at: number): boolean {
  return /[\ud800-\udbff]/.test(words.charAt(at - 1)) && /[\udc00-\udfff]/.test(words.charAt(at))
}

/** White space at both ends goes, and entities move along. */
function trimmed({ text: words, entities }: FormattedText): FormattedText {
  const lead = words.length - words.trimStart().length
  const kept = words.trim()
  const moved = entities
    .map(entity => {
      const start = Math.max(entity.offset - lead, 0)
      return { ...entity, offset: start, length: Math.min(entity.offset + entity.length - lead, kept.length) - start }
    })
    .filter(entity => entity.length > 0)
  return { text: kept, entities: moved }
}

/** Buttons under a message; undefined where none were given. */
export function readMarkup(params: Params): WireMarkup | undefined {
  const markup = object(params, 'reply_markup')
  if (!markup) return undefined
  const rows = markup.inline_keyboard
  if (!Array.isArray(rows) || !rows.every(Array.isArray))
    throw badRequest("can't parse reply keyboard markup JSON object")
  const keyboard = rows.map(row => row.map(readButton))
  if (keyboard.flat().length > BUTTONS || keyboard.some(row => row.length > BUTTONS_IN_ROW)) {
    throw badRequest('REPLY_MARKUP_TOO_LONG')
  }
  return { inline_keyboard: keyboard.filter(row => row.length > 0) }
}

function readButton(button: unknown): WireButton {
  if (!isRecord(button) || typeof button.text !== 'string' || button.text.trim() === '') {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
  }
  const { text: label, callback_data: data, url } = button
  if (typeof url === 'string') return { text: label, url }
  if (typeof data !== 'string') {
    throw badRequest("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
  }
  const bytes = Buffer.byteLength(data)
  if (bytes < 1 || bytes > CALLBACK_DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID')
  return { text: label, callback_data: data }
}
