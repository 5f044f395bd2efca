/**
 * A case as the people who follow it see it: its reporter, and those whose own case was found to be the same.
 */
import type { CaseKind, CaseStatus, CloseReason, Where } from './case.ts'
import { isSettled } from './case-status.ts'
import type { RichText } from './rich-text.ts'

/** Cases on a page. */
export const OWN_CASES_PAGE = 5
/** For so long a settled case can be opened again; later, a new one takes it up. */
const REOPEN_MS = 14 * 86_400_000

/** A line of the list. */
export interface OwnCase {
  readonly id: string
  readonly kind: CaseKind
  readonly category: string | null
  readonly department: string
  readonly status: CaseStatus
  readonly reason: CloseReason | null
  /** ISO date. */
  readonly plannedFor: string | null
  /** The case as which it goes on; those who follow it follow that one as well. */
  readonly mergedInto: string | null
  /** False for who follows somebody else's. */
  readonly own: boolean
  /** The beginning of its words, where this person may read them. */
  readonly title: string | null
  readonly lastWord: LastWord | null
}

/** What was said last between the person and staff. */
export interface LastWord {
  /** Who of staff said it; null where the person did. */
  readonly author: string | null
  /** Their Slack user id: decides whether they are named, and is for no resident. */
  readonly authorId: string | null
  /** Empty where there were only photos. */
  readonly words: string
  /** ISO 8601. */
  readonly at: string
}

/** All of it. */
export interface OwnCaseInFull extends OwnCase {
  /** Null where this person may not read them. */
  readonly words: RichText | null
  readonly where: Where | null
  readonly photos: number
  /** ISO 8601. */
  readonly openedAt: string
  /** ISO 8601; null while somebody works on it. */
  readonly settledAt: string | null
  /** Staff have said something to it. */
  readonly answered: boolean
  /** ISO 8601: when the first answer is due, and after that the end of it; null while nothing is. */
  readonly dueAt: string | null
  /** Staff have asked, and wait for the answer. */
  readonly waitsForYou: boolean
  /** Nobody else follows it. */
  readonly alone: boolean
}

/** Only its reporter takes a case back, and not from under others who follow it. */
export function mayWithdraw({ status, own, alone }: Pick<OwnCaseInFull, 'status' | 'own' | 'alone'>): boolean {
  return own && alone && !isSettled(status)
}

/**
 * What "It's not fixed" leads to. What goes on as another case is told there, by its person too.
 *
 * @returns `anew`: a new case that points to this one. Nothing where it does not apply.
 */
export function afterSettled(
  { status, mergedInto, settledAt }: Pick<OwnCaseInFull, 'status' | 'mergedInto' | 'settledAt'>,
  now: Date,
): 'reopen' | 'anew' | undefined {
  if (settledAt === null || status === 'withdrawn' || mergedInto !== null) return undefined
  return now.getTime() - Date.parse(settledAt) <= REOPEN_MS ? 'reopen' : 'anew'
}
