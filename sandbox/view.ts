/**
 * What the sandbox's page is told: the town once, and then the whole view each time something visible changed.
 *
 * Messages keep the shapes that the networks' own clients get, so that the page draws them as those would. Types
 * only: the page in the browser and the server share this file.
 */
import type { PanelView } from './panel-view.ts'
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
  readonly faults: FaultsView
  /** Undefined before Folkmoot made its database. */
  readonly ledger?: LedgerView
  /** Deliveries that the networks keep until Folkmoot takes them. */
  readonly atNetworks: number
  /** Which of the things to try have happened, in the page's order. */
  readonly tried: readonly boolean[]
  /** Undefined where the town has no panel. */
  readonly panel?: PanelView
  readonly telegram: TelegramView
  readonly discord: DiscordView
  readonly slack: SlackView
}

export type NetworkName = 'telegram' | 'discord' | 'slack'
/** `revoked`: Slack's alone. */
export type FaultView = 'none' | 'throttled' | 'failing' | 'down' | 'revoked'

export interface FaultsView extends Readonly<Record<NetworkName, FaultView>> {
  /** Slack's channels that are archived, by id. */
  readonly archived: readonly string[]
  /** Nothing can be written into it. */
  readonly database: boolean
  /** Each of its answers comes late. */
  readonly slow: boolean
}

/** Counts of deliveries and messages since the sandbox began. */
export interface LedgerView {
  /** Came in, and waits for its turn. */
  readonly in: number
  readonly taken: number
  /** Waits for a network. */
  readonly out: number
  readonly sent: number
  /** Not taken by a network, for good. */
  readonly refused: number
}

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
  /** The modal in front of each person, and what is published in each one's App Home. */
  readonly surfaces: readonly SlackSurfaceView[]
  readonly commands: readonly {
    readonly command: string
    readonly description: string
    readonly usage_hint?: string | undefined
  }[]
  readonly shortcuts: readonly {
    readonly callback_id: string
    readonly name: string
    readonly type: 'message' | 'global'
  }[]
  readonly homeTab: boolean
}

export interface SlackSurfaceView {
  readonly id: string
  /** Whose screen it is on. */
  readonly user: string
  readonly kind: 'modal' | 'home'
  readonly title: string
  /** Empty where it cannot be sent. */
  readonly submit: string
  readonly close: string
  /** Whether another lies below it. */
  readonly stacked: boolean
  readonly blocks: readonly SlackBlock[]
  /** By block, then by action. */
  readonly state: Readonly<Record<string, Readonly<Record<string, SlackHeld>>>>
  /** By block: what the app offered at the last search. */
  readonly found: Readonly<Record<string, readonly SlackOption[]>>
  /** What the app said of the last attempt, by block. */
  readonly errors: Readonly<Record<string, string>>
  /** The last attempt did not reach the app. */
  readonly failed: boolean
}

/** What an element holds: its type, and a field that depends on it. */
export type SlackHeld = Readonly<Record<string, unknown>>

export interface SlackOption {
  readonly value: string
  readonly text: { readonly text: string }
}

export interface SlackUserView {
  readonly id: string
  readonly name: string
  /** What Folkmoot takes them for: approver, trainee, …; empty for an agent. */
  readonly role: string
}

export interface SlackChannelView {
  readonly id: string
  readonly name: string
  readonly kind: 'public' | 'private' | 'direct'
  readonly archived: boolean
  /** User ids. */
  readonly members: readonly string[]
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
  /** Its place in the thread is all that is left of it. */
  readonly deleted: boolean
  readonly text: string
  readonly blocks: readonly SlackBlock[]
  readonly files: readonly FileView[]
  readonly reactions: readonly { readonly name: string; readonly users: readonly string[] }[]
  /** Seen by this user only. */
  readonly onlyFor?: string
}

/** Block Kit as it is; the page reads of it what it can draw. */
export interface SlackBlock {
  readonly type: string
  readonly [field: string]: unknown
}
