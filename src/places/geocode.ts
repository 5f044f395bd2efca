/**
 * Asks a Nominatim-compatible geocoder where an address is: nominatim.org/release-docs/latest/api/Search/.
 *
 * Keeps to the usage policy of the public one (operations.osmfoundation.org/policies/nominatim): one request a second
 * over all our processes, a name of our own, and nothing asked twice.
 */
import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { areaAt, boundsOf } from '../core/areas.ts'
import { cleanText } from '../core/clean-text.ts'
import type { FoundPlace } from '../core/lookup.ts'
import type { Area, Language, Place } from '../core/place.ts'
import type { Db } from '../store/database.ts'
import { keepGeocode, recallGeocode, takePace } from '../store/geocodes.ts'

export interface Geocoder {
  readonly db: Db
  /** Without a slash at its end. */
  readonly url: string
  readonly userAgent: string
  readonly areas: readonly Area[]
}

/** @param settings.publicUrl  Says who asks; else the prefix of the case references. */
export function geocoderOf(
  db: Db,
  {
    geocoderUrl: url,
    publicUrl,
  }: { readonly geocoderUrl?: string | undefined; readonly publicUrl?: string | undefined },
  place: () => Place,
): Geocoder | undefined {
  if (!url) return undefined
  return {
    db,
    url,
    userAgent: `Folkmoot (${publicUrl ?? place().reference})`,
    get areas() {
      return place().areas
    },
  }
}

const TIMEOUT_MS = 5_000
const EVERY_MS = 1_000
/** A queue for the geocoder that is longer than this leaves no time to be answered in. */
const LONGEST_QUEUE_MS = 3_000
const MOST_ASKED = 10
const MOST_CHOICES = 5
const MOST_BYTES = 1_000_000

/**
 * Where an address may be: within the town, and only where nothing is found there, elsewhere.
 *
 * @returns  The best first, at most 5.
 * @throws {Error} where the geocoder gave no answer within 5 s.
 */
export async function geocode(
  geocoder: Geocoder,
  words: string,
  language: Language,
  signal: AbortSignal,
): Promise<readonly FoundPlace[]> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
  const bounds = boundsOf(geocoder.areas)
  if (!bounds) return (await search(geocoder, words, language, {}, limit)).slice(0, MOST_CHOICES)

  const viewbox = [bounds.west, bounds.north, bounds.east, bounds.south].join(',')
  const inTown = (found: readonly FoundPlace[]) => found.filter(({ point }) => areaAt(point, geocoder.areas))
  const near = inTown(await search(geocoder, words, language, { viewbox, bounded: '1' }, limit))
  if (near.length > 0) return near.slice(0, MOST_CHOICES)
  const all = await search(geocoder, words, language, { viewbox }, limit)
  const also = inTown(all)
  return (also.length > 0 ? also : all).slice(0, MOST_CHOICES)
}

async function search(
  { db, url, userAgent }: Geocoder,
  words: string,
  language: Language,
  within: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<readonly FoundPlace[]> {
  const query = new URLSearchParams({
    q: words.trim().replace(/\s+/g, ' ').toLowerCase(),
    format: 'jsonv2',
    limit: `${MOST_ASKED}`,
    'accept-language': language,
    ...within,
  })
  const address = `${url}/search?${query}`
  const digest = createHash('sha256').update(address).digest('base64url')
  const before = await recallGeocode(db, digest)
  if (before) return before

  const waitMs = await takePace(db, 'geocoder', EVERY_MS, LONGEST_QUEUE_MS)
  if (waitMs === undefined) throw new Error('too many addresses wait for the geocoder')
  await wait(waitMs, undefined, { signal })
  const response = await fetch(address, { headers: { 'user-agent': userAgent, accept: 'application/json' }, signal })
  if (!response.ok) {
    await response.body?.cancel()
    throw new Error(`the geocoder answered ${response.status}`)
  }
  const found = readFound(JSON.parse(await textOf(response)))
  await keepGeocode(db, digest, found)
  return found
}

async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length
    if (bytes > MOST_BYTES) throw new Error(`the geocoder's answer has more than ${MOST_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** What is no place is left out; the same place is there once. */
function readFound(answer: unknown): readonly FoundPlace[] {
  if (!Array.isArray(answer)) throw new Error('the geocoder did not answer with a list; GEOCODER_URL may be wrong')
  const whole = answer.flatMap(readPlace)
  return whole
    .map(({ label, point }) => {
      const short = shortLabel(label)
      const isAmbiguous = whole.some(other => other.label !== label && shortLabel(other.label) === short)
      return { label: isAmbiguous ? label : short, point }
    })
    .filter(({ label }, index, all) => all.findIndex(other => other.label === label) === index)
}

function readPlace(entry: unknown): readonly FoundPlace[] {
  if (typeof entry !== 'object' || entry === null) return []
  const { display_name: name, lat, lon } = entry as Readonly<Record<string, unknown>>
  // Degrees come as strings.
  const point = { latitude: Number.parseFloat(`${lat}`), longitude: Number.parseFloat(`${lon}`) }
  if (typeof name !== 'string' || !(Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180)) return []
  const label = cleanText(name.slice(0, 300)).trim()
  return label ? [{ label, point }] : []
}

/** "12, Elm Street, Old Town, Harbourside, Dorset, England, BH1 1AA, United Kingdom": what a neighbour would say of it. */
function shortLabel(label: string): string {
  return label.split(', ').slice(0, 4).join(', ')
}
