/**
 * What staff note on a case for each other: how soon it matters, tags, a link to another system, whether the public sees it.
 */
import { PRIORITIES, type Priority } from './case.ts'

export interface CaseDetails {
  readonly priority: Priority
  /** In the order in which they were typed, each once. */
  readonly tags: readonly string[]
  readonly link: CaseLink | null
  /** Why it is kept from the public; null where it is not. */
  readonly hiddenReason: string | null
}

export interface CaseLink {
  /** `https:` only. */
  readonly url: string
  readonly label: string
}

/** As somebody filled them in. */
export interface WantedDetails {
  readonly priority: string
  readonly tags: string
  readonly url: string
  readonly label: string
  readonly hidden: string
  readonly reason: string
}

export type DetailProblem = 'noPriority' | 'manyTags' | 'longTag' | 'noLink' | 'noLabel' | 'noHideReason' | 'longReason'

const MOST_TAGS = 10
const LONGEST_TAG = 40
const LONGEST_URL = 2_000
const LONGEST_LABEL = 80
export const MOST_REASON = 1_000
/** What the field says whose case is kept from the public. */
export const HIDDEN = 'hidden'
export const SHOWN = 'shown'

/** @returns The details, or what is wrong with each field. */
export function readDetails(
  wanted: WantedDetails,
): CaseDetails | { readonly problems: Readonly<Partial<Record<keyof WantedDetails, DetailProblem>>> } {
  const problems: Partial<Record<keyof WantedDetails, DetailProblem>> = {}
  const priority = PRIORITIES.find(one => one === wanted.priority)
  if (!priority) problems.priority = 'noPriority'
  const tags = [...new Set(wanted.tags.split(/[,،;\n]/).map(tag => tag.trim()))].filter(tag => tag !== '')
  if (tags.length > MOST_TAGS) problems.tags = 'manyTags'
  else if (tags.some(tag => tag.length > LONGEST_TAG)) problems.tags = 'longTag'
  const [url, label, reason] = [wanted.url.trim(), wanted.label.trim(), wanted.reason.trim()]
  if (url !== '' && !isSafe(url)) problems.url = 'noLink'
  if ((url === '') !== (label === '') || label.length > LONGEST_LABEL) problems.label = 'noLabel'
  const hidden = wanted.hidden === HIDDEN
  if (hidden && reason === '') problems.reason = 'noHideReason'
  else if (reason.length > MOST_REASON) problems.reason = 'longReason'
  if (!priority || Object.keys(problems).length > 0) return { problems }
  return { priority, tags, link: url === '' ? null : { url, label }, hiddenReason: hidden ? reason : null }
}

/** The next higher one that says "look at this". */
export function raised(priority: Priority): Priority {
  return priority === 'high' || priority === 'urgent' ? 'urgent' : 'high'
}

/** No other scheme, and no password in it. */
function isSafe(url: string): boolean {
  if (url.length > LONGEST_URL || !URL.canParse(url)) return false
  const { protocol, username, password } = new URL(url)
  return protocol === 'https:' && username === '' && password === ''
}
