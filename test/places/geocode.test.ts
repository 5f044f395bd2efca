import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type GeocoderStandIn, type KnownPlace, startGeocoder } from '../../sandbox/geocoder/stand-in.ts'
import { createLog } from '../../src/log.ts'
import { toTheInternet } from '../../src/places/follow-link.ts'
import { type Geocoder, geocode } from '../../src/places/geocode.ts'
import { createLookUp } from '../../src/places/look-up.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { purgeGeocodes, takePace } from '../../src/store/geocodes.ts'
import { aTown } from '../conversation/town.ts'
import { createDatabase } from '../support/database.ts'

const known: readonly KnownPlace[] = [
  { name: 'Elm Street, Harbourside, Dorset, England, BH1 1AA, United Kingdom', latitude: 0.5, longitude: 0.5 },
  { name: 'Elm Street, London, Greater London, England, SE1, United Kingdom', latitude: 51.5, longitude: -0.1 },
  { name: 'Ash Lane, Newbury, Berkshire, England, RG14, United Kingdom', latitude: 51.4, longitude: -1.3 },
  // In the box around the town, in none of its areas.
  { name: 'Oak Road, Overtown, Dorset, England', latitude: 0.5, longitude: 1.0000001 },
  ...[1, 2, 3, 4, 5, 6].map(n => ({
    name: `Mill Road, Part ${n}, Harbourside, Dorset`,
    latitude: n / 10,
    longitude: 0.5,
  })),
  // One street in pieces, and two that only their county tells apart.
  { name: 'Long Street, Old Town, Harbourside, Dorset, England', latitude: 0.1, longitude: 0.5 },
  { name: 'Long Street, Old Town, Harbourside, Dorset, England', latitude: 0.11, longitude: 0.5 },
  { name: 'High Street, Ashton, Ashton Parish, Ashton District, Dorset', latitude: -0.1, longitude: 0.5 },
  { name: 'High Street, Ashton, Ashton Parish, Ashton District, Devon', latitude: -0.2, longitude: 0.5 },
]

let database: Awaited<ReturnType<typeof createDatabase>>
let connections: Connections
let server: GeocoderStandIn
let geocoder: Geocoder
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 4)
  server = await startGeocoder(known, { pace: false })
  geocoder = { db: connections.db, url: server.url, userAgent: 'Folkmoot (HB)', areas: aTown().areas }
})
afterEach(async () => {
  server.faults.clear()
  await connections.db.deleteFrom('geocodes').execute()
  await connections.db.deleteFrom('paces').execute()
})
afterAll(async () => {
  await connections.db.destroy()
  await Promise.all([database.drop(), server.close()])
  expect(server.complaints).toEqual([])
})

const never = new AbortController().signal
const ask = (words: string, language = 'en') => geocode(geocoder, words, language, never)
const labels = async (words: string) => (await ask(words)).map(({ label }) => label)

describe('what is found', () => {
  test('in the town hides what is elsewhere', async () => {
    expect(await ask('elm street')).toEqual([
      { label: 'Elm Street, Harbourside, Dorset, England', point: { latitude: 0.5, longitude: 0.5 } },
    ])
  })

  test('elsewhere is given where there is nothing in the town', async () => {
    expect(await labels('Ash Lane')).toEqual(['Ash Lane, Newbury, Berkshire, England'])
  })

  test('is at most five', async () => {
    expect(await labels('mill road')).toHaveLength(5)
  })

  test('is told apart, and there once', async () => {
    expect(await labels('long street')).toEqual(['Long Street, Old Town, Harbourside, Dorset'])
    expect(await labels('high street')).toEqual([
      'High Street, Ashton, Ashton Parish, Ashton District, Dorset',
      'High Street, Ashton, Ashton Parish, Ashton District, Devon',
    ])
  })

  test('may be nothing', async () => {
    expect(await ask('Nowhere Street')).toEqual([])
  })
})

test('a town without areas asks the whole world, once', async () => {
  const before = server.journal.length
  const found = await geocode({ ...geocoder, areas: [] }, 'Elm Street', 'fr', never)
  expect(found).toHaveLength(2)
  expect(server.journal.slice(before)).toEqual([
    { q: 'elm street', format: 'jsonv2', limit: '10', 'accept-language': 'fr' },
  ])
})

test('the same is not asked twice, and is asked again when it is old', async () => {
  const before = server.journal.length
  await ask('Elm Street')
  await ask('  elm   STREET ')
  expect(server.journal.length).toBe(before + 1)
  await ask('Elm Street', 'es')
  expect(server.journal.length).toBe(before + 2)

  await connections.db
    .updateTable('geocodes')
    .set({ asked_at: new Date(Date.now() - 31 * 86_400_000) })
    .execute()
  await ask('Elm Street')
  expect(server.journal.length).toBe(before + 3)
  await purgeGeocodes(connections.db, new Date())
  expect(await connections.db.selectFrom('geocodes').select('query').execute()).toHaveLength(1)
})

test('no words of residents are kept', async () => {
  await ask('Elm Street')
  const rows = await connections.db.selectFrom('geocodes').select('query').execute()
  expect(JSON.stringify(rows)).not.toMatch(/elm/i)
})

describe('the pace of all processes together', () => {
  const take = () => takePace(connections.db, 'geocoder', 1_000, 3_000)

  test('is one a second; who would wait too long is turned away', async () => {
    const waits = await Promise.all([take(), take(), take(), take(), take(), take()])
    const sorted = waits.filter(wait => wait !== undefined).toSorted((a, b) => a - b)
    expect(waits.filter(wait => wait === undefined)).toHaveLength(2)
    expect(sorted.map(wait => Math.round(wait / 1_000))).toEqual([0, 1, 2, 3])
  })

  test('costs nothing after a pause', async () => {
    await take()
    await connections.db
      .updateTable('paces')
      .set({ next_at: new Date(Date.now() - 60_000) })
      .execute()
    expect(await take()).toBeLessThan(50)
    expect(await take()).toBeGreaterThan(900)
  })

  test('is kept on the wire', async () => {
    await using strict = await paced()
    await connections.db.deleteFrom('paces').execute()
    const one = { ...geocoder, url: strict.server.url }
    await Promise.all([geocode(one, 'elm street', 'en', never), geocode(one, 'mill road', 'en', never)])
    expect(strict.server.journal).toHaveLength(2)
    expect(strict.server.complaints).toEqual([])
  })
})

async function paced() {
  const strict = await startGeocoder(known)
  return { server: strict, [Symbol.asyncDispose]: strict.close }
}

describe('a geocoder that fails', () => {
  const lookUp = () => createLookUp({ geocoder, wayOut: toTheInternet, log: createLog('silent') })
  const lookup = { kind: 'address', words: 'Elm Street', language: 'en' } as const

  test.each([
    ['answers with an error', { kind: 'status', status: 500 }],
    ['is away', { kind: 'reset' }],
  ] as const)('and %s finds nothing, and keeps nothing', async (_, fault) => {
    server.faults.on('search', fault)
    expect(await lookUp()(lookup, never)).toEqual({ ...lookup, found: null })
    expect(await connections.db.selectFrom('geocodes').select('query').execute()).toEqual([])
  })

  test('by silence is left after 5 s', async () => {
    server.faults.on('search', { kind: 'hang' })
    expect(await lookUp()(lookup, never)).toEqual({ ...lookup, found: null })
  })

  test('to be one finds nothing', async () => {
    const answers = createLookUp({
      geocoder: { ...geocoder, url: `${server.url}/search?x=` },
      wayOut: toTheInternet,
      log: createLog('silent'),
    })
    server.faults.on('search', { kind: 'status', status: 200 })
    expect(await answers(lookup, never)).toEqual({ ...lookup, found: null })
  })

  test('while we stop, leaves the question open', async () => {
    await expect(lookUp()(lookup, AbortSignal.abort())).rejects.toThrow()
  })
})
