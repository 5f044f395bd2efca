/**
 * Free answers as staff look at them: each by itself, under a random name, never beside whose it is or when it came.
 */
import type { SurveyQuestion } from './survey.ts'

/** Why something is not shown among the others. */
export const HIDING_REASONS = ['abuse', 'personal', 'offTopic'] as const
export type HidingReason = (typeof HIDING_REASONS)[number]

/** What staff made of an answer. Never both published and hidden. */
export interface FreeStanding {
  readonly tags: readonly string[]
  readonly isPublished: boolean
  /** Null where it is not hidden. */
  readonly hiddenFor: HidingReason | null
}

/** Tags that the answers to one question may have among them. */
export const MOST_TAGS = 25
/** UTF-16 units of one. */
export const TAG_LENGTH = 40

/**
 * Which answers are looked at: all but those hidden, those that nobody made anything of yet, those published, those hidden,
 * or those with a tag, which is written behind a `#`.
 */
export type FreeFilter = (typeof STANDINGS)[number] | `#${string}`

const STANDINGS = ['all', 'new', 'published', 'hidden'] as const

/** Undefined for what is no filter. */
export function readFilter(value: string): FreeFilter | undefined {
  const tag = tagIn(value)
  return tag === undefined ? STANDINGS.find(one => one === value) : `#${tag}`
}

/** The tag that a filter is for. */
function tagIn(filter: string): string | undefined {
  return filter.startsWith('#') && filter.length > 1 ? filter.slice(1) : undefined
}

/** Answered in words, with a photo, or with a place: by nothing that could be counted. */
export function isFree({ kind }: SurveyQuestion): boolean {
  return kind === 'text' || kind === 'photo' || kind === 'pin'
}
