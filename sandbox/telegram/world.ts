/**
 * What the stand-in remembers: people with their private chats, messages, files, taps.
 */
import { Buffer } from 'node:buffer'
import {
  ApiError,
  badRequest,
  type WireChat,
  type WireFile,
  type WireMarkup,
  type WireMessage,
  type WireUser,
} from './wire.ts'

/** A chat that the bot is in: a person's private one, or the group. */
export interface ChatState {
  readonly chat: WireChat
  readonly messages: Map<number, WireMessage>
  /** What each person put on a message: message id → person's id → emoji. */
  readonly reactions: Map<number, Map<number, string>>
  /** The person wrote first; before that the bot may not. A group lets it write at once. */
  started: boolean
  /** When the person did something last, in milliseconds since the epoch. */
  heardAt?: number
  /** By the person; from the group it was removed. */
  blocked: boolean
  /** The supergroup that the group became. */
  movedTo?: number
}

export interface KeptFile {
  readonly id: string
  readonly path: string
  readonly bytes: Uint8Array
}

/** A message the bot sent, with the stand-in's clock when it came (milliseconds since the epoch). */
export interface SentMessage {
  readonly at: number
  readonly message: WireMessage
}

const SENT_KEPT = 100_000
const SENT_DROPPED_AT_ONCE = 10_000

export class World {
  readonly bot: WireUser
  readonly chats = new Map<number, ChatState>()
  /** One group, as there are many in a town: everybody in it, and the bot among them. */
  group: ChatState
  /** The topics of the group, once it has any: ids of their threads. */
  readonly topics = new Set<number>()
  readonly files = new Map<string, KeptFile>()
  /** Taps by callback id: true once the bot answered them. */
  readonly taps = new Map<string, boolean>()
  /** Commands by language code; '' is the default. */
  readonly commands = new Map<string, readonly { command: string; description: string }[]>()
  /** All that the bot sent, in order, but for what lies more than 100,000 back. */
  readonly sent: SentMessage[] = []
  sentDropped = 0
  #nextId = new Map<'message' | 'update' | 'person' | 'file' | 'tap' | 'album' | 'poll', number>([
    ['message', 1],
    ['update', 700_000_001],
    ['person', 5_000_000_001],
    ['file', 1],
    ['tap', 4_300_000_001],
    ['album', 13_000_000_001],
    ['poll', 5_100_000_001],
  ])
  readonly #listeners = new Set<() => void>()

  constructor(bot: WireUser) {
    this.bot = bot
    this.group = newChat({ id: -4_000_000_001, type: 'group', title: 'Neighbours' }, true)
    this.chats.set(this.group.chat.id, this.group)
  }

  next(what: 'message' | 'update' | 'person' | 'file' | 'tap' | 'album' | 'poll'): number {
    const id = this.#nextId.get(what) as number
    this.#nextId.set(what, id + 1)
    return id
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  changed(): void {
    for (const listener of this.#listeners) listener()
  }

  /** The chat a bot may write to. @throws {ApiError} where it may not. */
  chatForBot(id: number): ChatState {
    const chat = this.chats.get(id)
    if (!chat) throw badRequest('chat not found')
    if (chat.movedTo !== undefined) {
      const parameters = { migrate_to_chat_id: chat.movedTo }
      throw new ApiError(400, 'Bad Request: group chat was upgraded to a supergroup chat', parameters)
    }
    if (chat.blocked) {
      const { type } = chat.chat
      const how = type === 'private' ? 'bot was blocked by the user' : `bot was kicked from the ${type} chat`
      throw new ApiError(403, `Forbidden: ${how}`)
    }
    if (!chat.started) throw new ApiError(403, "Forbidden: bot can't initiate conversation with a user")
    return chat
  }

  /** Puts a message of the bot into a chat. */
  post(chat: ChatState, content: Partial<WireMessage>, markup?: WireMarkup): WireMessage {
    const message: WireMessage = {
      message_id: this.next('message'),
      from: this.bot,
      chat: chat.chat,
      date: nowS(),
      ...content,
      ...(markup ? { reply_markup: markup } : {}),
    }
    chat.messages.set(message.message_id, message)
    if (this.sent.length >= SENT_KEPT) {
      this.sent.splice(0, SENT_DROPPED_AT_ONCE)
      this.sentDropped += SENT_DROPPED_AT_ONCE
    }
    this.sent.push({ at: Date.now(), message })
    return message
  }

  /** Keeps a file; `folder` is what the original begins its paths with (`photos`, `documents`, `voice`…). */
  keepFile(bytes: Uint8Array, folder: string, extension: string): WireFile {
    const number = this.next('file')
    const id = Buffer.from(`${folder}:${number}`).toString('base64url')
    this.files.set(id, { id, path: `${folder}/file_${number}.${extension}`, bytes })
    return { file_id: id, file_unique_id: `u${number}`, file_size: bytes.length }
  }

  fileAt(path: string): KeptFile | undefined {
    return [...this.files.values()].find(file => file.path === path)
  }
}

export function newChat(chat: WireChat, started: boolean): ChatState {
  return { chat, messages: new Map(), reactions: new Map(), started, blocked: false }
}

export function nowS(): number {
  return Math.floor(Date.now() / 1000)
}
