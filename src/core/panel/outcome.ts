/**
 * What came of a survey, and when those who answered were promised to hear of it.
 */
import type { StoredFile } from '../files.ts'
import type { Calendar, PerLanguage } from '../place.ts'
import { isoDayAt, startOfDay } from '../time-zone.ts'
import { addWorkingHours } from '../working-time.ts'
import type { Survey } from './survey.ts'

/** `notYet`: nothing is decided, and there is a new day by which they hear more. */
export type OutcomeKind = 'decided' | 'notYet'

export interface SurveyOutcome {
  readonly kind: OutcomeKind
  /** In the first of the survey's languages at least. */
  readonly words: PerLanguage<string>
  /** https. */
  readonly link: string | null
  readonly picture: StoredFile | null
  /** ISO date; null where it is decided. */
  readonly nextBy: string | null
  /** How many had answered when it was written. */
  readonly people: number
}

/** What came of one survey that somebody answered, as they see it. JSON: a turn looks it up and keeps it with the event. */
export interface OwnOutcome {
  /** The newest wave that they answered. */
  readonly waveId: string
  readonly title: Survey['title']
  readonly languages: Survey['languages']
  /** The newest that is about a wave they answered; null where there is none. */
  readonly outcome: SurveyOutcome | null
  /** ISO date by which they are to hear, or to hear more; null where nothing is open, or they answered after it alone. */
  readonly promisedBy: string | null
  /** ISO 8601: when whoever answers for it was last asked. */
  readonly askedAt: string | null
}

/** After so many days people see that there is no answer. */
const PATIENCE_DAYS = 21
/** Whoever answers for a survey is asked again so many days later. */
const ASK_AGAIN_DAYS = 7
const DAY_MS = 86_400_000

/**
 * The day by which people are to hear of a survey, as it stands.
 *
 * @param outcomeBy  Of the survey.
 * @param last  The newest outcome that was approved, the day of that, and whether it leaves a wave out that was sent since.
 * @returns An ISO date; undefined where nothing is open.
 */
export function promisedBy(
  outcomeBy: string,
  last: (Pick<SurveyOutcome, 'kind' | 'nextBy'> & { readonly on: string; readonly leavesOut: boolean }) | undefined,
): string | undefined {
  if (!last) return outcomeBy
  if (last.kind === 'notYet') return last.nextBy ?? undefined
  return last.leavesOut && outcomeBy > last.on ? outcomeBy : undefined
}

/** When whoever answers for a survey is asked next what came of it: when the town opens on the day, and weekly after it. */
export function outcomeAskedFrom(promised: string, askedAt: Date | null, calendar: Calendar): Date {
  const { timeZone } = calendar
  const first = opensOn(promised, calendar)
  if (!askedAt || askedAt < first) return first
  return opensOn(daysAfter(isoDayAt(askedAt, timeZone), ASK_AGAIN_DAYS), calendar)
}

/** True once people have waited so long after the day that it has to be said. */
export function isOverdue(promised: string, now: Date, timeZone: string): boolean {
  return isoDayAt(now, timeZone) >= daysAfter(promised, PATIENCE_DAYS)
}

/** The first moment of working time from the beginning of that day on. */
function opensOn(day: string, calendar: Calendar): Date {
  return addWorkingHours(startOfDay(day, calendar.timeZone), 0, calendar)
}

function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}
