/**
 * How often surveys may come unasked, and which of several comes first.
 *
 * The cap does not leave anybody out: it makes an invitation wait. Of those that wait for one member the one goes first whose
 * survey asked them longest ago, or never; where that is the same, the one of the earliest wave. So a frequent survey cannot
 * keep a rare one from ever being asked, however many of its own waves wait: each survey goes at most once before it.
 */
import type { MemberPace } from './member.ts'

const DAY_MS = 86_400_000

const LEAST_DAYS: Readonly<Record<MemberPace, number>> = { any: 0, weekly: 7, monthly: 30, topics: 0 }

/** The earliest moment at which a member may be asked again. @param lastAskedAt  Null: never yet. */
export function mayBeAskedFrom(lastAskedAt: Date | null, pace: MemberPace, capDays: number): Date {
  if (!lastAskedAt) return new Date(0)
  return new Date(lastAskedAt.getTime() + Math.max(capDays, LEAST_DAYS[pace]) * DAY_MS)
}
