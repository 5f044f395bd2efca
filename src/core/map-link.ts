/**
 * Reads the place out of a link to a map: Google Maps, Apple Maps, OpenStreetMap.
 *
 * Formats: developers.google.com/maps/documentation/urls/get-started and what the apps share; Apple's "Map Links" and
 * "Unified Map URLs"; wiki.openstreetmap.org/wiki/Permalink and /wiki/Shortlink.
 */
import { cleanText } from './clean-text.ts'
import { readCoordinates } from './coordinates.ts'
import type { Point } from './point.ts'
import type { RichText } from './rich-text.ts'

/** `short`: only the host it belongs to knows where it leads. */
export type MapLink =
  | { readonly kind: 'point'; readonly point: Point; readonly words?: string }
  | { readonly kind: 'words'; readonly words: string }
  | { readonly kind: 'short'; readonly url: string }

/** UTF-16 units; Google's own links have some hundred. */
const LONGEST = 2_048
const MOST_WORDS = 200

/** @returns  undefined for what is no link to a place on one of these maps. */
export function readMapLink(link: string): MapLink | undefined {
  const url = link.length <= LONGEST ? URL.parse(link) : null
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.username || url.port) return undefined
  const host = url.hostname.replace(/^www\./, '')
  if (isShort(host, url.pathname)) return { kind: 'short', url: `https://${url.host}${url.pathname}${url.search}` }
  if (GOOGLE.test(host)) return readGoogle(host, url)
  if (host === 'maps.apple.com') return readApple(url.searchParams)
  if (host === 'openstreetmap.org' || host === 'osm.org') return readOpenStreetMap(url)
  return undefined
}

/** Hosts that are asked where their short links lead, and no others. */
const SHORT_LINK_HOSTS: readonly string[] = ['maps.app.goo.gl', 'goo.gl', 'maps.apple']

const GOOGLE = /^(?:maps\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})$/

function isShort(host: string, path: string): boolean {
  return SHORT_LINK_HOSTS.includes(host) && path.length > 1 && (host !== 'goo.gl' || path.startsWith('/maps/'))
}

export interface FoundMapLink {
  readonly link: MapLink
  /** What was said beside the link; empty where nothing was. */
  readonly rest: string
}

/** The first link to a map in a text, written out or behind words. */
export function findMapLink({ text, spans }: RichText): FoundMapLink | undefined {
  for (const match of text.matchAll(/https?:\/\/[^\s<>"]+/gi)) {
    const written = match[0].replace(/[).,;:!?'\]]+$/, '')
    const link = readMapLink(written)
    if (!link) continue
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + written.length)}`
    return { link, rest: rest.replace(/\s+/g, ' ').replace(/^[\s,;:.()-]+|[\s,;:.()-]+$/g, '') }
  }
  for (const span of spans) {
    const link = span.kind === 'link' ? readMapLink(span.url) : undefined
    if (link) return { link, rest: text.trim() }
  }
  return undefined
}

/** `!3d` and `!4d` hold the place itself, `@` only the middle of the screen. */
function readGoogle(host: string, url: URL): MapLink | undefined {
  if (host.startsWith('google.') && !/^\/maps(?:\/|$)/.test(url.pathname)) return undefined
  const path = decode(url.pathname)
  const [, kind, name = ''] = /^\/maps\/(place|search|dir)\/([^/@]*)/.exec(path) ?? []
  const words = kind === 'dir' ? '' : name
  const exact = [...path.matchAll(/!3d(-?\d+(?:\.\d+)?)!4d(-?\d+(?:\.\d+)?)/g)].at(-1)
  const asked = ['query', 'q', 'destination', 'daddr'].map(key => url.searchParams.get(key) ?? '').find(Boolean) ?? ''
  const shown = /@(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)/.exec(path)
  return (
    pointed(pointOf(exact?.[1], exact?.[2]), words) ??
    pointed(readPair(words)) ??
    pointed(readPair(asked.replace(/^loc:/, ''))) ??
    pointed(readPair(url.searchParams.get('ll') ?? ''), asked) ??
    pointed(pointOf(shown?.[1], shown?.[2]), words) ??
    worded(asked || words)
  )
}

/** `sll` says where the search began, not what was meant. */
function readApple(params: URLSearchParams): MapLink | undefined {
  const words = params.get('name') || params.get('address') || params.get('q') || params.get('daddr') || ''
  return (
    pointed(readPair(params.get('coordinate') ?? params.get('ll') ?? ''), readPair(words) ? '' : words) ??
    pointed(readPair(words)) ??
    worded(words)
  )
}

function readOpenStreetMap({ pathname, searchParams, hash }: URL): MapLink | undefined {
  const short = /^\/go\/([\w~@=-]+)$/.exec(pathname)?.[1]
  if (short) return pointed(decodeShortLink(short))
  const view = /[#&]map=\d+(?:\.\d+)?\/(-?\d+(?:\.\d+)?)\/(-?\d+(?:\.\d+)?)/.exec(hash)
  const at = (prefix: string) =>
    pointOf(searchParams.get(`${prefix}lat`) ?? undefined, searchParams.get(`${prefix}lon`) ?? undefined)
  return (
    pointed(at('m')) ??
    pointed(at('')) ??
    pointed(pointOf(view?.[1], view?.[2])) ??
    worded(searchParams.get('query') ?? '')
  )
}

const SHORT_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_~'

/** Each character halves the map three times in both directions, the bits of longitude and latitude in turn. */
function decodeShortLink(code: string): Point | undefined {
  const digits = [...code.replaceAll('@', '~').replace(/[=-]+$/, '')].map(digit => SHORT_DIGITS.indexOf(digit))
  if (digits.length === 0 || digits.length > 12 || digits.includes(-1)) return undefined
  let [west, south, width, height] = [-180, -90, 360, 180]
  for (const digit of digits) {
    for (let bit = 5; bit > 0; bit -= 2) {
      width /= 2
      height /= 2
      if ((digit >> bit) & 1) west += width
      if ((digit >> (bit - 1)) & 1) south += height
    }
  }
  return { latitude: south + height / 2, longitude: west + width / 2 }
}

function pointed(point: Point | undefined, words = ''): MapLink | undefined {
  if (!point) return undefined
  const named = tidy(words)
  return { kind: 'point', point, ...(named && { words: named }) }
}

function worded(words: string): MapLink | undefined {
  const named = tidy(words)
  return named ? { kind: 'words', words: named } : undefined
}

function tidy(words: string): string {
  return cleanText(words.slice(0, MOST_WORDS)).replace(/\s+/g, ' ').trim()
}

/** "50.72,-1.88": map links write degrees with a point, and whole ones without. */
function readPair(text: string): Point | undefined {
  const [, latitude, longitude] = /^\s*([+-]?\d+(?:\.\d+)?)\s*,\s*([+-]?\d+(?:\.\d+)?)\s*$/.exec(text) ?? []
  return pointOf(latitude, longitude) ?? readCoordinates(text)
}

function pointOf(latitude: string | undefined, longitude: string | undefined): Point | undefined {
  if (!latitude || !longitude) return undefined
  const point = { latitude: Number(latitude), longitude: Number(longitude) }
  return Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180 ? point : undefined
}

/** Percent signs that stand for nothing stay as they are. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path.replaceAll('+', ' '))
  } catch {
    return path
  }
}
