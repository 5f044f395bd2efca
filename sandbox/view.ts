/**
 * What the sandbox's page is told: the town once, and then the whole view each time something visible changed.
 *
 * Messages keep the shapes that the networks' own clients get, so that the page draws them as those would. Types
 * only: the page in the browser and the server share this file.
 */
import type { DiscordView, FileView, TelegramView } from './resident-view.ts'

/** Does not change while the sandbox runs. */
export interface Town {
  readonly name: string
  /** Those that Folkmoot speaks here, the default first. */
  readonly languages: readonly string[]
  /** Example areas: polygons → rings → [longitude, latitude]. */
  readonly areas: readonly { readonly name: string; readonly polygons: readonly (readonly (readonly Position[])[])[] }[]
  readonly samples: readonly Sample[]
  /** Where the sandbox keeps what it makes. */
  readonly dataDir: string
}

export type Position = readonly [number, number]

/** A bundled picture, at `/api/file/sample/KEY`. */
export interface Sample {
  readonly key: string
  readonly name: string
}

export interface View {
  readonly worker: WorkerView
  readonly faults: Readonly<Record<NetworkName, FaultView>>
  /** Which of the things to try have happened, in the page's order. */
  readonly tried: readonly boolean[]
  readonly telegram: TelegramView
  readonly discord: DiscordView
  readonly slack: SlackView
}

export type NetworkName = 'telegram' | 'discord' | 'slack'
export type FaultView = 'none' | 'throttled' | 'failing' | 'down'

export interface WorkerView {
  readonly state: 'starting' | 'ready' | 'waiting' | 'stopping'
  /** How often it was started since the sandbox began. */
  readonly starts: number
  /** How far its clock is ahead of this machine's. */
  readonly aheadMs: number
  /** For people: why it is not ready. */
  readonly trouble?: string
}

// Slack: https://docs.slack.dev/reference/block-kit

export interface SlackView {
  readonly workspace: string
  readonly users: readonly SlackUserView[]
  readonly channels: readonly SlackChannelView[]
  /** Modals, at most one on each person's screen. */
  readonly forms: readonly SlackFormView[]
}

export interface SlackFormView {
  readonly id: string
  /** Whose screen it is on. */
  readonly user: string
  readonly title: string
  readonly submit: string
  readonly cancel: string
  readonly fields: readonly SlackFieldView[]
  /** What the app said of the last attempt, by the field's key. */
  readonly errors: Readonly<Record<string, string>>
  /** The last attempt did not reach the app. */
  readonly failed: boolean
}

export interface SlackFieldView {
  readonly key: string
  readonly label: string
  readonly hint: string
  readonly optional: boolean
  readonly kind: 'choice' | 'words' | 'date' | 'person'
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** UTF-16 units, of words. */
  readonly most: number
}

export interface SlackUserView {
  readonly id: string
  readonly name: string
  readonly kind: 'member' | 'guest'
}

export interface SlackChannelView {
  readonly id: string
  readonly name: string
  /** In order of time; replies too. */
  readonly messages: readonly SlackMessageView[]
}

export interface SlackMessageView {
  readonly ts: string
  /** The thread's root, absent on what stands in the channel. */
  readonly thread?: string
  /** A reply that was sent to the channel as well. */
  readonly broadcast: boolean
  readonly user: string
  readonly author: string
  readonly bot: boolean
  readonly edited: boolean
  readonly text: string
  readonly blocks: readonly SlackBlock[]
  readonly files: readonly FileView[]
  readonly reactions: readonly { readonly name: string; readonly count: number }[]
  /** Seen by this user only. */
  readonly onlyFor?: string
}

/** Block Kit as it is; the page reads of it what it can draw. */
export interface SlackBlock {
  readonly type: string
  readonly [field: string]: unknown
}
