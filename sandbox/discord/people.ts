/**
 * People on the stand-in of Discord: what they do in their app, and what they see there.
 */
import { type APIMessage, type APIUser, GatewayIntentBits, MessageReferenceType, MessageType } from 'discord.js'
import { attach } from './attachments.ts'
import type { GatewayEvent } from './gateway.ts'
import { titleOf } from './modal.ts'
import { choiceOf, commandEvent, formEvent, tapEvent } from './person-interactions.ts'
import { intentsFor } from './route.ts'
import { serverEvent, stickerEvent, voiceEvent } from './unusual-messages.ts'
import {
  addMessage,
  type Channel,
  changeMessage,
  dmOf,
  findMessage,
  isEphemeral,
  removeMessage,
  userOf,
  type World,
} from './world.ts'

export interface DiscordPerson {
  readonly id: string
  readonly username: string
  readonly globalName: string | null
  /** Of their app. */
  readonly locale: string
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
  /** A button of a message as this person's app still shows it, whatever became of it. */
  tapsOld(message: APIMessage, label: string): GatewayEvent
  commands(name: string, also?: CommandsAlso): GatewayEvent
  /** The title of the form that this person has before them. */
  readonly form: string | undefined
  /** Sends that form, with these words in its field; '' puts it away. @throws where there is none */
  fillsForm(words: string): GatewayEvent | undefined
  edits(messageId: string, content: string): GatewayEvent
  deletes(messageId: string): GatewayEvent
  /** One emoji on a message of the DM, of either side; '' takes it away. */
  reacts(messageId: string, emoji: string): GatewayEvent
  /** What this person put on a message. */
  reactionOn(messageId: string): string | undefined
  sendsVoice(bytes: Uint8Array): GatewayEvent
  sendsSticker(name: string): GatewayEvent
  /**
   * Writes in the server's one channel; `@Folkmoot` names the bot. Reaches a bot only where it asked for the messages
   * of servers, and its words only where they name the bot (the intent MESSAGE_CONTENT is privileged).
   */
  saysInServer(content: string, also?: SaysInServer): GatewayEvent
  /** Leaves the only server shared with the bot; what the bot sends is refused with 50278. */
  leavesServer(): void
  readonly onServer: boolean
  joinsServer(): void
  /** Takes no more direct messages; what the bot sends is refused with 50007. */
  closesDms(): void
  opensDms(): void
}

export interface SaysAlso {
  readonly replyTo?: string
  readonly attachments?: readonly { readonly bytes: Uint8Array; readonly name: string; readonly contentType: string }[]
}

export interface SaysInServer {
  readonly replyTo?: string
  /** Whether a reply mentions whom it answers. Default true, as in the app. */
  readonly ping?: boolean
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
  const serverMessages = () =>
    (world.channels.get(world.guildChannelId)?.messages ?? []).filter(message => !isEphemeral(message))
  const actor: Actor = { world, user, locale, dm: channel }
  const reactions = new Map<string, string>()

  return {
    id: user.id,
    username,
    globalName: user.global_name,
    locale,
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
      const messages = [...visible(), ...serverMessages(), ...ephemerals()]
        .filter(({ id }) => messageId === undefined || id === messageId)
        .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1))
      for (const message of messages) {
        const chosen = choiceOf(message, label)
        if (chosen) return dispatch(tapEvent(actor, message, chosen))
      }
      throw new Error(`cannot tap: ${username} sees no button or option "${label}"`)
    },
    tapsOld(message, label) {
      const chosen = choiceOf(message, label)
      if (!chosen) throw new Error(`cannot tap: message ${message.id} had no button "${label}"`)
      return dispatch(tapEvent(actor, message, chosen))
    },
    get form() {
      const form = world.forms.get(user.id)
      return form && titleOf(form)
    },
    fillsForm(words) {
      const form = world.forms.get(user.id)
      if (!form) throw new Error(`cannot fill in a form: ${username} has none before them`)
      world.forms.delete(user.id)
      return words === '' ? undefined : dispatch(formEvent(actor, form, words))
    },
    commands: (name, also = {}) => dispatch(commandEvent(actor, name, also)),
    edits(messageId, content) {
      const message = findMessage(channel, messageId)
      if (!message || message.author.id !== user.id)
        throw new Error(`cannot edit: no message ${messageId} of ${username}`)
      const changed = changeMessage(world, message, { content }, true)
      return dispatch({ ...intentsFor(channel), t: 'MESSAGE_UPDATE', d: { ...changed, channel_type: 1 } })
    },
    deletes(messageId) {
      if (findMessage(channel, messageId)?.author.id !== user.id)
        throw new Error(`cannot delete: no message ${messageId} of ${username}`)
      removeMessage(channel, messageId)
      return dispatch({ ...intentsFor(channel), t: 'MESSAGE_DELETE', d: { id: messageId, channel_id: channel.id } })
    },
    reacts(messageId, emoji) {
      if (!findMessage(channel, messageId)) throw new Error(`cannot react: ${username} sees no message ${messageId}`)
      const before = reactions.get(messageId)
      if (emoji) reactions.set(messageId, emoji)
      else reactions.delete(messageId)
      const named = { id: null, name: emoji || (before ?? '') }
      return dispatch({
        intents: GatewayIntentBits.DirectMessageReactions,
        t: emoji ? 'MESSAGE_REACTION_ADD' : 'MESSAGE_REACTION_REMOVE',
        d: { user_id: user.id, channel_id: channel.id, message_id: messageId, emoji: named, burst: false, type: 0 },
      })
    },
    reactionOn: messageId => reactions.get(messageId),
    sendsVoice: bytes => dispatch(voiceEvent(context, actor, bytes)),
    sendsSticker: name => dispatch(stickerEvent(actor, name)),
    saysInServer: (content, also = {}) => dispatch(serverEvent(actor, content, also)),
    get onServer() {
      return !world.strangers.has(user.id)
    },
    leavesServer: () => void world.strangers.add(user.id),
    joinsServer: () => void world.strangers.delete(user.id),
    closesDms: () => void world.closed.add(user.id),
    opensDms: () => void world.closed.delete(user.id),
  }
}

export interface Actor {
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
