/**
 * What a dialogue may have to know before it can go on, and that is not there in every turn. A turn asks, it never looks itself: it ends where
 * it lacks something, and is taken again with the answer.
 */
import type { OwnCase, OwnCaseInFull } from './own-case.ts'
import type { OwnOutcome } from './panel/outcome.ts'
import type { OwnMembership } from './panel/own-member.ts'
import type { AnsweredSurvey, OwnSurvey } from './panel/own-survey.ts'
import type { PairingOffer } from './panel/pairing.ts'
import type { Language } from './place.ts'
import type { Point } from './point.ts'

export type Lookup =
  /** Where a short link leads. https, of a host that `map-link.ts` knows. */
  | { readonly kind: 'link'; readonly url: string }
  /** Where an address is. */
  | { readonly kind: 'address'; readonly words: string; readonly language: Language }
  /** A page of the person's own cases, from 0. */
  | { readonly kind: 'cases'; readonly page: number }
  /** One of them in full. */
  | { readonly kind: 'case'; readonly id: string }
  /** Their membership of the panel. */
  | { readonly kind: 'member' }
  /** A survey that they were invited to, and what they answered. */
  | { readonly kind: 'survey'; readonly waveId: string }
  /** Those that they answered, as long as it can be told. */
  | { readonly kind: 'answered' }
  /** A page of what came of those, from 0; and of one of them. */
  | { readonly kind: 'outcomes'; readonly page: number }
  | { readonly kind: 'outcome'; readonly waveId: string }
  /** Whom a code pairs this chat with, by the code's hash. */
  | { readonly kind: 'pairing'; readonly hash: string }

/** What the world outside knows; the others lie in our own database. */
export type PlaceLookup = Extract<Lookup, { kind: 'link' | 'address' }>

export type LookedUp = FoundOutside | FoundHere

type FoundHere =
  | { readonly kind: 'cases'; readonly page: number; readonly cases: readonly OwnCase[]; readonly more: boolean }
  /** Null where it is none of this person's. */
  | { readonly kind: 'case'; readonly id: string; readonly found: OwnCaseInFull | null }
  | ({ readonly kind: 'member' } & OwnMembership)
  /** Null where it is none of theirs. */
  | { readonly kind: 'survey'; readonly waveId: string; readonly found: OwnSurvey | null }
  /** The newest first. */
  | { readonly kind: 'answered'; readonly surveys: readonly AnsweredSurvey[] }
  | {
      readonly kind: 'outcomes'
      readonly page: number
      /** The newest first. */
      readonly outcomes: readonly OwnOutcome[]
      readonly more: boolean
      /** In how many decisions their answers counted. */
      readonly decisions: number
    }
  /** Null where they did not answer that survey. */
  | { readonly kind: 'outcome'; readonly waveId: string; readonly found: OwnOutcome | null }
  /** Null where there is no such code. */
  | { readonly kind: 'pairing'; readonly hash: string; readonly found: PairingOffer | null }

type FoundOutside =
  /** The address that it leads to; null where that could not be found out. */
  | { readonly kind: 'link'; readonly url: string; readonly to: string | null }
  | {
      readonly kind: 'address'
      readonly words: string
      readonly language: Language
      /** Those in the town, else others, the best first, at most 5; null where nobody could be asked. */
      readonly found: readonly FoundPlace[] | null
    }

export interface FoundPlace {
  /** "12, Elm Street, Harbourside" */
  readonly label: string
  readonly point: Point
}

/** Looks a place up. What could not be found out is an answer as well. @throws only where `signal` aborts. */
export type LookUp = (lookup: PlaceLookup, signal: AbortSignal) => Promise<FoundOutside>

/** The answer to `lookup` among those that are known. */
export function answerTo<Kind extends Lookup['kind']>(
  lookup: Extract<Lookup, { kind: Kind }>,
  known: readonly LookedUp[],
): Extract<LookedUp, { kind: Kind }> | undefined {
  const wanted = keyOf(lookup)
  return known.find(answer => keyOf(answer) === wanted) as Extract<LookedUp, { kind: Kind }> | undefined
}

function keyOf(lookup: Lookup | LookedUp): string {
  switch (lookup.kind) {
    case 'link':
      return `link ${lookup.url}`
    case 'address':
      return `address ${lookup.language} ${lookup.words}`
    case 'cases':
      return `cases ${lookup.page}`
    case 'case':
      return `case ${lookup.id}`
    case 'member':
      return 'member'
    case 'survey':
      return `survey ${lookup.waveId}`
    case 'answered':
      return 'answered'
    case 'outcomes':
      return `outcomes ${lookup.page}`
    case 'outcome':
      return `outcome ${lookup.waveId}`
    case 'pairing':
      return `pairing ${lookup.hash}`
  }
}
