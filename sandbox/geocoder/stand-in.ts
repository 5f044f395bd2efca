/**
 * A stand-in of Nominatim's search: nominatim.org/release-docs/latest/api/Search/, in the one call we make.
 *
 * Strict in what it is asked, and in the public server's usage policy: who gives no name of their own, or asks twice in
 * a second, is refused and complained of.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Faults } from '../faults.ts'

export interface KnownPlace {
  /** "12, Elm Street, Old Town, Harbourside, Dorset, England, BH1 1AA, United Kingdom" */
  readonly name: string
  readonly latitude: number
  readonly longitude: number
}

export interface GeocoderStandIn {
  /** As `GEOCODER_URL` takes it. */
  readonly url: string
  readonly faults: Faults
  /** The parameters of each search, in order. */
  readonly journal: readonly Readonly<Record<string, string>>[]
  readonly complaints: readonly string[]
  close(): Promise<void>
}

const PARAMETERS = new Set(['q', 'format', 'limit', 'accept-language', 'viewbox', 'bounded'])
const MOST = 40
/** Clocks of two processes are not one: a request may seem to come this much early. */
const SLACK_MS = 100

/** @param options.pace  False: requests may follow each other at once. Default true. */
export async function startGeocoder(
  known: readonly KnownPlace[],
  { pace = true }: { pace?: boolean } = {},
): Promise<GeocoderStandIn> {
  const faults = new Faults()
  const journal: Record<string, string>[] = []
  const complaints: string[] = []
  let lastAt = Number.NEGATIVE_INFINITY

  /** What is wrong with a request, as the original would say. */
  const refusal = (request: IncomingMessage, url: URL): readonly [status: number, why: string] | undefined => {
    if (request.method !== 'GET' || url.pathname !== '/search') return [404, `no such call: ${url.pathname}`]
    const isNamed = /^Folkmoot\b/.test(request.headers['user-agent'] ?? '')
    if (!isNamed) return [403, 'a user agent of your own is needed']
    const early = performance.now() - lastAt < 1_000 - SLACK_MS
    lastAt = performance.now()
    if (pace && early) return [429, 'more than one request a second']
    const wrong = wrongWith(Object.fromEntries(url.searchParams))
    return wrong === undefined ? undefined : [400, wrong]
  }

  const answer = (request: IncomingMessage, response: ServerResponse): void => {
    const fault = faults.take('search')
    const url = new URL(request.url ?? '/', 'http://geocoder')
    if (fault?.kind === 'reset') request.socket.destroy()
    else if (fault?.kind === 'status') reply(response, fault.status, { error: 'as it was told' })
    else if (!fault) {
      const refused = refusal(request, url)
      const params = Object.fromEntries(url.searchParams)
      if (!refused) {
        journal.push(params)
        reply(response, 200, search(known, params).map(wirePlace))
        return
      }
      complaints.push(refused[1])
      reply(response, refused[0], { error: { code: refused[0], message: refused[1] } })
    }
  }

  const server = createServer(answer)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    journal,
    complaints,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function wrongWith({ q, format, limit, viewbox, bounded, ...rest }: Readonly<Record<string, string>>) {
  const unknown = Object.keys(rest).find(name => !PARAMETERS.has(name))
  if (unknown) return `unknown parameter ${unknown}`
  if (!q?.trim()) return 'nothing to search for'
  if (format !== 'jsonv2') return `format ${format} is not played here`
  if (!/^\d+$/.test(limit ?? '') || Number(limit) < 1 || Number(limit) > MOST) return `limit must be 1 to ${MOST}`
  if (viewbox !== undefined && boxOf(viewbox).some(side => !Number.isFinite(side))) return 'viewbox needs four numbers'
  if (bounded !== undefined && (bounded !== '1' || viewbox === undefined)) return 'bounded is 1, and needs a viewbox'
  return undefined
}

/** Every word that is asked for has to be in the name; what lies in the viewbox comes first. */
function search(known: readonly KnownPlace[], params: Readonly<Record<string, string>>): readonly KnownPlace[] {
  const words = (params.q ?? '').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const [x1 = -180, y1 = -90, x2 = 180, y2 = 90] = params.viewbox ? boxOf(params.viewbox) : []
  const within = ({ latitude, longitude }: KnownPlace) =>
    longitude >= Math.min(x1, x2) &&
    longitude <= Math.max(x1, x2) &&
    latitude >= Math.min(y1, y2) &&
    latitude <= Math.max(y1, y2)
  return known
    .filter(place => words.every(word => place.name.toLowerCase().includes(word)))
    .filter(place => params.bounded !== '1' || within(place))
    .toSorted((a, b) => Number(within(b)) - Number(within(a)))
    .slice(0, Number(params.limit))
}

function boxOf(viewbox: string): readonly number[] {
  const sides = viewbox.split(',').map(Number)
  return sides.length === 4 ? sides : [Number.NaN]
}

/** The shape of `jsonv2`, degrees as strings. */
function wirePlace({ name, latitude, longitude }: KnownPlace, index: number) {
  return {
    place_id: index + 1,
    licence: 'Data © OpenStreetMap contributors, ODbL 1.0. http://osm.org/copyright',
    osm_type: 'way',
    osm_id: index + 100,
    lat: latitude.toFixed(7),
    lon: longitude.toFixed(7),
    category: 'highway',
    type: 'residential',
    place_rank: 26,
    importance: 0.1,
    addresstype: 'road',
    name: name.split(', ')[0],
    display_name: name,
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}
