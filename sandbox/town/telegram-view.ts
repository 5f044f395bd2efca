/** Ana's chat as the page is told of it. */
import type { TelegramPerson } from '../telegram/person.ts'
import type { WireMessage } from '../telegram/wire.ts'
import type { FileView, TelegramMessageView, TelegramView } from '../view.ts'

const shownMessages = 300

export function viewTelegram(ana: TelegramPerson, name: string): TelegramView {
  const messages = ana.chat.slice(-shownMessages).map(message => viewMessage(message, ana.user.id))
  return { name, blocked: ana.blocked, messages }
}

function viewMessage(message: WireMessage, me: number): TelegramMessageView {
  const place = message.venue?.location ?? message.location
  const title = message.venue && { title: `${message.venue.title}, ${message.venue.address}` }
  const file = fileOf(message)
  const other = message.voice ? 'Voice message' : message.sticker ? `Sticker ${message.sticker.emoji ?? ''}` : undefined
  const replied = message.reply_to_message
  return {
    id: message.message_id,
    mine: message.from.id === me,
    date: message.date,
    edited: message.edit_date !== undefined,
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    ...(file && { file }),
    ...(place && { place: { latitude: place.latitude, longitude: place.longitude, ...title } }),
    ...(other && { other }),
    ...(replied && { replyTo: (replied.text ?? replied.caption ?? '').slice(0, 120) }),
    keyboard: message.reply_markup?.inline_keyboard ?? [],
  }
}

function fileOf({ photo, document }: WireMessage): FileView | undefined {
  const held = photo?.at(-1) ?? document
  if (!held) return undefined
  return {
    url: `/api/file/telegram/${encodeURIComponent(held.file_id)}`,
    name: held.file_name ?? 'photo.jpg',
    picture: photo !== undefined,
    ...(held.file_size !== undefined && { bytes: held.file_size }),
  }
}
