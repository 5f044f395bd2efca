/**
 * What every adapter must pass: one suite, played through the network's own stand-in and the network's own SDK.
 *
 * A network joins with a `Driver`: its stand-in's people told in neutral verbs, and what arrived there read back as
 * neutral records. "Person" is whoever stands at the other end: a resident on Telegram or Discord, a staff member in
 * a case's thread on Slack. What a network simply lacks is named in `lacks`; the tests about it are then not defined.
 *
 *     describeAdapter('telegram', { lacks: [], setUp: async doors => startDriver(doors) })
 *
 * `setUp` starts a stand-in on a free port, creates the adapter with a time-out of `TIMEOUT_MS`, calls
 * `adapter.start(doors)` and resolves once the adapter listens. Each test calls it afresh and disposes of the driver,
 * which must stop the adapter and close the stand-in (whose `close` may be called twice).
 */

import { describe } from 'vitest'
import type { StandIn } from '../../sandbox/stand-in.ts'
import type { Adapter, Doors } from '../../src/core/adapter.ts'
import type { StoredFile } from '../../src/core/files.ts'
import type { Choice, Outbound } from '../../src/core/outbound.ts'
import type { Point } from '../../src/core/point.ts'
import type { RichText } from '../../src/core/rich-text.ts'
import type { SendError } from '../../src/core/send-error.ts'
import { describeFaults } from './faults-contract.ts'
import { describeInbound } from './inbound-contract.ts'
import { describeOutbound } from './outbound-contract.ts'

/** How long an adapter under test waits for an answer of its network. */
export const TIMEOUT_MS = 1_500

export interface Network<Message extends Outbound> {
  readonly lacks: readonly Lack[]
  readonly setUp: (doors: Doors) => Promise<Driver<Message>>
}

/**
 * places: a person cannot send a pin. redelivery: what was not taken is not delivered again. edits: a person's
 * edits are not passed on. formatting: what arrives carries no bold.
 */
export type Lack = 'places' | 'redelivery' | 'edits' | 'formatting'

export interface Driver<Message extends Outbound = Outbound> extends AsyncDisposable {
  readonly adapter: Adapter<Message>
  readonly standIn: StandIn
  /** Names of the stand-in's calls, for faults: posts a text; the first call that posts a file; fetches a person's file. */
  readonly calls: {
    readonly post: string | RegExp
    readonly postFile: string | RegExp
    readonly download: string | RegExp
  }
  /** What a send ends with after `person.goesAway()`. */
  readonly refusal: SendError['code']
  /** A person who already wrote once or may be written to; nothing of that shows up in `receive`d or `arrived`. */
  addPerson(firstName: string): Promise<Person<Message>>
  /** Secrets the adapter was given, which must not show up in errors. */
  readonly tokens: readonly string[]
  /** Delivers again what a verb returned. */
  redeliver(delivered: unknown): Promise<void>
}

/** Somebody at the other end. Verbs resolve once the network has it (not: once the adapter took it) and return the delivery. */
export interface Person<Message extends Outbound = Outbound> {
  /** As `Inbound.lane` will have it. */
  readonly lane: string
  /** Of their taps, where that is another. */
  readonly tapLane?: string
  says(text: string): Promise<unknown>
  /** The button or option with this label, of the newest message that has it. */
  taps(label: string): Promise<unknown>
  sendsFile(file: SentFile, caption?: string): Promise<unknown>
  /** Absent where `lacks` has places. */
  sendsPlace?(point: Point): Promise<unknown>
  /** Changes the message that `says` returned. Absent where `lacks` has edits. */
  edits?(delivered: unknown, text: string): Promise<unknown>
  /** Blocks the bot, closes the DMs, archives the channel: what is sent next is refused for good. */
  goesAway(): Promise<void>
  /** A message to this person; desk messages are posts in the person's thread, a choice is a button whose value is the token. */
  message(
    text: RichText,
    also?: { readonly choices?: readonly (readonly Choice[])[]; readonly files?: readonly StoredFile[] },
  ): Message
  /** What stands on the person's side by now that the bot sent, oldest first, without what was there before. */
  arrived(): readonly Arrived[]
}

export interface SentFile {
  readonly name: string
  readonly mediaType: string
  readonly bytes: Uint8Array
}

/** One message as a person sees it. */
export interface Arrived {
  /** As read: escapes and formatting marks resolved; a file's caption counts as text. */
  readonly text: string
  /** The pieces that are shown bold. */
  readonly bold: readonly string[]
  /** Labels of buttons and options. */
  readonly labels: readonly string[]
  readonly files: readonly { readonly name?: string; readonly bytes: Uint8Array }[]
}

/** Runs the suite. Every test starts with a driver of its own, and ends with a stand-in that has nothing to complain of. */
export function describeAdapter<Message extends Outbound>(name: string, network: Network<Message>): void {
  describe(`${name} keeps the contract`, () => {
    describeInbound(network)
    describeOutbound(network)
    describeFaults(network)
  })
}
