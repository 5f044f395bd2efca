/**
 * A membership as its owner sees it and changes it. JSON: a turn looks it up and keeps it with the event.
 */
import type { Member, MemberProfile } from './member.ts'

export type OwnMember = Omit<Member, 'id' | 'language' | 'pausedUntil'> & {
  /** ISO 8601. */
  readonly pausedUntil: string | 'untilTheySay' | null
}

/** What somebody may know of their own membership. */
export interface OwnMembership {
  /** Null for who is not on the panel. */
  readonly member: OwnMember | null
  /** True where they agreed for the first of two times, and nothing since. */
  readonly agreed: boolean
  /** True where some of their answers can be told to be theirs, whether or not they are still on the panel. */
  readonly hasAnswers: boolean
}

/** What of it becomes another; what is absent stays. */
export type MemberChange = Partial<Omit<OwnMember, 'profile'>> & {
  readonly language?: string
  readonly area?: string | null
  readonly interests?: readonly string[]
  /** Key of the option by the key of its question; null takes the answer away. The others stay. */
  readonly answers?: Readonly<Record<string, string | null>>
}

/** As it is after the change. */
export function changedMember(member: OwnMember, change: MemberChange): OwnMember {
  const { area, interests, answers, language: _language, ...rest } = change
  return {
    ...member,
    ...rest,
    profile: {
      area: area === undefined ? member.profile.area : area,
      interests: interests ?? member.profile.interests,
      answers: withAnswers(member.profile.answers, answers ?? {}),
    },
  }
}

function withAnswers(
  before: MemberProfile['answers'],
  change: NonNullable<MemberChange['answers']>,
): MemberProfile['answers'] {
  const given = Object.entries({ ...before, ...change })
  return Object.fromEntries(given.filter((entry): entry is [string, string] => entry[1] !== null))
}

/** True while nothing is to come unasked. */
export function isPaused({ pausedUntil }: Pick<OwnMember, 'pausedUntil'>, now: Date): boolean {
  return pausedUntil === 'untilTheySay' || (pausedUntil !== null && Date.parse(pausedUntil) > now.getTime())
}
