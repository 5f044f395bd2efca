/**
 * What a dialogue may have to know from outside before it can go on. A turn asks, it never looks itself: it ends where
 * it lacks something, and is taken again with the answer.
 */
import type { Language } from './place.ts'
import type { Point } from './point.ts'

export type Lookup =
  /** Where a short link leads. https, of a host that `map-link.ts` knows. */
  | { readonly kind: 'link'; readonly url: string }
  /** Where an address is. */
  | { readonly kind: 'address'; readonly words: string; readonly language: Language }

export type LookedUp =
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

/** Looks something up. What could not be found out is an answer as well. @throws only where `signal` aborts. */
export type LookUp = (lookup: Lookup, signal: AbortSignal) => Promise<LookedUp>

/** The answer to `lookup` among those that are known. */
export function answerTo<Kind extends Lookup['kind']>(
  lookup: Extract<Lookup, { kind: Kind }>,
  known: readonly LookedUp[],
): Extract<LookedUp, { kind: Kind }> | undefined {
  const wanted = keyOf(lookup)
  return known.find(answer => keyOf(answer) === wanted) as Extract<LookedUp, { kind: Kind }> | undefined
}

function keyOf(lookup: Lookup | LookedUp): string {
  return lookup.kind === 'link' ? `link ${lookup.url}` : `address ${lookup.language} ${lookup.words}`
}
