/**
 * Sends one row of the outbox: plans it, makes its calls in order, and says what became of it.
 */
import type { Adapter, Plan } from '../core/adapter.ts'
import type { Outbound } from '../core/outbound.ts'
import { SendError } from '../core/send-error.ts'
import type { SentPart } from '../core/sent-parts.ts'
import type { Claimed } from '../store/outbox.ts'

export type SendResult =
  | {
      readonly kind: 'sent'
      readonly ids: readonly string[]
      readonly parts: readonly SentPart[]
      readonly fallbacks: Plan['fallbacks']
    }
  | { readonly kind: 'refused'; readonly error: Error; readonly ids: readonly string[]; readonly unreachable: boolean }
  /** Nothing passes there until somebody mends it. */
  | {
      readonly kind: 'closed'
      readonly error: SendError
      readonly ids: readonly string[]
      readonly door: string
      readonly why: string
    }
  /** It cannot be known whether it arrived, and sending it again would be worse than not knowing. */
  | { readonly kind: 'unknown'; readonly error: SendError; readonly ids: readonly string[] }
  | {
      readonly kind: 'later'
      readonly error: SendError
      readonly ids: readonly string[]
      readonly mayHaveArrived: boolean
    }

/** After this long a message says nothing any more to who would get it. */
const OLDEST_MS = 24 * 60 * 60 * 1_000
const FIRST_BACKOFF_MS = 500
/** What is refused for now is tried at least this often. */
const LONGEST_BACKOFF_MS = 4_000
/** What we hold back ourselves is tried at least this often. */
const OWN_PACE_MS = 30_000

/**
 * @param installation  Makes the keys of this database differ from those of any other that served the same bot.
 * @param saveProgress  Called after each part but the last: a crash goes on from there.
 */
export async function sendRow(
  adapter: Adapter,
  row: Claimed,
  message: Outbound,
  installation: string,
  open: (sha256: string) => Promise<Uint8Array>,
  saveProgress: (ids: readonly string[]) => Promise<void>,
): Promise<SendResult> {
  const ids = [...row.sentIds]
  const ageMs = Math.max(0, Date.now() - row.createdAt.getTime())
  if (row.bulk && row.mayHaveArrived && ageMs >= adapter.limits.recognisedForMs)
    return { kind: 'unknown', error: begunBefore(), ids }
  try {
    const plan = adapter.plan(message)
    for (let index = ids.length; index < plan.parts.length; index += 1) {
      const part = plan.parts[index]!
      const mayHaveArrived = row.mayHaveArrived && index === row.sentIds.length
      ids.push(
        await adapter.send(part, {
          key: `${installation}.${row.id}.${index}`,
          mayHaveArrived,
          queuedAt: row.createdAt,
          earlier: [...ids],
          bulk: row.bulk,
          open,
        }),
      )
      if (index < plan.parts.length - 1) await saveProgress(ids)
    }
    const sent = plan.parts.map(({ carries = 'nothing' }, index) => ({ id: ids[index] ?? '', carries }))
    return { kind: 'sent', ids, parts: sent, fallbacks: plan.fallbacks }
  } catch (error) {
    if (!(error instanceof SendError)) return { kind: 'refused', error: asError(error), ids, unreachable: false }
    return judge(error, adapter, row, ids)
  }
}

/** What becomes of a row of a network that does not answer: nothing was tried, so nothing arrived. */
export function untried(adapter: Adapter, row: Claimed): SendResult {
  return judge(new SendError('UNREACHABLE', 'the network does not answer'), adapter, row, row.sentIds)
}

/** A process died while it sent this, or its answer was lost too long ago for the network to recognise it. */
function begunBefore(): SendError {
  return new SendError('UNREACHABLE', 'it was begun before, and nobody can tell any more', { mayHaveArrived: true })
}

function judge(error: SendError, adapter: Adapter, row: Claimed, ids: readonly string[]): SendResult {
  if (error.door !== undefined) return { kind: 'closed', error, ids, door: error.door, why: error.why ?? '' }
  if (!error.retryable) return { kind: 'refused', error, ids, unreachable: error.code === 'BLOCKED' }
  if (error.mayHaveArrived && row.bulk && adapter.limits.recognisedForMs === 0) return { kind: 'unknown', error, ids }
  if (Date.now() - row.createdAt.getTime() > OLDEST_MS) return { kind: 'refused', error, ids, unreachable: false }
  const stillUnsure = row.mayHaveArrived && ids.length === row.sentIds.length
  return { kind: 'later', error, ids, mayHaveArrived: error.mayHaveArrived || stillUnsure }
}

/** How many messages a network made of parts: an album's id names all of its own. */
export function messagesOf(ids: readonly string[]): number {
  return ids.reduce((sum, id) => sum + id.split(' ').length, 0)
}

/**
 * @returns Milliseconds: the network's own word, or a wait that doubles with every attempt. Where it is our own pace, what
 * holds the row back may end at any moment (the person writes to us), and others wait behind it.
 */
export function dueIn(row: Claimed, error: SendError): number {
  if (error.ownPace) return Math.min(error.retryAfterMs ?? OWN_PACE_MS, OWN_PACE_MS)
  return error.retryAfterMs ?? Math.min(FIRST_BACKOFF_MS * 2 ** Math.min(row.attempts, 10), LONGEST_BACKOFF_MS)
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
