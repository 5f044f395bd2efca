/**
 * The chain of a case's record, computed apart from the database that keeps it: `migrations/0009-record.ts` makes the
 * same hashes as the rows are written.
 *
 * An event's hash is the SHA-256 of its canonical form: one line each for the form's version, case, seq, instant (UTC,
 * microseconds), actor, kind, digest of detail, digest of words (`-` where there are none), hash before it. Digests are
 * SHA-256 too, of the text that Postgres makes of the JSON; that of words begins with a salt which is erased with them,
 * so that nobody can try out what they were.
 */
import { createHash } from 'node:crypto'

const VERSION = 'folkmoot record 1'

export interface ChainedEvent {
  readonly caseId: string
  readonly seq: number
  /** 2026-11-22T09:30:00.000000Z */
  readonly at: string
  readonly actor: string
  readonly kind: string
  /** JSON as Postgres writes it. */
  readonly detail: string
  /** Hexadecimal, as all digests here. Null where nobody said anything. */
  readonly wordsDigest: string | null
  readonly prevHash: string
  readonly hash: string
}

/** What stands before the first event. */
export const BEFORE_FIRST = sha256('')

export function hashOf(event: Omit<ChainedEvent, 'hash'>): string {
  const { caseId, seq, at, actor, kind, detail, wordsDigest, prevHash } = event
  return sha256(
    [VERSION, caseId, String(seq), at, actor, kind, sha256(detail), wordsDigest ?? '-', prevHash].join('\n'),
  )
}

/** @param words  JSON as Postgres writes it. */
export function digestOfWords(salt: string, words: string): string {
  return sha256(`${salt} ${words}`)
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
