import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findMapLink, readMapLink } from '../../src/core/map-link.ts'
import { plain } from '../../src/core/rich-text.ts'

const near = (latitude: number, longitude: number, words?: string) => ({
  kind: 'point',
  point: { latitude: expect.closeTo(latitude, 4), longitude: expect.closeTo(longitude, 4) },
  ...(words && { words }),
})

describe('Google Maps', () => {
  test.each([
    ['https://www.google.com/maps/@50.7203,-1.8795,17z', near(50.7203, -1.8795)],
    [
      'https://www.google.com/maps/place/Town+Hall/@50.7203,-1.8795,17z/data=!3m1!4b1!4m6!3m5!1s0x0:0x0!8m2!3d50.7211!4d-1.8801!16s',
      near(50.7211, -1.8801, 'Town Hall'),
    ],
    [`https://www.google.com/maps/place/50%C2%B043'13.1%22N+1%C2%B052'46.2%22W/@51,-2,17z`, near(50.7203, -1.8795)],
    ['https://www.google.com/maps/search/?api=1&query=50.7203%2C-1.8795', near(50.7203, -1.8795)],
    ['https://www.google.com/maps/search/50.7203,+-1.8795?entry=tts', near(50.7203, -1.8795)],
    ['https://maps.google.com/?q=50.7203,-1.8795', near(50.7203, -1.8795)],
    ['https://maps.google.com/maps?q=loc:50.7203,-1.8795', near(50.7203, -1.8795)],
    ['http://maps.google.co.uk/maps?ll=50.7203,-1.8795&q=Town+Hall', near(50.7203, -1.8795, 'Town Hall')],
    ['https://www.google.es/maps/dir/?api=1&destination=50,-2', near(50, -2)],
    [
      'https://maps.google.com/?q=Elm+Street+12,+Harbourside&ftid=0x0:0x0',
      { kind: 'words', words: 'Elm Street 12, Harbourside' },
    ],
    ['https://www.google.com/maps/place/9C2W%2B4V+Harbourside', { kind: 'words', words: '9C2W+4V Harbourside' }],
  ])('%s', (link, expected) => expect(readMapLink(link)).toEqual(expected))
})

describe('Apple Maps', () => {
  test.each([
    ['https://maps.apple.com/?ll=50.7203,-1.8795&q=Town%20Hall', near(50.7203, -1.8795, 'Town Hall')],
    ['https://maps.apple.com/?q=50.7203,-1.8795', near(50.7203, -1.8795)],
    [
      'https://maps.apple.com/place?coordinate=50.7203,-1.8795&name=Town+Hall&place-id=I1',
      near(50.7203, -1.8795, 'Town Hall'),
    ],
    ['https://maps.apple.com/?address=12,+Elm+Street&sll=50,-1', { kind: 'words', words: '12, Elm Street' }],
  ])('%s', (link, expected) => expect(readMapLink(link)).toEqual(expected))
})

describe('OpenStreetMap', () => {
  test.each([
    ['https://www.openstreetmap.org/?mlat=50.7203&mlon=-1.8795#map=18/51.0/-2.0', near(50.7203, -1.8795)],
    ['https://www.openstreetmap.org/#map=18/50.7203/-1.8795', near(50.7203, -1.8795)],
    ['https://www.openstreetmap.org/way/123#map=18/50.7203/-1.8795&layers=N', near(50.7203, -1.8795)],
    ['https://openstreetmap.org/?lat=50.7203&lon=-1.8795&zoom=18', near(50.7203, -1.8795)],
    ['https://www.openstreetmap.org/search?query=Elm%20Street', { kind: 'words', words: 'Elm Street' }],
  ])('%s', (link, expected) => expect(readMapLink(link)).toEqual(expected))

  // The examples of wiki.openstreetmap.org/wiki/Shortlink, which are 51.511, 0.055 (to the size of their last square).
  test.each([
    ['https://osm.org/go/0EEQjE--', 0.05],
    ['http://osm.org/go/0EEQjE==', 0.05],
    ['https://osm.org/go/0EEQjEEb', 0.001],
    ['https://www.openstreetmap.org/go/0EEQjEEb?m=&layers=T', 0.001],
  ])('%s', (link, within) => {
    const read = readMapLink(link)
    if (read?.kind !== 'point') throw new Error('no point was read')
    expect(Math.abs(read.point.latitude - 51.511)).toBeLessThan(within)
    expect(Math.abs(read.point.longitude - 0.055)).toBeLessThan(within)
  })
})

test.each([
  ['https://maps.app.goo.gl/AbCd123?g_st=it', 'https://maps.app.goo.gl/AbCd123?g_st=it'],
  ['http://goo.gl/maps/AbCd123', 'https://goo.gl/maps/AbCd123'],
  ['https://maps.apple/p/AbCd', 'https://maps.apple/p/AbCd'],
])('%s is short', (link, url) => expect(readMapLink(link)).toEqual({ kind: 'short', url }))

test.each([
  'https://example.org/maps/@50.7,-1.8,17z',
  'https://google.com.evil.example/maps/@50.7,-1.8,17z',
  'https://evil.example/?u=https://maps.app.goo.gl/x',
  'https://maps.app.goo.gl:8443/AbCd',
  'https://someone@maps.app.goo.gl/AbCd',
  'https://maps.app.goo.gl/',
  'https://goo.gl/AbCd',
  'https://www.google.com/search?q=50.7,-1.8',
  'https://www.google.com/maps',
  'https://www.google.com/maps/@95.7,-1.8,17z',
  'https://osm.org/go/0EEQjE%',
  'https://osm.org/go/----',
  'ftp://maps.google.com/?q=50.7,-1.8',
  'maps.google.com/?q=50.7,-1.8',
  `https://maps.google.com/?q=${'x'.repeat(3000)}`,
])('%s is none', link => expect(readMapLink(link)).toBeUndefined())

describe('in a text', () => {
  test.each([
    ['https://maps.apple.com/?ll=50.7,-1.8', ''],
    ['Elm Street 12\nhttps://maps.apple.com/?ll=50.7,-1.8', 'Elm Street 12'],
    ['Here (https://maps.apple.com/?ll=50.7,-1.8).', 'Here'],
    ['First https://example.org then https://maps.apple.com/?ll=50.7,-1.8', 'First https://example.org then'],
  ])('%s', (text, rest) => expect(findMapLink(plain(text))).toEqual({ link: near(50.7, -1.8), rest }))

  test('behind words', () => {
    const url = 'https://maps.apple.com/?ll=50.7,-1.8'
    const text = { text: 'the town hall', spans: [{ kind: 'link' as const, start: 4, end: 13, url }] }
    expect(findMapLink(text)).toEqual({ link: near(50.7, -1.8), rest: 'the town hall' })
  })

  test('none', () => expect(findMapLink(plain('https://example.org 50.7, -1.8'))).toBeUndefined())
})

test('any link is a place on Earth, or words, or none', () => {
  const host = fc.constantFrom(
    'www.google.com/maps',
    'maps.apple.com',
    'osm.org/go',
    'www.openstreetmap.org',
    'goo.gl/maps',
  )
  const rest = fc.oneof(
    fc.webPath(),
    fc.string(),
    fc.webQueryParameters().map(query => `/?${query}`),
  )
  fc.assert(
    fc.property(host, rest, (begin, end) => {
      const read = readMapLink(`https://${begin}${end}`)
      if (read?.kind !== 'point') return
      expect(Math.abs(read.point.latitude)).toBeLessThanOrEqual(90)
      expect(Math.abs(read.point.longitude)).toBeLessThanOrEqual(180)
    }),
  )
})

test('coordinates come back from every kind of link', () => {
  const degree = (most: number) => fc.integer({ min: -most * 1e5, max: most * 1e5 }).map(n => n / 1e5)
  fc.assert(
    fc.property(degree(90), degree(180), (latitude, longitude) => {
      const [lat, lon] = [latitude.toFixed(5), longitude.toFixed(5)]
      for (const link of [
        `https://www.google.com/maps/search/?api=1&query=${lat},${lon}`,
        `https://www.google.com/maps/place/X/@1,2,3z/data=!3d${lat}!4d${lon}`,
        `https://maps.apple.com/?ll=${lat},${lon}`,
        `https://www.openstreetmap.org/#map=18/${lat}/${lon}`,
      ])
        expect(readMapLink(link)).toMatchObject(near(latitude, longitude))
    }),
  )
})
