import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { placeInExif } from '../../src/media/exif-place.ts'
import { cleanPicture } from '../../src/media/picture.ts'

const GPS = {
  GPSLatitudeRef: 'S',
  GPSLatitude: '50/1 43/1 1322/100',
  GPSLongitudeRef: 'E',
  GPSLongitude: '1/1 52/1 4627/100',
}

function canvas(gps: Readonly<Record<string, string>>) {
  return sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } }).withExif({ IFD3: gps })
}

test.each(['jpeg', 'png', 'webp'] as const)('of %s: the place is told, and not in what is kept', async format => {
  const bytes = await canvas(GPS).toFormat(format).toBuffer()
  const clean = await cleanPicture(bytes)
  if (typeof clean === 'string') throw new Error(clean)
  expect(clean.takenAt?.latitude).toBeCloseTo(-50.72034, 4)
  expect(clean.takenAt?.longitude).toBeCloseTo(1.87952, 4)
  expect((await sharp(clean.bytes).metadata()).exif).toBeUndefined()
})

/** EXIF as it would stand in a file. @param order  As cameras write it: most in II, some in MM. */
function exif(order: 'II' | 'MM', fractions: readonly (readonly [number, number])[], refs = 'NW', marked = true) {
  const view = new DataView(new ArrayBuffer(26 + 2 + 4 * 12 + 4 + fractions.length * 8))
  const little = order === 'II'
  const bytes = Buffer.from(view.buffer)
  bytes.write(order, 0, 'latin1')
  view.setUint16(2, 42, little)
  view.setUint32(4, 8, little)
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    view.setUint16(at, tag, little)
    view.setUint16(at + 2, type, little)
    view.setUint32(at + 4, count, little)
    view.setUint32(at + 8, value, little)
  }
  view.setUint16(8, 1, little)
  entry(10, 0x8825, 4, 1, 26)
  view.setUint16(26, 4, little)
  entry(28, 1, 2, 2, 0)
  bytes.write(refs[0]!, 36, 'latin1')
  entry(40, 2, 5, 3, 80)
  entry(52, 3, 2, 2, 0)
  bytes.write(refs[1]!, 60, 'latin1')
  entry(64, 4, 5, 3, 104)
  fractions.forEach(([top, bottom], index) => {
    view.setUint32(80 + index * 8, top, little)
    view.setUint32(84 + index * 8, bottom, little)
  })
  return marked ? Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), bytes]) : bytes
}

const WHOLE = [
  [50, 1],
  [43, 1],
  [1322, 100],
  [1, 1],
  [52, 1],
  [4627, 100],
] as const

describe('of bytes', () => {
  test.each([
    ['II', true],
    ['II', false],
    ['MM', true],
    ['MM', false],
  ] as const)('in the order %s, marked: %s', (order, marked) => {
    const place = placeInExif(exif(order, WHOLE, 'NW', marked))
    expect(place?.latitude).toBeCloseTo(50.72034, 4)
    expect(place?.longitude).toBeCloseTo(-1.87952, 4)
  })

  test('minutes alone, with their fraction', () => {
    const place = placeInExif(
      exif('II', [
        [50, 1],
        [43220, 1000],
        [0, 0],
        [1, 1],
        [52771, 1000],
        [0, 0],
      ]),
    )
    expect(place?.latitude).toBeCloseTo(50.72034, 4)
  })

  test.each([
    ['zeros of a camera without a fix', Array.from({ length: 6 }, () => [0, 1] as const)],
    ['nothing divided by nothing', Array.from({ length: 6 }, () => [0, 0] as const)],
    ['a place beyond the pole', [[95, 1], ...WHOLE.slice(1)] as const],
  ])('%s is none', (_, fractions) => expect(placeInExif(exif('II', fractions))).toBeUndefined())

  test('whatever they are: a place on Earth, or none', () => {
    const broken = fc
      .tuple(fc.constant(exif('II', WHOLE)), fc.nat(), fc.nat(255), fc.nat())
      .map(([bytes, at, value, end]) => {
        const changed = Uint8Array.from(bytes)
        changed[at % changed.length] = value
        return changed.subarray(0, Math.max(end % (changed.length * 2), 8))
      })
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), broken), bytes => {
        const place = placeInExif(bytes)
        if (place) expect(Math.abs(place.latitude) <= 90 && Math.abs(place.longitude) <= 180).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
