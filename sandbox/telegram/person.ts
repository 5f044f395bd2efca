/**
 * A person with the bot in their pocket: what they do makes updates, what they see is their chat.
 */
import { callsBot, inGroup, openTopic, type SaysInGroup, upgradeGroup, wordsOf } from './group.ts'
import type { UpdateQueue } from './update-queue.ts'
import type { WireEntity, WireMessage, WirePoll, WireUpdate, WireUser } from './wire.ts'
import { type ChatState, nowS, type World } from './world.ts'

export interface TelegramPerson {
  readonly user: WireUser
  /** The chat as it looks now: both sides, edits applied, what was deleted gone. Oldest first. */
  readonly chat: readonly WireMessage[]
  readonly blocked: boolean
  /** Texts (or captions) of the bot's messages. */
  heard(): readonly string[]
  /** True once the bot answered this tap (the little clock on the button went). */
  tapAnswered(tap: WireUpdate): boolean

  says(text: string, also?: { entities?: readonly WireEntity[]; replyTo?: number }): WireUpdate
  /** Sends a command as the menu does. */
  presses(command: string): WireUpdate
  /** A button by its label or data, of the newest message that has it, or of the message named. */
  taps(button: string | { readonly data: string }, messageId?: number): WireUpdate
  sendsPin(latitude: number, longitude: number): WireUpdate
  sendsVenue(latitude: number, longitude: number, title: string, address: string): WireUpdate
  /** @param also.album  The same string for all pictures of one album. */
  sendsPhoto(bytes: Uint8Array, also?: { caption?: string; album?: string }): WireUpdate
  sendsDocument(bytes: Uint8Array, also: { fileName: string; mediaType: string; caption?: string }): WireUpdate
  sendsVoice(bytes: Uint8Array): WireUpdate
  sendsSticker(emoji: string): WireUpdate
  /** Somebody else's, out of the address book. */
  sendsContact(firstName: string, phoneNumber: string): WireUpdate
  sendsPoll(question: string, options: readonly string[]): WireUpdate
  edits(messageId: number, text: string): WireUpdate
  /** One emoji on a message, of either side; '' takes it away. Reaches a bot only where it asked for reactions. */
  reacts(messageId: number, emoji: string): WireUpdate
  /** What this person put on a message. */
  reactionOn(messageId: number): string | undefined
  /**
   * Writes in the group. As bots have it by default (privacy mode), the bot gets it only where it is a command, names
   * the bot, or answers a message of the bot. https://core.telegram.org/bots/features#privacy-mode
   *
   * @returns  Undefined where the bot does not get it.
   */
  saysInGroup(text: string, also?: SaysInGroup): WireUpdate | undefined
  /** Makes a supergroup of the group: another chat, with another id, to which nothing is sent by the old one. */
  upgradesGroup(): void
  /** Opens a topic in the group, which has to be a supergroup. @returns Its id. */
  opensTopic(name: string): number
  blocks(): WireUpdate
  unblocks(): WireUpdate
}

export function createPerson(world: World, queue: UpdateQueue, user: WireUser, state: ChatState): TelegramPerson {
  const { chat } = state

  function deliver(content: Omit<WireUpdate, 'update_id'>): WireUpdate {
    const update = { update_id: world.next('update'), ...content }
    state.heardAt = Date.now()
    queue.add(update)
    world.changed()
    return update
  }

  function put(where: ChatState, content: Partial<WireMessage>): WireMessage {
    const id = content.message_id ?? world.next('message')
    const message: WireMessage = { message_id: id, from: user, chat: where.chat, date: nowS(), ...content }
    where.messages.set(message.message_id, message)
    return message
  }

  function send(content: Partial<WireMessage>): WireUpdate {
    state.started = true
    return deliver({ message: put(state, content) })
  }

  function findButton(button: string | { readonly data: string }, messageId?: number) {
    const messages = messageId === undefined ? [...state.messages.values()].reverse() : [state.messages.get(messageId)]
    for (const message of messages) {
      const found = message?.reply_markup?.inline_keyboard
        .flat()
        .find(({ text, callback_data }) =>
          typeof button === 'string' ? text === button : callback_data === button.data,
        )
      if (message && found) return { message, data: found.callback_data ?? '' }
    }
    const wanted = typeof button === 'string' ? button : button.data
    throw new Error(`cannot tap: no button "${wanted}" in the chat of ${user.first_name}`)
  }

  function changeMembership(from: string, to: string): WireUpdate {
    const member = (status: string) => ({ user: world.bot, status })
    const change = { chat, from: user, date: nowS(), old_chat_member: member(from), new_chat_member: member(to) }
    return deliver({ my_chat_member: change })
  }

  return {
    user,
    get chat() {
      return [...state.messages.values()]
    },
    get blocked() {
      return state.blocked
    },
    heard: () =>
      [...state.messages.values()]
        .filter(message => message.from.id === world.bot.id)
        .map(message => message.text ?? message.caption ?? ''),
    tapAnswered: tap => world.taps.get(tap.callback_query?.id ?? '') === true,

    says: (text, { entities = [], replyTo } = {}) =>
      send(wordsOf(state, text, [...detectEntities(text), ...entities], replyTo)),
    saysInGroup: (text, also = {}) => {
      const message = put(world.group, inGroup(world, text, detectEntities(text), also))
      if (!world.group.blocked && callsBot(world.bot, message)) return deliver({ message })
      world.changed()
      return undefined
    },
    upgradesGroup: () => {
      const [before, after] = upgradeGroup(world)
      deliver({ message: put(before, { migrate_to_chat_id: after.chat.id }) })
      deliver({ message: put(after, { migrate_from_chat_id: before.chat.id }) })
    },
    opensTopic: name => {
      const topic = world.next('message')
      deliver({ message: put(world.group, openTopic(world, topic, name)) })
      return topic
    },
    reactionOn: messageId => state.reactions.get(messageId)?.get(user.id),
    reacts: (messageId, emoji) => {
      if (!state.messages.has(messageId))
        throw new Error(`cannot react: ${user.first_name} sees no message ${messageId}`)
      const reactions = state.reactions.get(messageId) ?? new Map<number, string>()
      const before = reactions.get(user.id)
      state.reactions.set(messageId, reactions)
      if (emoji) reactions.set(user.id, emoji)
      else reactions.delete(user.id)
      const listed = (one: string | undefined) => (one ? [{ type: 'emoji' as const, emoji: one }] : [])
      const change = { old_reaction: listed(before), new_reaction: listed(emoji) }
      return deliver({ message_reaction: { chat, message_id: messageId, user, date: nowS(), ...change } })
    },
    presses: command => send({ text: command, entities: detectEntities(command) }),
    taps: (button, messageId) => {
      const { message, data } = findButton(button, messageId)
      const id = String(world.next('tap'))
      world.taps.set(id, false)
      return deliver({ callback_query: { id, from: user, message, chat_instance: `-${user.id}`, data } })
    },
    sendsPin: (latitude, longitude) => send({ location: { latitude, longitude } }),
    sendsVenue: (latitude, longitude, title, address) => {
      const location = { latitude, longitude }
      return send({ location, venue: { location, title, address } })
    },
    sendsPhoto: (bytes, { caption, album } = {}) => {
      const thumbnail = world.keepFile(bytes, 'photos', 'jpg')
      const largest = world.keepFile(bytes, 'photos', 'jpg')
      return send({
        photo: [
          { ...thumbnail, width: 320, height: 240 },
          { ...largest, width: 1280, height: 960 },
        ],
        ...(caption === undefined ? {} : { caption, caption_entities: detectEntities(caption) }),
        ...(album === undefined ? {} : { media_group_id: album }),
      })
    },
    sendsDocument: (bytes, { fileName, mediaType, caption }) =>
      send({
        document: {
          ...world.keepFile(bytes, 'documents', /\.(\w+)$/.exec(fileName)?.[1] ?? 'bin'),
          file_name: fileName,
          mime_type: mediaType,
        },
        ...(caption === undefined ? {} : { caption }),
      }),
    sendsVoice: bytes => send({ voice: { ...world.keepFile(bytes, 'voice', 'oga'), duration: 3 } }),
    sendsSticker: emoji => send({ sticker: { ...world.keepFile(new Uint8Array(8), 'stickers', 'webp'), emoji } }),
    sendsContact: (first_name, phone_number) => send({ contact: { first_name, phone_number } }),
    sendsPoll: (question, options) => send({ poll: pollOf(String(world.next('poll')), question, options) }),
    edits: (messageId, text) => {
      const before = state.messages.get(messageId)
      if (before?.from.id !== user.id) throw new Error(`cannot edit: message ${messageId} is not of ${user.first_name}`)
      const { entities: _old, ...rest } = before
      const entities = detectEntities(text)
      const words = before.caption === undefined ? { text } : { caption: text }
      const edited = { ...rest, ...words, ...(entities.length ? { entities } : {}), edit_date: nowS() }
      state.messages.set(messageId, edited)
      return deliver({ edited_message: edited })
    },
    blocks: () => {
      state.blocked = true
      return changeMembership('member', 'kicked')
    },
    unblocks: () => {
      state.blocked = false
      return changeMembership('kicked', 'member')
    },
  }
}

function pollOf(id: string, question: string, options: readonly string[]): WirePoll {
  const choices = options.map((text, n) => ({ persistent_id: String(n), text, voter_count: 0 }))
  const open = { total_voter_count: 0, is_closed: false, is_anonymous: false, type: 'regular' } as const
  return { id, question, options: choices, ...open, allows_multiple_answers: false }
}

/** What Telegram marks by itself: commands, addresses of pages, user names. */
const DETECTED: readonly (readonly [type: string, pattern: RegExp])[] = [
  ['bot_command', /(?<![\w/])\/[A-Za-z0-9_]{1,32}(?:@\w{3,32})?(?![\w/])/g],
  ['url', /\bhttps?:\/\/[^\s<>"]+[^\s<>".,;:!?)]/g],
  ['mention', /(?<![\w/@])@[A-Za-z]\w{3,31}/g],
]

function detectEntities(text: string): readonly WireEntity[] {
  return DETECTED.flatMap(([type, pattern]) =>
    [...text.matchAll(pattern)].map(match => ({ type, offset: match.index, length: match[0].length })),
  ).sort((a, b) => a.offset - b.offset)
}
