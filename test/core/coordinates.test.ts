import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCoordinates } from '../../src/core/coordinates.ts'
import { cpuMsOf } from './cpu-time.ts'

describe('readCoordinates', () => {
  test.each([
    '50.72, -1.88',
    '50.72,-1.88',
    '50.72 -1.88',
    ' 50.72;-1.88 ',
    '50.72 / -1.88',
    '50.72, −1.88',
    '50,72 -1,88',
    '50,72, -1,88',
    '50,72; -1,88',
    '+50.72, -1.88',
    '50.72N 1.88W',
    '50.72n, 1.88w',
    '50.72N1.88W',
    'N50.72W1.88',
    'N 50.72 W 1.88',
    'N 50.72, W 1.88',
    '1.88W 50.72N',
    '50.72° N, 1.88° W',
    '50.72°, -1.88°',
    '50,72 N 1,88 O',
    '50°43\'12"N 1°52\'48"W',
    '50° 43′ 12″ N, 1° 52′ 48″ W',
    "50º43'12''N 1º52'48''O",
    '50 43 12 N 1 52 48 W',
    'N 50 43 12, W 1 52 48',
    "50°43.2'N 1°52.8'W",
    '50 43.2 N, 1 52.8 W',
    '-1°52\'48" 50°43\'12"'.split(' ').reverse().join(' '),
    '٥٠٫٧٢, -١٫٨٨',
    '٥٠٫٧٢، -١٫٨٨',
    '٥٠.٧٢، -١.٨٨',
  ])('%s', typed => {
    const point = readCoordinates(typed)
    expect(point?.latitude).toBeCloseTo(50.72, 9)
    expect(point?.longitude).toBeCloseTo(-1.88, 9)
  })

  test.each([
    '12, 34',
    '12 34',
    '50,72',
    '50.72',
    '50.72, 1',
    '50.72 1.88 3.5',
    '1.52.5',
    '50.72N 1.88',
    '50.72 1.88W',
    '50.72N 1.88N',
    '50.72W 1.88E',
    '-50.72N 1.88W',
    '90.1, 0.5',
    '-90.1, 0.5',
    '50.7, 180.1',
    '50°60\'0"N 1°0\'0"W',
    '50°0\'60"N 1°0\'0"W',
    "50.5°30'N 1°0'W",
    '50 43 12, 1 52 48',
    'at 50.72, -1.88',
    '12 High Street, 3.5',
    '1234.5, 6.7',
    'NaN, NaN',
    '1e1, 2.2',
    '',
    '9'.repeat(10_000),
  ])('no point: %s', typed => expect(readCoordinates(typed)).toBeUndefined())

  test('the ends of the earth', () => {
    expect(readCoordinates('90.0, 180.0')).toEqual({ latitude: 90, longitude: 180 })
    expect(readCoordinates('90S 180W')).toEqual({ latitude: -90, longitude: -180 })
    expect(readCoordinates('0.0, -0.5')).toEqual({ latitude: 0, longitude: -0.5 })
  })

  test('every point is read back', () => {
    const degrees = (most: number) => fc.integer({ min: -most * 1e6, max: most * 1e6 }).map(micro => micro / 1e6)
    fc.assert(
      fc.property(degrees(90), degrees(180), (latitude, longitude) => {
        const point = readCoordinates(`${latitude.toFixed(6)}, ${longitude.toFixed(6)}`)
        expect(point).toEqual({ latitude: latitude + 0, longitude: longitude + 0 })
        const [lat, lon] = [Math.abs(latitude).toFixed(6), Math.abs(longitude).toFixed(6)].map(n => n.replace('.', ','))
        const sides = `${lat} ${latitude < 0 ? 'S' : 'N'} ${lon} ${longitude < 0 ? 'W' : 'E'}`
        expect(readCoordinates(sides)).toEqual({ latitude, longitude })
      }),
    )
  })

  test('whatever is typed, it ends, and soon', () => {
    fc.assert(fc.property(fc.stringMatching(/^[0-9 .,°'"NSEW+-]{0,60}$/), typed => void readCoordinates(typed)))
    const spentMs = cpuMsOf(() => void readCoordinates(`${'1 '.repeat(29)}x`))
    expect(spentMs).toBeLessThan(200)
  })
})
