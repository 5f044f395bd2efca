/**
 * A place out of what a person sent or typed: a pin, coordinates, a plus code, a link to a map, an address, words.
 */
import { areaAt, centreOf } from '../../core/areas.ts'
import type { Where } from '../../core/case.ts'
import { readCoordinates } from '../../core/coordinates.ts'
import { answerTo, type FoundPlace, type Lookup } from '../../core/lookup.ts'
import { findMapLink, type MapLink, readMapLink } from '../../core/map-link.ts'
import { findPlusCode } from '../../core/plus-code.ts'
import type { Point } from '../../core/point.ts'
import { shorten } from '../../core/shorten.ts'
import type { Input } from '../input.ts'
import type { Scene, Taken } from '../step.ts'

/** A place on its way to being the answer. */
export type Found = Where & {
  /** The point lies in no area, and the person has not yet said that it is meant. */
  readonly outside?: true
  /** Several places fit the words. */
  readonly choices?: readonly FoundPlace[]
  /** The words could not be found on a map. */
  readonly unlocated?: true
  /** Where a photo was taken, which nobody has said is the place. */
  readonly photo?: Point
}

/** UTF-16 units of typed words. */
const LEAST = 3
const MOST = 300
/** No address is longer: what is, is a description. */
const LONGEST_ADDRESS = 120

/** @param landmark  True where what is typed is something near the place. */
export function readPlace({ text, place: pin }: Input, landmark: boolean, scene: Scene): Taken<Found> {
  if (pin) return found(pin.point, pin.words ?? text?.text, scene)
  const words = text?.text ?? ''
  const point = readCoordinates(words)
  if (point) return found(point, undefined, scene)
  const coded = words.length <= MOST ? findPlusCode(words, centreOf(scene.place.areas)) : undefined
  if (coded) return found(coded.point, coded.rest, scene)
  const linked = text && findMapLink(text)
  if (linked) return readLinked(linked.link, linked.rest, words, scene)
  return readWords(words, landmark, scene)
}

function readLinked(link: MapLink, beside: string, all: string, scene: Scene): Taken<Found> {
  if (link.kind === 'point') return found(link.point, beside || link.words, scene)
  if (link.kind === 'words') return readWords(beside || link.words, false, scene)
  const lookup = { kind: 'link', url: link.url } satisfies Lookup
  const known = answerTo(lookup, scene.lookedUp)
  if (!known) return { kind: 'lookup', lookup }
  const target = known.to === null ? undefined : readMapLink(known.to)
  if (target && target.kind !== 'short') return readLinked(target, beside, all, scene)
  return { kind: 'answer', value: inWords(all), note: scene.say('where.linkUnread') }
}

function readWords(words: string, landmark: boolean, scene: Scene): Taken<Found> {
  if (words.length < LEAST || words.length > MOST) return { kind: 'unclear' }
  if (landmark) return { kind: 'answer', value: { ...inWords(words), landmark } }
  if (!scene.canGeocode) return { kind: 'answer', value: { words } }
  if (words.length > LONGEST_ADDRESS) return { kind: 'answer', value: inWords(words) }

  const lookup = { kind: 'address', words, language: scene.language } satisfies Lookup
  const known = answerTo(lookup, scene.lookedUp)
  if (!known) return { kind: 'lookup', lookup }
  const [first, ...others] = known.found ?? []
  if (!first) return { kind: 'answer', value: inWords(words), note: scene.say('where.notFound') }
  if (others.length > 0) return { kind: 'part', value: { words, choices: [first, ...others] } }
  return { ...found(first.point, words, scene), note: scene.say('where.found', { place: first.label }) }
}

/** A point as the answer, or as a part of it where it lies outside the town and that has to be said first. */
export function found(point: Point, words: string | undefined, { place }: Scene): FoundPoint {
  const area = areaAt(point, place.areas)
  const value: Found = {
    point,
    ...(words && { words: shorten(words, MOST) }),
    ...(area !== undefined ? { area } : place.areas.length > 0 && { outside: true as const }),
  }
  return { kind: value.outside ? 'part' : 'answer', value }
}

type FoundPoint = { readonly kind: 'part' | 'answer'; readonly value: Found }

export function inWords(words: string): Found {
  return { words: shorten(words, MOST), unlocated: true }
}
