import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodePlusCode, findPlusCode, kindOf, recoverPlusCode } from '../../src/core/plus-code.ts'

/** test_data/decoding.csv of github.com/google/open-location-code: south, west, north, east. */
const DECODING: readonly (readonly [string, number, number, number, number])[] = [
  ['7FG49Q00+', 20.35, 2.75, 20.4, 2.8],
  ['7FG49QCJ+2V', 20.37, 2.782125, 20.370125, 2.78225],
  ['7FG49QCJ+2VX', 20.3701, 2.78221875, 20.370125, 2.78225],
  ['7FG49QCJ+2VXGJ', 20.370113, 2.782234375, 20.370114, 2.78223632813],
  ['8FVC2222+22', 47.0, 8.0, 47.000125, 8.000125],
  ['4VCPPQGP+Q9', -41.273125, 174.785875, -41.273, 174.786],
  ['62G20000+', 0.0, -180.0, 1, -179],
  ['22220000+', -90, -180, -89, -179],
  ['7FG40000+', 20.0, 2.0, 21.0, 3.0],
  ['22222222+22', -90.0, -180.0, -89.999875, -179.999875],
  ['6VGX0000+', 0, 179, 1, 180],
  ['6FH32222+222', 1, 1, 1.000025, 1.00003125],
  ['CFX30000+', 89, 1, 90, 2],
  ['62H20000+', 1, -180, 2, -179],
  ['62H30000+', 1, -179, 2, -178],
  ['CFX3X2X2+X2', 89.999875, 1, 90, 1.000125],
  ['84000000+', 30, -140, 50, -120],
  ['6FH56C22+22', 1.2, 3.4, 1.200125, 3.400125],
  ['849VGJQF+VX7QR3J', 37.53966912, -122.3750698242, 37.53966916, -122.3750697021],
  ['849VGJQF+VX7QR3J7QR3J', 37.53966912, -122.3750698242, 37.53966916, -122.3750697021],
]

test.each(DECODING)('%s is decoded', (code, south, west, north, east) => {
  const point = decodePlusCode(code)!
  expect(point.latitude).toBeCloseTo((south + north) / 2, 8)
  expect(point.longitude).toBeCloseTo((west + east) / 2, 8)
})

/** test_data/validityTests.csv, and two of ours: the first digits name no place on Earth. */
test.each([
  ['full', '8FWC2345+G6'],
  ['full', '8FWC2345+G6G'],
  ['full', '8FWC2345+'],
  ['full', '8FWCX400+'],
  ['short', 'WC2345+G6G'],
  ['short', '2345+G6'],
  ['short', '45+G6'],
  ['short', '+G6'],
  ['none', 'G+'],
  ['none', '+'],
  ['none', '8FWC2345+G'],
  ['none', '8FWC2_45+G6'],
  ['none', '8FWC2η45+G6'],
  ['none', '8FWC2345+G6+'],
  ['none', '8FWC2345G6+'],
  ['none', '8FWC2300+G6'],
  ['none', 'WC2300+G6G'],
  ['none', 'WC2345+G'],
  ['none', 'WC2300+'],
  ['full', '849VGJQF+VX7QR3J'],
  ['none', '849VGJQF+VX7QR3U'],
  ['full', '849VGJQF+VX7QR3JW'],
  ['none', '849VGJQF+VX7QR3JU'],
  ['none', 'X2222222+22'],
  ['none', '2X222222+22'],
] as const)('%s: %s', (kind, code) => expect(kindOf(code)).toBe(kind))

/** test_data/shortCodeTests.csv, all but those for shortening only. */
test.each([
  ['9C3W9QCJ+2VX', 51.3701125, -1.217765625, '+2VX'],
  ['9C3W9QCJ+2VX', 51.3708675, -1.217765625, 'CJ+2VX'],
  ['9C3W9QCJ+2VX', 51.3693575, -1.217765625, 'CJ+2VX'],
  ['9C3W9QCJ+2VX', 51.3701125, -1.218520625, 'CJ+2VX'],
  ['9C3W9QCJ+2VX', 51.3701125, -1.217010625, 'CJ+2VX'],
  ['9C3W9QCJ+2VX', 51.3852125, -1.217765625, '9QCJ+2VX'],
  ['9C3W9QCJ+2VX', 51.3550125, -1.217765625, '9QCJ+2VX'],
  ['9C3W9QCJ+2VX', 51.3701125, -1.232865625, '9QCJ+2VX'],
  ['9C3W9QCJ+2VX', 51.3701125, -1.202665625, '9QCJ+2VX'],
  ['8FJFW222+', 42.899, 9.012, '22+'],
  ['796RXG22+', 14.95125, -23.5001, '22+'],
  ['8FRCXGRF+PM', 47.0, 8.55, 'XGRF+PM'],
  ['CFX22222+22', 89.6, 0.0, '2222+22'],
  ['2CXXXXXX+XX', -81.0, 0.0, 'XXXXXX+XX'],
])('%s is recovered near %d, %d from %s', (full, latitude, longitude, short) => {
  const found = recoverPlusCode(short, { latitude, longitude })!
  const meant = decodePlusCode(full)!
  expect(found.latitude).toBeCloseTo(meant.latitude, 8)
  expect(found.longitude).toBeCloseTo(meant.longitude, 8)
})

describe('in what was typed', () => {
  const centre = { latitude: 51.37, longitude: -1.22 }
  const place = expect.objectContaining({ latitude: expect.closeTo(51.37006, 4) })

  test.each([
    ['9C3W9QCJ+2V', ''],
    ['9c3w9qcj+2v', ''],
    ['9QCJ+2V', ''],
    ['9QCJ+2V Newbury, UK', 'Newbury, UK'],
    ['3W9QCJ+2V', ''],
    ['It is at 9QCJ+2V, by the oak', 'It is at , by the oak'],
  ])('%s', (typed, rest) => expect(findPlusCode(typed, centre)).toEqual({ point: place, rest }))

  test.each([
    '12 Elm Street',
    'CJ+2V',
    '9QCJ+2',
    '9QCJ + 2V',
    'x9QCJ+2V',
    '9QCJ+2V1',
    '+44 1202 123456',
    '7FG49Q00+',
    '8FWC2345+',
    'é9QCJ+2V',
  ])('%s is none', typed => expect(findPlusCode(typed, centre)).toBeUndefined())

  test('a short one needs a town to be near', () => {
    expect(findPlusCode('9QCJ+2V', undefined)).toBeUndefined()
    expect(findPlusCode('9C3W9QCJ+2V', undefined)).toMatchObject({ point: place })
  })
})

const digits = (count: number) =>
  fc.string({ unit: fc.constantFrom(...'23456789CFGHJMPQRVWX'), minLength: count, maxLength: count })
const onEarth = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
})

test('whatever is typed and wherever the town is: a point on Earth near it, or none', () => {
  fc.assert(
    fc.property(fc.tuple(digits(4), digits(2)), onEarth, ([before, after], centre) => {
      const { point } = findPlusCode(`${before}+${after}`, centre) ?? {}
      if (!point) throw new Error('a short code was not read')
      expect(Math.abs(point.latitude)).toBeLessThanOrEqual(90)
      expect(Math.abs(point.longitude)).toBeLessThanOrEqual(180)
      const east = Math.abs(point.longitude - centre.longitude)
      expect(Math.min(east, 360 - east)).toBeLessThanOrEqual(0.5 + 1e-6)
    }),
  )
  fc.assert(fc.property(fc.string(), onEarth, (typed, centre) => void findPlusCode(typed, centre)))
})
