/**
 * What people send beside words and pictures in their DM: voice messages, stickers, and words in the server's channel.
 */
import { GatewayIntentBits, MessageFlags, MessageReferenceType, MessageType } from 'discord.js'
import { attach } from './attachments.ts'
import type { GatewayEvent } from './gateway.ts'
import type { Actor, PeopleContext, SaysInServer } from './people.ts'
import { channelById } from './route.ts'
import { addMessage, findMessage, memberOf } from './world.ts'

/** https://docs.discord.com/developers/resources/message#voice-messages */
export function voiceEvent(context: PeopleContext, { world, user, dm }: Actor, bytes: Uint8Array): GatewayEvent {
  const file = { bytes, name: 'voice-message.ogg', contentType: 'audio/ogg' }
  const attachment = { ...attach(world, context.publicRoot, dm.id, file), duration_secs: 3, waveform: 'AAAA' }
  const fields = { content: '', attachments: [attachment], flags: MessageFlags.IsVoiceMessage }
  const message = addMessage(world, dm, user, fields)
  return { intents: GatewayIntentBits.DirectMessages, t: 'MESSAGE_CREATE', d: { ...message, channel_type: 1 } }
}

/** https://docs.discord.com/developers/resources/sticker#sticker-item-object */
export function stickerEvent({ world, user, dm }: Actor, name: string): GatewayEvent {
  const sticker = { id: world.nextId(), name, format_type: 1 }
  const message = addMessage(world, dm, user, { content: '', sticker_items: [sticker] })
  return { intents: GatewayIntentBits.DirectMessages, t: 'MESSAGE_CREATE', d: { ...message, channel_type: 1 } }
}

/** https://docs.discord.com/developers/events/gateway#message-content-intent */
export function serverEvent(
  { world, user }: Actor,
  words: string,
  { replyTo, ping = true }: SaysInServer,
): GatewayEvent {
  const channel = channelById(world, world.guildChannelId)
  const repliedTo = replyTo === undefined ? undefined : findMessage(channel, replyTo)
  const content = words.replace(/@folkmoot\b/gi, `<@${world.bot.id}>`)
  const named = content !== words || (ping && repliedTo?.author.id === world.bot.id)
  const reference = { type: MessageReferenceType.Default, channel_id: channel.id, guild_id: world.guildId }
  const message = addMessage(world, channel, user, {
    content,
    mentions: named ? [world.bot] : [],
    ...(repliedTo && {
      type: MessageType.Reply,
      message_reference: { ...reference, message_id: repliedTo.id },
      referenced_message: repliedTo,
    }),
  })
  const seen = named ? message : { ...message, content: '' }
  return {
    intents: GatewayIntentBits.GuildMessages,
    t: 'MESSAGE_CREATE',
    d: { ...seen, channel_type: 0, guild_id: world.guildId, member: memberOf(world) },
  }
}
