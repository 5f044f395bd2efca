/** What people see on Telegram, as the page is told of it. */
import type { FileView, TelegramMessageView, TelegramPersonView, TelegramView } from '../resident-view.ts'
import type { TelegramPerson } from '../telegram/person.ts'
import type { TelegramStandIn } from '../telegram/stand-in.ts'
import type { WireMessage } from '../telegram/wire.ts'

const shownMessages = 200

/** @param shows  Whether somebody's phone is shown. */
export function viewTelegram(telegram: TelegramStandIn, shows: (person: string) => boolean): TelegramView {
  const { bot, group, commands } = telegram
  const people = telegram.people.filter(({ user }) => shows(`telegram:${user.id}`))
  const viewPerson = (person: TelegramPerson): TelegramPersonView => {
    const language = person.user.language_code ?? 'en'
    const listed = commands.get(language) ?? commands.get('') ?? []
    return {
      id: `telegram:${person.user.id}`,
      name: person.user.first_name,
      language,
      closed: person.blocked,
      commands: listed.map(({ command, description }) => ({ name: command, description })),
      messages: person.chat.slice(-shownMessages).map(message => viewMessage(message, person)),
      group: group.messages.slice(-shownMessages).map(message => viewMessage(message, person)),
    }
  }
  return { name: bot.first_name, group: group.title, people: people.map(viewPerson) }
}

function viewMessage(message: WireMessage, person: TelegramPerson): TelegramMessageView {
  const place = message.venue?.location ?? message.location
  const title = message.venue && { title: `${message.venue.title}, ${message.venue.address}` }
  const file = fileOf(message)
  const other = otherOf(message)
  const replied = message.reply_to_message
  const reaction = person.reactionOn(message.message_id)
  return {
    id: String(message.message_id),
    mine: message.from.id === person.user.id,
    author: message.from.first_name,
    date: message.date,
    edited: message.edit_date !== undefined,
    text: message.text ?? message.caption ?? '',
    entities: message.entities ?? message.caption_entities ?? [],
    ...(message.media_group_id !== undefined && { album: message.media_group_id }),
    ...(file && { file }),
    ...(place && { place: { latitude: place.latitude, longitude: place.longitude, ...title } }),
    ...(other && { other }),
    ...(replied && { replyTo: excerptOf(replied) }),
    ...(reaction !== undefined && { reaction }),
    keyboard: message.reply_markup?.inline_keyboard ?? [],
  }
}

/** What the page shows in words. */
function otherOf({ voice, sticker, contact, poll }: WireMessage): string | undefined {
  if (voice) return 'Voice message, 0:03'
  if (sticker) return `Sticker ${sticker.emoji ?? ''}`
  if (contact) return `Contact: ${contact.first_name}, ${contact.phone_number}`
  return poll && `Poll: ${poll.question} ${poll.options.map(({ text }) => text).join(' / ')}`
}

function excerptOf({ text, caption, photo, location }: WireMessage): string {
  return (text ?? caption ?? (photo ? 'Photo' : location ? 'Place' : 'Message')).slice(0, 120)
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
