/**
 * Looks up what turns want to know of places. It is asked between turns, so that nobody's turn waits for a network.
 */
import type { Log } from '../core/adapter.ts'
import type { LookUp } from '../core/lookup.ts'
import { followLink, type WayOut } from './follow-link.ts'
import { type Geocoder, geocode } from './geocode.ts'

/** @param parts.geocoder  Absent: addresses are not looked up. */
export function createLookUp({
  geocoder,
  wayOut,
  log,
}: {
  readonly geocoder: Geocoder | undefined
  readonly wayOut: WayOut
  readonly log: Log
}): LookUp {
  return async (lookup, signal) => {
    try {
      if (lookup.kind === 'link') return { ...lookup, to: await followLink(lookup.url, wayOut, signal) }
      return { ...lookup, found: geocoder ? await geocode(geocoder, lookup.words, lookup.language, signal) : null }
    } catch (error) {
      if (signal.aborted) throw error
      log.warn({ err: error, lookup: lookup.kind }, 'looking up a place failed, its words are kept instead')
      return lookup.kind === 'link' ? { ...lookup, to: null } : { ...lookup, found: null }
    }
  }
}
