/**
 * Cases: what residents report and ask, and what becomes of it.
 */
import type { StoredFile } from './files.ts'
import type { Language } from './place.ts'
import type { Point } from './point.ts'
import type { RichText } from './rich-text.ts'

export type CaseKind = 'report' | 'question'

/** `closed` is never called fixed. `withdrawn`: the resident took it back. Which may follow which: `case-status.ts`. */
export type CaseStatus =
  | 'new'
  | 'acknowledged'
  | 'inProgress'
  | 'planned'
  | 'fixed'
  | 'closed'
  | 'withdrawn'
  | 'reopened'

/** What a resident says of what became of their case. */
export type Helped = (typeof HELPED)[number]

export const HELPED = ['yes', 'partly', 'no'] as const

/** Why a case was closed without being fixed. */
export type CloseReason = 'notOurs' | 'duplicate' | 'noFurtherAction' | 'couldNotFind'

/** How soon staff want to look at it. Residents are told nothing of it. */
export type Priority = (typeof PRIORITIES)[number]

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const

/** A case as a dialogue has gathered it, before it is opened. */
export interface CaseDraft {
  readonly kind: CaseKind
  /** The description. Of a public category, neighbours may read it. */
  readonly words: RichText
  /** The messages in which it was typed, so that an edit of one finds what it was. Default: none. */
  readonly said?: readonly SaidAnswer[]
  /** For staff alone, whatever the category. */
  readonly remark?: RichText
  /** Category key; a question may have only a department, or neither (front desk). */
  readonly category?: string
  readonly department?: string
  /** Answers to the category's own questions, in their order. */
  readonly answers: readonly CaseAnswer[]
  readonly where?: Where
  readonly photos: readonly StoredFile[]
  readonly language: Language
  readonly firstName: string
  /** What stands on the thing itself: the number of a lamp post. */
  readonly asset?: string
  /** The payload of the link that brought the person here. */
  readonly source?: string
  /** The number of the settled case that this one takes up again. */
  readonly follows?: string
  /** The privacy notice that the person was shown before. */
  readonly notice?: NoticeShown
  /** Whoever hears that it is sent hears of the panel as well. */
  readonly offersPanel?: boolean
}

/** A message of a resident's that went to a case, and what it said. */
export interface SaidMessage {
  readonly messageId: string
  readonly text: RichText
}

/** A message in which a part of a case was typed before that was opened. */
export interface SaidAnswer extends SaidMessage {
  readonly part: CasePart
}

/** `words` is the description; `answer:KEY` answers a question of the category; `other` is no words of the case. */
export type CasePart = 'words' | 'remark' | 'where' | `answer:${string}` | 'other'

/** Which privacy notice a person was shown, and when: ISO 8601. */
export interface NoticeShown {
  readonly version: number
  readonly language: Language
  readonly at: string
}

export interface CaseAnswer {
  /** The question's key in the place file. */
  readonly key: string
  /** Option keys for choices, the text as typed for the rest; ISO date for dates. */
  readonly value: string | readonly string[]
}

/** Where it is: a point, words, or both. `area` where the point lies in one, or where its sender chose it. */
export interface Where {
  readonly point?: Point
  readonly words?: string
  readonly area?: string
  /** The words name something near the place. */
  readonly landmark?: true
}

/** A case that a person's next words may belong to: open, with a word either way in the last 72 h. */
export interface WarmCase {
  readonly id: string
  /** HB-1042 */
  readonly reference: string
  readonly kind: CaseKind
  /** The beginning of its words, for the person to recognise it. */
  readonly title: string
  /** What staff asked, and wait for an answer to. */
  readonly question?: OpenQuestion
}

export interface OpenQuestion {
  /** The reply that it is. */
  readonly id: string
  /** Its answers as they stand on their buttons; none where it is answered in words. */
  readonly choices: readonly string[]
}

/** HB-1042 */
export function referenceOf(prefix: string, number: number | string): string {
  return `${prefix}-${number}`
}
