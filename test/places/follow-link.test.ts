import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { followLink, type WayOut } from '../../src/places/follow-link.ts'
import { isPublicAddress } from '../../src/places/public-address.ts'

const PUBLIC = '142.250.180.14'
const TARGET = 'https://www.google.com/maps/search/?api=1&query=50.72,-1.88'
const SHORT = 'https://maps.app.goo.gl/AbC?g_st=it'
const never = new AbortController().signal

/** What each path of the server leads to; a path that is missing is never answered. */
const leads: Readonly<Record<string, string>> = {
  '/AbC?g_st=it': TARGET,
  '/relative': '/AbC?g_st=it',
  '/one': 'https://goo.gl/maps/two',
  '/maps/two': 'https://maps.apple/p/three',
  '/p/three': TARGET,
  '/loop': 'https://maps.app.goo.gl/loop',
  '/away': 'https://example.org/maps/@1,2,3z',
  '/down': 'http://127.0.0.1/maps/@1,2,3z',
  '/port': 'https://maps.app.goo.gl:8080/AbC',
  '/page': '',
}

const asked: IncomingMessage[] = []
const server = createServer((request, response) => {
  asked.push(request)
  const to = leads[request.url ?? '']
  if (to) response.writeHead(302, { location: to }).end('x'.repeat(10_000))
  else if (to === '') response.writeHead(200).end('<meta http-equiv="refresh" content="0;url=https://example.org">')
})
beforeAll(() => new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve)))
afterAll(
  () =>
    new Promise<void>(resolve => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
)

/** Every public address is the server here, without the encryption. */
function wayOut(addresses: readonly string[] = [PUBLIC]): WayOut & { readonly connected: string[] } {
  const connected: string[] = []
  return {
    connected,
    resolve: async () => addresses,
    connect: (address, host) => {
      connected.push(`${address} ${host}`)
      return connect((server.address() as AddressInfo).port, '127.0.0.1')
    },
  }
}

test('a short link is asked of its host, at the address that was looked at', async () => {
  const way = wayOut()
  asked.length = 0
  expect(await followLink(SHORT, way, never)).toBe(TARGET)
  expect(way.connected).toEqual([`${PUBLIC} maps.app.goo.gl`])
  expect(asked[0]?.headers).toMatchObject({ host: 'maps.app.goo.gl', 'user-agent': 'Folkmoot' })
  expect(asked[0]?.headers.cookie).toBeUndefined()
})

test('from one short link to the next, three at most', async () => {
  const way = wayOut()
  expect(await followLink('https://maps.app.goo.gl/one', way, never)).toBe(TARGET)
  expect(way.connected.map(line => line.split(' ')[1])).toEqual(['maps.app.goo.gl', 'goo.gl', 'maps.apple'])
  expect(await followLink('https://maps.app.goo.gl/relative', way, never)).toBe(TARGET)
  const lost = wayOut()
  await expect(followLink('https://maps.app.goo.gl/loop', lost, never)).rejects.toThrow(/3 hops/)
  expect(lost.connected).toHaveLength(3)
})

test.each(['away', 'down', 'port', 'page'])('%s is not followed', async path => {
  const way = wayOut()
  await expect(followLink(`https://maps.app.goo.gl/${path}`, way, never)).rejects.toThrow()
  expect(way.connected).toHaveLength(1)
})

test.each([
  ['no address', []],
  ['our own', ['127.0.0.1']],
  ['a neighbour', ['10.0.0.7']],
  ['a public one and a neighbour', [PUBLIC, '192.168.1.1']],
  ['a cloud’s metadata', ['169.254.169.254']],
  ['ours as IPv6', ['::1']],
  ['ours within IPv6', ['::ffff:127.0.0.1']],
])('a host with %s is not connected to', async (_, addresses) => {
  const way = wayOut(addresses)
  await expect(followLink(SHORT, way, never)).rejects.toThrow(/no public address/)
  expect(way.connected).toEqual([])
})

describe('after 3 s it is left', () => {
  test.each<readonly [string, WayOut]>([
    ['when nobody answers', wayOut()],
    ['when no name server answers', { ...wayOut(), resolve: () => new Promise(() => {}) }],
  ])('%s', async (_, way) => {
    const start = performance.now()
    await expect(followLink('https://maps.app.goo.gl/silent', way, never)).rejects.toThrow(/timeout/i)
    expect(performance.now() - start).toBeGreaterThan(2_500)
  })
})

describe('public addresses', () => {
  test.each(['8.8.8.8', '142.250.180.14', '172.32.0.1', '2a00:1450:4009:81f::200e'])('%s', address =>
    expect(isPublicAddress(address)).toBe(true),
  )

  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.9.9.9',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.0.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])('%s is none', address => expect(isPublicAddress(address)).toBe(false))

  test('anything else is none', () => {
    fc.assert(fc.property(fc.string(), text => !isPublicAddress(`${text}x`)))
    fc.assert(fc.property(fc.nat(255), fc.nat(255), fc.nat(255), (a, b, c) => !isPublicAddress(`10.${a}.${b}.${c}`)))
  })
})
