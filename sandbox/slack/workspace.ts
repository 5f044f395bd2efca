/**
 * The workspace behind the stand-in: people, channels, messages and files, without any HTTP.
 */
import type { ResponseUrl } from './response-urls.ts'
import { type NewMessage, named, share, subtypeOf } from './stored-message.ts'
import type { Block, HomeView, OpenView, Option, SlackFile, SlackMessage } from './wire.ts'

export const TEAM = 'T0FOLKMOOT'
export const APP = 'A0FOLKMOOT'
export const BOT_USER = 'U0FOLKMOOT'
export const BOT = 'B0FOLKMOOT'

export type UserKind = 'member' | 'guest' | 'stranger' | 'bot' | 'deactivated'

export interface UserRecord {
  readonly id: string
  name: string
  kind: UserKind
}

export interface Channel {
  readonly id: string
  name: string
  isPrivate: boolean
  archived: boolean
  /** Only administrators may post here. */
  restricted: boolean
  /** Whose direct messages with the bot these are; absent on channels. */
  readonly im?: string
  readonly members: Set<string>
  /** In order of time; replies too. */
  readonly messages: SlackMessage[]
}

export interface Usergroup {
  readonly id: string
  readonly handle: string
  readonly name: string
  users: readonly string[]
}

export interface Ephemeral {
  readonly channel: string
  readonly user: string
  readonly message: SlackMessage
}

export interface Trigger {
  readonly user: string
  /** Come from a modal, so that another may be put above it. */
  readonly inView: boolean
  readonly expiresAt: number
  used: boolean
}

export interface StoredUpload {
  readonly file: SlackFile
  bytes: Uint8Array | undefined
  readonly length: number
  completed: boolean
  /** It was there; nobody gets its bytes any more. */
  deleted?: true
}

export class Workspace {
  readonly users = new Map<string, UserRecord>()
  readonly channels = new Map<string, Channel>()
  readonly uploads = new Map<string, StoredUpload>()
  readonly ephemerals: Ephemeral[] = []
  readonly usergroups: Usergroup[] = []
  /** What the bot's token was granted. */
  readonly scopes = new Set<string>()
  /** Why the bot's token is none any more: `token_revoked`, `account_inactive`, … */
  tokenTrouble: string | undefined
  /** By user: the modals on a screen, the one in front last. */
  readonly screens = new Map<string, OpenView[]>()
  /** By user: what the app published to them. */
  readonly homes = new Map<string, OpenView<HomeView>>()
  /** By user: options that the app has given for menus in messages, by `action_id`. */
  readonly offered = new Map<string, Map<string, readonly Option[]>>()
  /** By their paths. */
  readonly responseUrls = new Map<string, ResponseUrl>()
  readonly triggers = new Map<string, Trigger>()
  readonly listeners = new Set<() => void>()
  /** How long a trigger may be exchanged. Slack's: 3,000. */
  readonly triggerMs: number
  #lastTs = 0
  #ids = 0

  constructor(triggerMs = 3_000) {
    this.triggerMs = triggerMs
    this.users.set(BOT_USER, { id: BOT_USER, name: 'folkmoot', kind: 'bot' })
  }

  changed(): void {
    for (const listener of this.listeners) listener()
  }

  /** Unique in the workspace and rising, as Slack's are in a channel. */
  nextTs(): string {
    this.#lastTs = Math.max(Date.now() * 1000, this.#lastTs + 1)
    return `${Math.floor(this.#lastTs / 1_000_000)}.${String(this.#lastTs % 1_000_000).padStart(6, '0')}`
  }

  /** An id as Slack's: a letter for the kind, then capitals and digits. */
  nextId(kind: string): string {
    this.#ids += 1
    return `${kind}0${(Date.now() * 1000 + this.#ids).toString(36).toUpperCase()}`
  }

  /** What an interaction gives the app to open a modal with. */
  trigger(user: string, inView = false): string {
    this.#ids += 1
    const id = `${Date.now()}.${this.#ids}.${crypto.randomUUID().replaceAll('-', '')}`
    this.triggers.set(id, { user, inView, expiresAt: Date.now() + this.triggerMs, used: false })
    return id
  }

  directMessage(user: string): Channel | undefined {
    return [...this.channels.values()].find(channel => channel.im === user)
  }

  openDirectMessage(user: string): Channel {
    const members = new Set([user, BOT_USER])
    const id = this.nextId('D')
    const channel: Channel = {
      id,
      name: '',
      isPrivate: true,
      archived: false,
      restricted: false,
      im: user,
      members,
      messages: [],
    }
    this.channels.set(id, channel)
    return channel
  }

  find(channel: string, ts: string): SlackMessage | undefined {
    return this.channels.get(channel)?.messages.find(m => m.ts === ts)
  }

  thread(channel: string, root: string): SlackMessage[] {
    return this.channels.get(channel)?.messages.filter(m => m.ts === root || m.thread_ts === root) ?? []
  }

  /** Puts a message into a channel as Slack stores it: thread counts, subtype and file shares included. */
  post(channel: Channel, message: NewMessage): SlackMessage {
    const byBot = message.user === BOT_USER
    const root = message.thread === undefined ? undefined : this.find(channel.id, message.thread)
    const stored: SlackMessage = {
      type: 'message',
      ...subtypeOf(message),
      ts: this.nextTs(),
      user: message.user,
      ...(byBot ? { bot_id: BOT, app_id: APP } : { client_msg_id: crypto.randomUUID() }),
      team: TEAM,
      text: message.text,
      ...(message.blocks && { blocks: named(message.blocks) }),
      ...(root && { thread_ts: root.ts, parent_user_id: root.user }),
      ...(message.broadcast && root && { root }),
      ...(message.files?.length && { files: message.files }),
      ...(message.metadata && { metadata: message.metadata }),
    }
    channel.messages.push(stored)
    if (root) {
      root.thread_ts = root.ts
      root.reply_count = (root.reply_count ?? 0) + 1
      root.latest_reply = stored.ts
    }
    for (const file of message.files ?? []) share(file, channel, stored)
    this.changed()
    return stored
  }

  edit(
    message: SlackMessage,
    user: string,
    change: { readonly text: string; readonly blocks?: readonly Block[] },
  ): void {
    message.text = change.text
    if (change.blocks) message.blocks = named(change.blocks)
    message.edited = { user, ts: this.nextTs() }
    this.changed()
  }

  /** Messages that showed it keep a tombstone in its place. */
  removeFile(upload: StoredUpload): void {
    upload.deleted = true
    upload.bytes = undefined
    const { id } = upload.file
    for (const { messages } of this.channels.values()) {
      for (const message of messages) {
        if (!message.files?.some(file => file.id === id)) continue
        message.files = message.files.map(file => (file.id === id ? tombstoneOf(file) : file))
      }
    }
    this.changed()
  }

  /**
   * A thread's first message leaves its place behind, as "This message was deleted."; everything else is gone.
   *
   * @returns  What is left of it.
   */
  remove(channel: Channel, message: SlackMessage): 'nothing' | 'tombstone' {
    if (message.reply_count) {
      Object.assign(message, {
        subtype: 'tombstone',
        text: 'This message was deleted.',
        user: 'USLACKBOT',
        hidden: true,
      })
      for (const field of ['blocks', 'files', 'reactions', 'metadata', 'bot_id', 'edited'] as const)
        delete message[field]
      this.changed()
      return 'tombstone'
    }
    channel.messages.splice(channel.messages.indexOf(message), 1)
    const root = message.thread_ts === undefined ? undefined : this.find(channel.id, message.thread_ts)
    if (root?.reply_count) root.reply_count -= 1
    this.changed()
    return 'nothing'
  }

  /** @returns  Slack's error, or nothing. */
  react(message: SlackMessage, name: string, user: string): string | undefined {
    const present = message.reactions?.find(r => r.name === name)
    if (present?.users.includes(user)) return 'already_reacted'
    const users = [...(present?.users ?? []), user]
    const others = (message.reactions ?? []).filter(r => r !== present)
    message.reactions = [...others, { name, users, count: users.length }]
    this.changed()
    return undefined
  }

  /** @returns  Slack's error, or nothing. */
  unreact(message: SlackMessage, name: string, user: string): string | undefined {
    const present = message.reactions?.find(r => r.name === name)
    if (!present?.users.includes(user)) return 'no_reaction'
    const users = present.users.filter(u => u !== user)
    const others = (message.reactions ?? []).filter(r => r !== present)
    message.reactions = users.length ? [...others, { name, users, count: users.length }] : others
    this.changed()
    return undefined
  }
}

/** What is left of a file that was deleted: that there was one. */
function tombstoneOf({ alt_txt: _, ...file }: SlackFile): SlackFile {
  return { ...file, name: '', title: '', url_private: '', url_private_download: '', permalink: '', mode: 'tombstone' }
}
