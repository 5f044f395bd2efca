/**
 * People on the stand-in of Discord: what they do in their app, and what they see there.
 */
import {
  type APIMessage,
  type APIMessageComponent,
  type APIUser,
  ComponentType,
  GatewayIntentBits,
  InteractionType,
  MessageFlags,
  MessageReferenceType,
  MessageType,
} from 'discord.js'
import { attach } from './attachments.ts'
import { isRecord } from './form.ts'
import type { GatewayEvent } from './gateway.ts'
import { intentsFor } from './route.ts'
import {
  addInteraction,
  addMessage,
  type Channel,
  changeMessage,
  dmOf,
  findMessage,
  isEphemeral,
  userOf,
  type World,
} from './world.ts'

export interface DiscordPerson {
  readonly id: string
  readonly username: string
  readonly globalName: string | null
  /** The DM channel's id. */
  readonly dmId: string
  /** Messages of the DM from both sides, oldest first, in the wire's shape. */
  readonly dm: readonly APIMessage[]
  /** What only this person sees. */
  readonly ephemerals: readonly APIMessage[]
  /** The contents of the bot's messages in the DM. */
  heard(): readonly string[]
  says(content: string, also?: SaysAlso): GatewayEvent
  /** A button or a select's option with this label: of the newest message that has it, or of `messageId`. */
  taps(label: string, messageId?: string): GatewayEvent
  commands(name: string, also?: CommandsAlso): GatewayEvent
  edits(messageId: string, content: string): GatewayEvent
  /** Takes no more direct messages; what the bot sends is refused with 50007. */
  closesDms(): void
  opensDms(): void
}

export interface SaysAlso {
  readonly replyTo?: string
  readonly attachments?: readonly { readonly bytes: Uint8Array; readonly name: string; readonly contentType: string }[]
}

export interface CommandsAlso {
  readonly options?: Readonly<Record<string, string>>
  /** Where; default the DM. */
  readonly where?: 'dm' | 'server'
}

export interface PeopleContext {
  readonly world: World
  readonly publicRoot: string
  readonly dispatch: (event: GatewayEvent) => void
}

export interface NewPerson {
  readonly username: string
  readonly globalName?: string
  /** As the client's settings have it; default en-GB. */
  readonly locale?: string
}

export function createPerson(
  context: PeopleContext,
  { username, globalName, locale = 'en-GB' }: NewPerson,
): DiscordPerson {
  const { world } = context
  const user = userOf(world.nextId(), username, globalName ?? null)
  world.users.set(user.id, user)
  const channel = dmOf(world, user.id)
  const dispatch = (event: GatewayEvent): GatewayEvent => {
    context.dispatch(event)
    return event
  }
  const ephemerals = () =>
    [...world.channels.values()].flatMap(each => each.messages).filter(({ id }) => world.seenOnlyBy.get(id) === user.id)
  const visible = () => channel.messages.filter(message => !isEphemeral(message))
  const actor: Actor = { world, user, locale, dm: channel }

  return {
    id: user.id,
    username,
    globalName: user.global_name,
    dmId: channel.id,
    get dm() {
      return visible()
    },
    get ephemerals() {
      return ephemerals()
    },
    heard: () => visible().flatMap(({ author, content }) => (author.id === world.bot.id ? [content] : [])),
    says: (content, also = {}) => dispatch(saysEvent(context, actor, content, also)),
    taps(label, messageId) {
      const messages = [...visible(), ...ephemerals()]
        .filter(({ id }) => messageId === undefined || id === messageId)
        .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))
      for (const message of messages) {
        const chosen = choiceOf(message, label)
        if (chosen) return dispatch(tapEvent(actor, message, chosen))
      }
      throw new Error(`cannot tap: ${username} sees no button or option "${label}"`)
    },
    commands: (name, also = {}) => dispatch(commandEvent(actor, name, also)),
    edits(messageId, content) {
      const message = findMessage(channel, messageId)
      if (!message || message.author.id !== user.id)
        throw new Error(`cannot edit: no message ${messageId} of ${username}`)
      const changed = changeMessage(world, message, { content }, true)
      return dispatch({ ...intentsFor(channel), t: 'MESSAGE_UPDATE', d: { ...changed, channel_type: 1 } })
    },
    closesDms: () => void world.closed.add(user.id),
    opensDms: () => void world.closed.delete(user.id),
  }
}

interface Actor {
  readonly world: World
  readonly user: APIUser
  readonly locale: string
  readonly dm: Channel
}

function saysEvent(context: PeopleContext, { world, user, dm }: Actor, content: string, also: SaysAlso): GatewayEvent {
  const files = also.attachments ?? []
  const attachments = files.map(file => attach(world, context.publicRoot, dm.id, file))
  const repliedTo = also.replyTo === undefined ? undefined : findMessage(dm, also.replyTo)
  const message = addMessage(world, dm, user, {
    content,
    attachments,
    ...(repliedTo
      ? {
          type: MessageType.Reply,
          message_reference: { type: MessageReferenceType.Default, message_id: repliedTo.id, channel_id: dm.id },
        }
      : {}),
  })
  return { intents: GatewayIntentBits.DirectMessages, t: 'MESSAGE_CREATE', d: { ...message, channel_type: 1 } }
}

type Chosen = Readonly<Record<string, unknown>>

function choiceOf(message: APIMessage, label: string): Chosen | undefined {
  for (const row of message.components ?? []) {
    if (row.type !== ComponentType.ActionRow) continue
    for (const component of row.components as readonly APIMessageComponent[]) {
      if (component.type === ComponentType.Button && 'custom_id' in component && component.label === label)
        return { component_type: ComponentType.Button, custom_id: component.custom_id, id: 2 }
      if (component.type !== ComponentType.StringSelect) continue
      const option = component.options.find(each => each.label === label)
      if (option)
        return {
          component_type: ComponentType.StringSelect,
          custom_id: component.custom_id,
          values: [option.value],
          id: 2,
        }
    }
  }
  return undefined
}

function tapEvent(actor: Actor, message: APIMessage, data: Chosen): GatewayEvent {
  const { world, user } = actor
  const channelId = message.channel_id
  const interaction = addInteraction(world, {
    kind: 'component',
    userId: user.id,
    channelId,
    originalId: message.id,
  })
  return interactionEvent(actor, channelId, {
    ...interaction,
    type: InteractionType.MessageComponent,
    data,
    message: { ...message, flags: (message.flags ?? 0) & ~MessageFlags.Loading },
  })
}

function commandEvent(actor: Actor, name: string, { options = {}, where = 'dm' }: CommandsAlso): GatewayEvent {
  const { world, user, dm } = actor
  const registered = world.commands.find(command => command.name === name)
  if (!registered) throw new Error(`cannot use /${name}: the bot has registered no such command`)
  const channelId = where === 'dm' ? dm.id : world.guildChannelId
  const interaction = addInteraction(world, { kind: 'command', userId: user.id, channelId, name })
  return interactionEvent(actor, channelId, {
    ...interaction,
    type: InteractionType.ApplicationCommand,
    data: {
      id: registered.id,
      name,
      type: 1,
      options: Object.entries(options).map(([key, value]) => ({ name: key, type: 3, value })),
    },
  })
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object */
function interactionEvent(
  { world, user, locale }: Actor,
  channelId: string,
  { id, token, type, data, message }: Readonly<Record<string, unknown>>,
): GatewayEvent {
  const inServer = channelId === world.guildChannelId
  return {
    intents: 0,
    t: 'INTERACTION_CREATE',
    d: {
      id,
      token,
      type,
      data,
      version: 1,
      application_id: world.applicationId,
      channel_id: channelId,
      channel: inServer ? { id: channelId, type: 0, guild_id: world.guildId } : { id: channelId, type: 1 },
      locale,
      context: inServer ? 0 : 1,
      authorizing_integration_owners: { '0': inServer ? world.guildId : '0' },
      attachment_size_limit: 10 * 1024 * 1024,
      entitlements: [],
      ...(isRecord(message) ? { message } : {}),
      ...(inServer
        ? {
            guild_id: world.guildId,
            member: {
              user,
              roles: [],
              permissions: '0',
              deaf: false,
              mute: false,
              flags: 0,
              joined_at: new Date(world.now()).toISOString(),
            },
          }
        : { user }),
    },
  }
}
