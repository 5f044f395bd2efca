/**
 * What the page is told of the residents' apps. Part of `view.ts`: types only.
 */

/** Bytes that a network holds, at `/api/file/…`. */
export interface FileView {
  readonly url: string
  readonly name: string
  readonly picture: boolean
  readonly bytes?: number
}

/** A command as this person's app offers it. */
export interface CommandView {
  readonly name: string
  readonly description: string
}

interface PersonView {
  /** `telegram:5000000001` */
  readonly id: string
  readonly name: string
  /** ISO 639-1, of their app. */
  readonly language: string
  /** Takes nothing from the bot: it is blocked, or direct messages are closed. */
  readonly closed: boolean
  readonly commands: readonly CommandView[]
}

// Telegram: https://core.telegram.org/bots/api#message

export interface TelegramView {
  /** The bot's. */
  readonly name: string
  /** The group's. */
  readonly group: string
  readonly people: readonly TelegramPersonView[]
}

export interface TelegramPersonView extends PersonView {
  readonly messages: readonly TelegramMessageView[]
  /** What they see in the group. */
  readonly group: readonly TelegramMessageView[]
}

export interface TelegramMessageView {
  readonly id: string
  readonly mine: boolean
  readonly author: string
  /** Unix seconds. */
  readonly date: number
  readonly edited: boolean
  /** The text, or the caption. */
  readonly text: string
  readonly entities: readonly TelegramEntity[]
  /** The same for all pictures that were sent together. */
  readonly album?: string
  readonly file?: FileView
  readonly place?: { readonly latitude: number; readonly longitude: number; readonly title?: string }
  /** A kind of message that the page has no drawing for. */
  readonly other?: string
  readonly replyTo?: string
  readonly reaction?: string
  readonly keyboard: readonly (readonly TelegramButton[])[]
}

export interface TelegramButton {
  readonly text: string
  readonly callback_data?: string
  readonly url?: string
}

export interface TelegramEntity {
  readonly type: string
  readonly offset: number
  readonly length: number
  readonly url?: string
  readonly language?: string
}

// Discord: https://docs.discord.com/developers/resources/message

export interface DiscordView {
  readonly people: readonly DiscordPersonView[]
}

export interface DiscordPersonView extends PersonView {
  /** Has left the server, the only one shared with the bot. */
  readonly left: boolean
  readonly messages: readonly DiscordMessageView[]
  /** The title of a form that they have before them. */
  readonly form?: string
  /** What they see in the server's channel. */
  readonly server: readonly DiscordMessageView[]
}

export interface DiscordMessageView {
  readonly id: string
  readonly mine: boolean
  readonly author: string
  /** ISO 8601. */
  readonly timestamp: string
  readonly edited: boolean
  readonly content: string
  readonly ephemeral: boolean
  /** The bot is thinking: a deferred answer. */
  readonly loading: boolean
  /** Not written: the person used a command, `content` is its words. */
  readonly command: boolean
  readonly other?: string
  readonly replyTo?: string
  readonly reaction?: string
  readonly files: readonly FileView[]
  readonly rows: readonly (readonly DiscordComponent[])[]
}

export type DiscordComponent =
  | {
      readonly type: 'button'
      readonly url?: string
      readonly label: string
      readonly style: number
      readonly disabled: boolean
    }
  | {
      readonly type: 'select'
      readonly placeholder: string
      readonly options: readonly { readonly label: string; readonly value: string }[]
    }
