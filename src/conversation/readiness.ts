/**
 * What of a person's inbox can be answered now, and what has to be waited for: a turn reads nothing but what lies there.
 */
import type { Lookup } from '../core/lookup.ts'
import type { WaitingInbox } from '../store/turns.ts'
import { albumOf } from './albums.ts'

/** Whose answer is kept with the event: a survey is looked up within the round. */
export type KeptLookup = Exclude<Lookup, { kind: 'survey' }>

/** What a lane waits for. What is behind it waits as well, so that words never overtake the picture before them. */
export type Want =
  | { readonly kind: 'files'; readonly waiting: readonly WaitingInbox[] }
  | { readonly kind: 'lookup'; readonly waiting: WaitingInbox; readonly lookup: KeptLookup }
  /** More of an album may be on its way. */
  | { readonly kind: 'album'; readonly forMs: number }

/**
 * The messages of an album come one by one, and nothing says which is the last; Telegram delivers them within a few
 * hundred milliseconds. Counted from when the newest was received, so that a crash changes nothing.
 */
const ALBUM_MS = 700

/** @param inbox  In the network's order. */
export function readyOf(inbox: readonly WaitingInbox[]): Readiness {
  if (!inbox.some(one => lacksFiles(one) || albumOf(one) !== undefined)) return { ready: inbox }
  let before = 0
  for (const parts of inParts(inbox)) {
    const want = wantOf(parts)
    if (want) return { ready: inbox.slice(0, before), want }
    before += parts.length
  }
  return { ready: inbox }
}

interface Readiness {
  /** From the beginning. */
  readonly ready: readonly WaitingInbox[]
  readonly want?: Want
}

/** Messages of one album together, every other by itself. */
function inParts(inbox: readonly WaitingInbox[]): readonly (readonly WaitingInbox[])[] {
  const parts: WaitingInbox[][] = []
  for (const one of inbox) {
    const last = parts.at(-1)
    const album = albumOf(one)
    if (last?.[0] && album !== undefined && albumOf(last[0]) === album) last.push(one)
    else parts.push([one])
  }
  return parts
}

function wantOf(parts: readonly WaitingInbox[]): Want | undefined {
  const waiting = parts.filter(lacksFiles)
  if (waiting.length > 0) return { kind: 'files', waiting }
  if (parts.every(one => albumOf(one) === undefined)) return undefined
  const forMs = ALBUM_MS - Math.min(...parts.map(({ ageMs }) => ageMs))
  return forMs > 0 ? { kind: 'album', forMs } : undefined
}

function lacksFiles({ event, files }: WaitingInbox): boolean {
  return files === null && event.said.kind === 'message' && event.said.files.length > 0
}
