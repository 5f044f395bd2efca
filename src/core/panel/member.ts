/**
 * A member: a resident who joined the panel, and how they want to be asked.
 */
import type { Language } from '../place.ts'

export interface Member {
  readonly id: string
  readonly language: Language
  /** Until then nothing comes unasked. */
  readonly pausedUntil: Date | 'untilTheySay' | null
  readonly pace: MemberPace
  /** Minutes after midnight by their clock; null: as the place has it. */
  readonly quietHours: QuietHours | null
  /** IANA name; null: the place's. */
  readonly timeZone: string | null
  /** Wants surveys in the private chat. On Discord only who chose it; on Telegram there is no other way. */
  readonly direct: boolean
  readonly profile: MemberProfile
}

/** How often a survey may come unasked. `topics`: any time, but only what touches their interests. */
export const MEMBER_PACES = ['any', 'weekly', 'monthly', 'topics'] as const
export type MemberPace = (typeof MEMBER_PACES)[number]

/** From `from` to `to`, over midnight where `to` is earlier; minutes after midnight. */
export interface QuietHours {
  readonly from: number
  readonly to: number
}

/** What they told of themselves; each may be left out. */
export interface MemberProfile {
  /** Name of an area of the place. */
  readonly area: string | null
  /** Keys of the place's interests. */
  readonly interests: readonly string[]
  /** Key of the option, by the key of the profile question. */
  readonly answers: Readonly<Record<string, string>>
}
