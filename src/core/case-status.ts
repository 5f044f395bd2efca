/**
 * What may become of a case, and what each change needs.
 *
 * An open case may move freely among the open statuses and be settled from any of them. What is settled can only be
 * opened again: a settled case that turns into another settled one would tell its resident two ends of one story.
 */
import type { CaseStatus, CloseReason } from './case.ts'
import { isIsoDay } from './time-zone.ts'

/** What staff choose: a status, and for `closed` its reason. */
export type StatusChoice = Exclude<CaseStatus, 'new' | 'closed'> | `closed.${CloseReason}`

export type StatusChange = {
  /** For the resident, below our own sentence; may be empty. */
  readonly words: string
} & (
  | { readonly status: Exclude<CaseStatus, 'new' | 'planned' | 'closed'> }
  /** ISO date. */
  | { readonly status: 'planned'; readonly plannedFor: string }
  | { readonly status: 'closed'; readonly reason: CloseReason }
)

/** UTF-16 units of words that go with a change. */
export const MOST_WORDS = 1_000

export type StatusProblem = 'notNow' | 'noDate' | 'pastDate' | 'noWords' | 'longWords'

/** As somebody filled it in. */
export interface WantedChange {
  readonly choice: string
  readonly plannedFor: string
  readonly words: string
}

const WORKING: readonly StatusChoice[] = ['acknowledged', 'inProgress', 'planned']
const SETTLING: readonly StatusChoice[] = [
  'fixed',
  'closed.notOurs',
  'closed.duplicate',
  'closed.noFurtherAction',
  'closed.couldNotFind',
  'withdrawn',
]
/** Where our own sentence does not say enough: who it is for, why nothing follows. */
const WORDS_NEEDED = new Set<string>(['closed.notOurs', 'closed.noFurtherAction'] satisfies StatusChoice[])

/** Nobody works on it any more. */
export function isSettled(status: CaseStatus): boolean {
  return status === 'fixed' || status === 'closed' || status === 'withdrawn'
}

/** In the order in which they are offered. A planned day may be put off: `planned` is offered again. */
export function choicesFrom(status: CaseStatus): readonly StatusChoice[] {
  if (isSettled(status)) return ['reopened']
  return [...WORKING.filter(choice => choice !== status || choice === 'planned'), ...SETTLING]
}

/**
 * Checks what was wanted.
 *
 * @param today  ISO date, where the town is.
 * @returns The change, or what is wrong with each field.
 */
export function readChange(
  from: CaseStatus,
  { choice, plannedFor, words }: WantedChange,
  today: string,
): StatusChange | { readonly problems: Readonly<Partial<Record<keyof WantedChange, StatusProblem>>> } {
  const chosen = choicesFrom(from).find(one => one === choice)
  const problems: Partial<Record<keyof WantedChange, StatusProblem>> = {}
  if (!chosen) problems.choice = 'notNow'
  if (chosen === 'planned' && !isIsoDay(plannedFor)) problems.plannedFor = 'noDate'
  else if (chosen === 'planned' && plannedFor < today) problems.plannedFor = 'pastDate'
  const said = words.trim()
  if (said.length > MOST_WORDS) problems.words = 'longWords'
  else if (said === '' && WORDS_NEEDED.has(choice)) problems.words = 'noWords'
  if (!chosen || Object.keys(problems).length > 0) return { problems }
  return changeOf(chosen, plannedFor, said)
}

function changeOf(choice: StatusChoice, plannedFor: string, words: string): StatusChange {
  if (choice === 'planned') return { status: 'planned', plannedFor, words }
  const reason = REASONS.find(one => choice === `closed.${one}`)
  if (reason) return { status: 'closed', reason, words }
  return { status: choice as Exclude<StatusChoice, 'planned' | `closed.${CloseReason}`>, words }
}

const REASONS: readonly CloseReason[] = ['notOurs', 'duplicate', 'noFurtherAction', 'couldNotFind']
