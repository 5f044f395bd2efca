/**
 * Blocking a person: what staff fill in, and what of it can be taken.
 */
import { MOST_REASON } from './case-details.ts'
import { isIsoDay } from './time-zone.ts'

/** As somebody filled it in. */
export interface WantedBlock {
  /** ISO date of the day on which it ends. */
  readonly until: string
  /** For staff, on record. */
  readonly reason: string
}

export type BlockProblem = 'noDay' | 'pastDay' | 'farDay' | 'noReason' | 'longReason'

/** @param today  ISO date, where the town is. */
export function readBlock(
  { until, reason }: WantedBlock,
  today: string,
): WantedBlock | { readonly problems: Readonly<Partial<Record<keyof WantedBlock, BlockProblem>>> } {
  const day = dayProblem(until, today)
  const why = reasonProblem(reason)
  if (!day && !why) return { until, reason: reason.trim() }
  return { problems: { ...(day && { until: day }), ...(why && { reason: why }) } }
}

export function reasonProblem(reason: string): BlockProblem | undefined {
  if (reason.trim() === '') return 'noReason'
  return reason.trim().length > MOST_REASON ? 'longReason' : undefined
}

function dayProblem(until: string, today: string): BlockProblem | undefined {
  if (!isIsoDay(until)) return 'noDay'
  if (until <= today) return 'pastDay'
  const inAYear = `${Number(today.slice(0, 4)) + 1}${today.slice(4)}`
  return until > inAYear ? 'farDay' : undefined
}

/** Until when somebody is blocked now; undefined where they are not, or are no more. */
export function stillBlocked(until: Date | null, now: Date): Date | undefined {
  return until !== null && until > now ? until : undefined
}
