/**
 * What the stand-in of Discord knows: users, channels with their messages, interactions, attachments, commands.
 *
 * Messages, users and commands have the wire's own shape; they are replaced, never changed in place.
 */
import { randomBytes } from 'node:crypto'
import { type APIApplicationCommand, type APIMessage, type APIUser, MessageFlags, MessageType } from 'discord.js'

/** Milliseconds; the first of Discord's snowflakes. https://docs.discord.com/developers/reference#snowflakes */
const EPOCH = 1_420_070_400_000

export interface Channel {
  readonly id: string
  /** The person of a DM; absent for the server's channel. */
  readonly personId?: string
  /** Also those that only one person sees. */
  messages: readonly APIMessage[]
}

export interface Interaction {
  readonly id: string
  readonly token: string
  readonly kind: 'command' | 'component' | 'form'
  readonly userId: string
  readonly channelId: string
  readonly name?: string
  readonly receivedAt: number
  acknowledged: boolean
  /** What `@original` is. */
  originalId?: string
}

export interface HeldFile {
  readonly path: string
  readonly bytes: Uint8Array
  readonly contentType: string
}

export interface OpenForm {
  readonly channelId: string
  /** Where the button stands that opened it. */
  readonly messageId?: string
  /** As the bot sent it. */
  readonly data: Readonly<Record<string, unknown>>
}

export interface World {
  readonly now: () => number
  readonly bot: APIUser
  readonly applicationId: string
  readonly guildId: string
  readonly guildChannelId: string
  readonly users: Map<string, APIUser>
  readonly channels: Map<string, Channel>
  /** People who take no direct messages. */
  readonly closed: Set<string>
  /** Channels of the server in which the bot may not write; what it posts there is refused with 50013. */
  readonly mute: Set<string>
  /** People who share no server with the bot. */
  readonly strangers: Set<string>
  /** With whom the bot opened a DM that was not there before, and when. */
  readonly openedByBot: Map<string, number>
  /** So many of these in 10 minutes, and it is told that this is too fast. */
  readonly newDmsPer10Minutes: number
  /** By token. */
  readonly interactions: Map<string, Interaction>
  /** By path. */
  readonly files: Map<string, HeldFile>
  /** Who alone sees a message, by message id. */
  readonly seenOnlyBy: Map<string, string>
  /** The form that somebody has before them, by person. */
  readonly forms: Map<string, OpenForm>
  commands: readonly APIApplicationCommand[]
  readonly nextId: () => string
}

/** The server's one channel. */
export const TOWN_TALK = '1100000000000000001'

export function createWorld(now: () => number, newDmsPer10Minutes: number): World {
  let last = 0n
  const nextId = (): string => {
    const fresh = BigInt(Math.trunc(now()) - EPOCH) << 22n
    last = fresh > last ? fresh : last + 1n
    return String(last)
  }
  const bot: APIUser = {
    ...userOf(nextId(), 'folkmoot', 'Folkmoot'),
    bot: true,
  }
  return {
    now,
    bot,
    applicationId: bot.id,
    guildId: nextId(),
    guildChannelId: TOWN_TALK,
    users: new Map([[bot.id, bot]]),
    channels: new Map([[TOWN_TALK, { id: TOWN_TALK, messages: [] }]]),
    closed: new Set(),
    mute: new Set(),
    strangers: new Set(),
    openedByBot: new Map(),
    newDmsPer10Minutes,
    interactions: new Map(),
    files: new Map(),
    seenOnlyBy: new Map(),
    forms: new Map(),
    commands: [],
    nextId,
  }
}

export function userOf(id: string, username: string, globalName: string | null): APIUser {
  return { id, username, discriminator: '0', global_name: globalName, avatar: null }
}

/** A person of the server, without the person. https://docs.discord.com/developers/resources/guild#guild-member-object */
export function memberOf(world: World) {
  return { roles: [], deaf: false, mute: false, flags: 0, joined_at: new Date(world.now()).toISOString() }
}

/** The DM between the bot and a person, made at first need. */
export function dmOf(world: World, personId: string): Channel {
  for (const channel of world.channels.values()) if (channel.personId === personId) return channel
  const channel: Channel = { id: world.nextId(), personId, messages: [] }
  world.channels.set(channel.id, channel)
  return channel
}

export type NewMessage = Pick<APIMessage, 'content'> &
  Partial<
    Pick<
      APIMessage,
      | 'components'
      | 'attachments'
      | 'flags'
      | 'mentions'
      | 'nonce'
      | 'sticker_items'
      | 'type'
      | 'message_reference'
      | 'referenced_message'
      | 'interaction_metadata'
    >
  >

export function addMessage(world: World, channel: Channel, author: APIUser, fields: NewMessage): APIMessage {
  const message: APIMessage = {
    id: world.nextId(),
    channel_id: channel.id,
    author,
    timestamp: new Date(world.now()).toISOString(),
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    attachments: [],
    embeds: [],
    pinned: false,
    type: MessageType.Default,
    components: [],
    ...fields,
  }
  channel.messages = [...channel.messages, message]
  return message
}

export function findMessage(channel: Channel, id: string): APIMessage | undefined {
  return channel.messages.find(message => message.id === id)
}

/** Changes a message where it stands. `edited` false for what is no edit to Discord (a deferred answer that arrives). */
export function changeMessage(
  world: World,
  message: APIMessage,
  fields: Partial<APIMessage>,
  edited: boolean,
): APIMessage {
  const channel = world.channels.get(message.channel_id)
  if (!channel) throw new Error(`cannot change message ${message.id}: no channel ${message.channel_id}`)
  const changed: APIMessage = {
    ...message,
    ...fields,
    ...(edited ? { edited_timestamp: new Date(world.now()).toISOString() } : {}),
  }
  channel.messages = channel.messages.map(each => (each.id === message.id ? changed : each))
  return changed
}

export function removeMessage(channel: Channel, id: string): void {
  channel.messages = channel.messages.filter(message => message.id !== id)
}

export function addInteraction(
  world: World,
  fields: Pick<Interaction, 'kind' | 'userId' | 'channelId'> & { readonly name?: string; readonly originalId?: string },
): Interaction {
  const interaction: Interaction = {
    ...fields,
    id: world.nextId(),
    token: randomBytes(48).toString('base64url'),
    receivedAt: world.now(),
    acknowledged: false,
  }
  world.interactions.set(interaction.token, interaction)
  return interaction
}

export function isEphemeral(message: APIMessage): boolean {
  return ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0
}

export type { APIMessage }
