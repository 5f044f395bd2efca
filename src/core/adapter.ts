/**
 * The contract between the core and a network. An adapter translates, and does nothing else.
 */
import type { FormAnswer, FormChange, FormOption } from './desk-views.ts'
import type { RemoteFile } from './files.ts'
import type { DeskEvent, Inbound, Receive } from './inbound.ts'
import type { Address, Network } from './network.ts'
import type { Outbound } from './outbound.ts'
import type { RichText } from './rich-text.ts'
import type { Carries } from './sent-parts.ts'
import type { StaffAnswer, StaffAsks } from './staff-asks.ts'
import type { HomeAsks, StaffHome } from './staff-home.ts'

export interface Adapter<Message extends Outbound = Outbound> {
  readonly network: Network
  readonly limits: Limits

  /** Begins to receive, and keeps trying while the network is away. Resolves at once; `health` tells how it stands. */
  start(doors: Doors): Promise<void>

  /** Breaks a message into the calls it takes, in order. Pure. Long text is split, what the network lacks is replaced and reported. */
  plan(message: Message): Plan

  /**
   * Makes one call of a plan.
   *
   * @returns The network's id of the message; several with a space between them where the call made several (an album).
   * Empty where the call took one away.
   * @throws {SendError}
   */
  send(part: Part, attempt: Attempt): Promise<string>

  /** @throws {SendError} REJECTED where it is larger than `maxBytes` or gone. */
  fetchFile(file: RemoteFile, options: { readonly maxBytes: number; readonly signal: AbortSignal }): Promise<Uint8Array>

  health(): Health

  /** Whether something passes again where a `SendError` said CLOSED. Absent where nothing ever is. */
  isOpen?(door: string): Promise<boolean>

  /**
   * Whether the network answers at all, by a call that changes nothing. For networks that cannot tell whether a message
   * arrived: where bulk would be lost by trying, this is tried first. Absent elsewhere.
   */
  answers?(): Promise<boolean>

  /** The commands of the place are others now: the network's menu is to show them. Absent where there is none. */
  commandsChanged?(): void

  /** What people call a channel that many read; undefined where it is hidden from us, or gone. Absent where there are none. @throws {SendError} */
  channelName?(channel: string): Promise<string | undefined>

  /** Stops receiving, ends what is under way. */
  stop(): Promise<void>
}

/** What `main.ts` hands to an adapter. */
export interface Doors {
  readonly receive: Receive
  /**
   * Does what a filled-in form asks for (`Did` of kind `submitted`), and resolves once that is committed. For networks
   * that have forms. Where it throws nothing was done, and the network must not be told that it was.
   */
  readonly submit: (inbound: Inbound) => Promise<FormAnswer>
  /** What becomes of a form that stays open (`Did` of kind `changed`); undefined: it stays as it is. Writes nothing. */
  readonly change: (event: DeskEvent) => Promise<FormChange | undefined>
  /** The options for what was typed (`Did` of kind `searched`), at most 100 are shown. Writes nothing. */
  readonly suggest: (event: DeskEvent) => Promise<readonly FormOption[]>
  /** What somebody of staff asks for their own eyes. Writes nothing, and never throws. */
  readonly ask: (asks: StaffAsks) => Promise<StaffAnswer>
  /** Makes somebody's own page. Writes nothing, and never throws. */
  readonly home: (asks: HomeAsks) => Promise<StaffHome>
  /** Somebody of staff left a channel, or staff altogether. Resolves once what follows is committed; may come twice. */
  readonly left: (user: string) => Promise<void>
  /**
   * Runs `work` while this process alone holds `name` among all processes on the database, and again after losing
   * and regaining it. Resolves when `signal` aborts.
   */
  readonly exclusively: (name: string, signal: AbortSignal, work: (held: AbortSignal) => Promise<void>) => Promise<void>
  /** People of this network who wrote before, with the position of the last thing received from each. */
  readonly known: () => Promise<readonly KnownAddress[]>
  /**
   * Asked before a private chat is opened with somebody who has none with us, on networks that take a bot for spam that opens
   * many. Where it may be, it is counted, among all processes.
   *
   * @param anHour  So many may be opened in an hour.
   */
  readonly mayOpen: (address: Address, anHour: number) => Promise<ChatOpening>
  /** A private chat was opened with somebody; `channel` as in `ToResident`. */
  readonly opened: (address: Address, channel: string) => Promise<void>
  /** A small value that outlives the process (a hash of the registered commands). */
  readonly remember: {
    readonly read: (name: string) => Promise<string | undefined>
    readonly write: (name: string, value: string) => Promise<void>
  }
  readonly log: Log
}

/** `known`: there is one, as in `ToResident.channel`. */
export type ChatOpening =
  | { readonly kind: 'known'; readonly channel: string }
  | { readonly kind: 'open' }
  | { readonly kind: 'wait'; readonly ms: number }

/** Under this name the staff tool remembers the address of the workspace, with its slash at the end. */
export const WORKSPACE_URL = 'workspace-url'

/** Under these names the networks remember what leads to us: the bot's user name on Telegram, its user id on Discord. */
export const WAY_TO_US = { telegram: 'way-to-telegram', discord: 'way-to-discord' } as const

export interface KnownAddress {
  readonly address: Address
  readonly channel: string
  /** `Inbound.position` of the last message received there. */
  readonly after: string
}

/** One call to a network. `call` is the adapter's own; it must survive JSON. */
export interface Part {
  readonly call: unknown
  /** What of a message to a resident is in it, so that it can be changed later. Absent among staff. */
  readonly carries?: Carries
  /** What a resident will see of it. Absent where nobody asks: among staff. */
  readonly shown?: () => ShownPart
}

/** One message as its reader gets it. */
export interface ShownPart {
  readonly text: RichText
  /** UTF-16 units of the network's limit that its words take, marks included. */
  readonly units: number
  /** Names. */
  readonly files: readonly string[]
  /** Labels of what can be tapped below it, row by row. */
  readonly buttons: readonly (readonly string[])[]
}

export interface Plan {
  readonly parts: readonly Part[]
  /** What the network lacks and what was done instead. */
  readonly fallbacks: readonly Fallback[]
}

export type Fallback = 'textSplit' | 'formattingDropped' | 'choicesAsList' | 'fileTooLarge' | 'fileAsLink'

export interface Attempt {
  /** The same on every attempt at this part, at most 25 ASCII characters (Discord's nonce). */
  readonly key: string
  /** An earlier attempt may have arrived: look before sending again, where the network can tell. */
  readonly mayHaveArrived: boolean
  /** When the message was queued: no attempt at it is older. */
  readonly queuedAt: Date
  /** What `send` returned for the parts before this one in its plan, in order (a card's pictures go into the card's thread). Absent for the first. */
  readonly earlier?: readonly string[]
  /** One of many that nobody waits for. Absent: somebody does. */
  readonly bulk?: boolean
  /** Reads the bytes of a stored file. */
  readonly open: (sha256: string) => Promise<Uint8Array>
}

export interface Limits {
  /** UTF-16 units in one message. */
  readonly text: number
  /** Bytes of one file. */
  readonly file: number
  /** Milliseconds for which a repeated send with the same key is recognised. 0 where it never is, infinite where it always is. */
  readonly recognisedForMs: number
  /** True where people can send a place as such (a pin), not only as words. */
  readonly pins: boolean
  /** Bulk messages a second for the whole bot. */
  readonly bulkPerSecond: number
  /** People who have no private chat with us that bulk may open one with in an hour. Absent where the network minds none. */
  readonly newChatsAnHour?: number
  /** Milliseconds between two posts in one channel, or two marks, once the network refused one. Absent where they have no pace of their own. */
  readonly postEveryMs?: number
  /** Changes a minute of messages that stand there, for the whole bot. Absent where nothing is ever changed. */
  readonly updatesPerMinute?: number
}

export interface Health {
  /** Reached at least once since the start, or another process holds it. */
  readonly ready: boolean
  /** For people: what is wrong now. */
  readonly trouble?: string
}

/** Structured log lines without private words. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
