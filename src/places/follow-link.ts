/**
 * Asks the host of a short link where it leads.
 *
 * A resident chooses the link, so that this is a door to everything our machine can reach: only hosts of the maps are
 * asked, over https, and only at a public address; the address that was looked at is the one that is connected to.
 * Nothing is read but the `Location` header.
 */
import { lookup } from 'node:dns/promises'
import { request } from 'node:https'
import type { Duplex } from 'node:stream'
import { connect } from 'node:tls'
import { readMapLink } from '../core/map-link.ts'
import { isPublicAddress } from './public-address.ts'

const MOST_HOPS = 3
const TIMEOUT_MS = 3_000

/** The way out to the internet. */
export interface WayOut {
  /** All addresses of a host. */
  readonly resolve: (host: string) => Promise<readonly string[]>
  /** An encrypted connection to the address, where the server proves to be `host`. */
  readonly connect: (address: string, host: string) => Duplex
}

export const toTheInternet: WayOut = {
  resolve: async host => (await lookup(host, { all: true })).map(({ address }) => address),
  connect: (address, host) => connect({ host: address, port: 443, servername: host, ALPNProtocols: ['http/1.1'] }),
}

/**
 * @param url  A link that `readMapLink` calls short.
 * @returns  A link that `readMapLink` reads without asking anybody.
 * @throws {Error} where it leads elsewhere, too far, to a private address, or to nobody within 3 s.
 */
export async function followLink(url: string, wayOut: WayOut, signal: AbortSignal): Promise<string> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)])
  let current = url
  for (let hop = 0; hop < MOST_HOPS; hop += 1) {
    const next = await within(limit, locationOf(current, wayOut, limit))
    const link = readMapLink(next)
    if (!link) throw new Error('the short link leads to no place on a map')
    if (link.kind !== 'short') return next
    current = link.url
  }
  throw new Error(`the short link leads on after ${MOST_HOPS} hops`)
}

async function locationOf(url: string, { resolve, connect: open }: WayOut, signal: AbortSignal): Promise<string> {
  const { hostname, pathname, search } = new URL(url)
  const addresses = await resolve(hostname)
  const [address] = addresses
  if (!address || !addresses.every(isPublicAddress)) throw new Error(`${hostname} has no public address`)
  return new Promise((found, failed) => {
    const asking = request(
      {
        host: hostname,
        path: `${pathname}${search}`,
        createConnection: () => open(address, hostname),
        headers: { host: hostname, 'user-agent': 'Folkmoot', accept: '*/*' },
        signal,
      },
      response => {
        const { statusCode = 0, headers } = response
        response.destroy()
        if (statusCode >= 300 && statusCode < 400 && headers.location && URL.canParse(headers.location, url))
          found(new URL(headers.location, url).href)
        else failed(new Error(`${hostname} answered ${statusCode} without a way on`))
      },
    )
    asking.on('error', failed)
    asking.end()
  })
}

/** A name server that does not answer cannot be interrupted, only left. */
async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  signal.throwIfAborted()
  let leave = () => {}
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason)
    signal.addEventListener('abort', leave, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
