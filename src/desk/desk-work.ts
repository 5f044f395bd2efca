/**
 * What the desk works with, and the answer to those who may not act.
 */
import { markMessage, whisper } from '../actions/to-desk.ts'
import type { Log } from '../core/adapter.ts'
import type { Chart } from '../core/chart.ts'
import type { DeskForm } from '../core/desk-views.ts'
import type { RemoteFile, StoredFile, TakenFile } from '../core/files.ts'
import type { DeskEvent } from '../core/inbound.ts'
import type { ToResident } from '../core/outbound.ts'
import type { Place } from '../core/place.ts'
import type { RichText } from '../core/rich-text.ts'
import type { Shown } from '../core/shown.ts'
import type { StaffDirectory } from '../core/staff-directory.ts'
import type { Db } from '../store/database.ts'
import type { NewOutbound } from '../store/outbox.ts'
import type { Act } from './desk.ts'

export interface DeskWork {
  readonly db: Db
  readonly place: Place
  readonly directory: StaffDirectory
  /** Keeps a text of ours as a file, for as long as it takes to send it. */
  readonly keepFile: (name: string, text: AsyncIterable<string>) => Promise<StoredFile>
  /** Fetches, checks and stores files of staff, in their order. */
  readonly takeFiles: (files: readonly RemoteFile[]) => Promise<readonly TakenFile[]>
  /** Reads a text file of staff; undefined where it is too large, no text, or cannot be had. */
  readonly readText: (file: RemoteFile) => Promise<string | undefined>
  /** What the resident's network makes of a message; undefined where that network is off. */
  readonly shown: (message: ToResident) => Shown | undefined
  /** What the place's channels of residents are called, by id; without those whose name nobody tells just now. */
  readonly channelNames: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
  /** Draws a picture, and keeps it. @throws {Error} where it cannot be drawn. */
  readonly draw: (chart: Chart) => Promise<StoredFile>
  readonly now: () => Date
  readonly log: Log
}

/** What the act needs is about to be on record: take it up again in a moment. */
export const LATER = Symbol('later')

/** The act that changes nothing. */
export const nothing: Act = async () => ({ messages: [] })

/**
 * One sentence that only the person sees, and a mark on what they wrote.
 *
 * @param heard  False for who is not in the channel: Slack shows such a sentence to its members alone, while the mark is
 *   seen by everybody. Default true.
 */
export function refuse(event: DeskEvent, why: RichText, { heard = true } = {}): Act {
  const { did, channel } = event
  const marks = did.kind === 'wrote' ? [markMessage(channel, did.ts, 'failed')] : []
  const messages = heard ? [...marks, tell(event, why)] : marks
  return async () => ({ messages })
}

/** The act that puts a form before who pressed; none where the press says nothing by which one could be opened. */
export function opens({ channel, thread }: DeskEvent, trigger: string | undefined, form: DeskForm): Act {
  if (trigger === undefined) return nothing
  const press = { trigger, channel, ...(thread !== undefined && { thread }) }
  return async () => ({ messages: [], form: { press, form } })
}

/** One sentence where it happened, for the person who did it. */
export function tell({ channel, thread, user }: DeskEvent, words: RichText): NewOutbound {
  return whisper({ channel, user, ...(thread !== undefined && { thread }) }, words)
}
