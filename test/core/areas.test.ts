import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areaAt } from '../../src/core/areas.ts'
import type { Area } from '../../src/core/place.ts'

type Ring = readonly (readonly [number, number])[]
const square = (from: number, to: number): Ring => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
  [from, from],
]
const areas: Area[] = [
  { name: 'North', polygons: [[square(0, 10), square(4, 6)]] },
  { name: 'East', polygons: [[square(10, 20)], [square(30, 31)]] },
]
const at = (longitude: number, latitude: number) => areaAt({ longitude, latitude }, areas)

describe('areaAt', () => {
  test.each([
    ['inside', 1, 2, 'North'],
    ['in a hole', 5, 5, undefined],
    ['on the border of a hole', 4, 5, 'North'],
    ['on an edge', 0, 5, 'North'],
    ['on a corner', 0, 0, 'North'],
    ['on the border of two: the first', 10, 10, 'North'],
    ['on the level of a corner, outside', -1, 10, undefined],
    ['on the level of a corner, between', 25, 31, undefined],
    ['in the second polygon', 30.5, 30.5, 'East'],
    ['outside', 50, 50, undefined],
  ])('%s', (_, longitude, latitude, name) => expect(at(longitude, latitude)).toBe(name))

  test('a ring that is not closed is closed', () => {
    const open: Area[] = [{ name: 'Open', polygons: [[square(0, 10).slice(0, -1)]] }]
    expect(areaAt({ longitude: 1, latitude: 5 }, open)).toBe('Open')
  })

  test('no areas, empty areas', () => {
    expect(areaAt({ longitude: 0, latitude: 0 }, [])).toBeUndefined()
    expect(areaAt({ longitude: 0, latitude: 0 }, [{ name: 'Empty', polygons: [[]] }])).toBeUndefined()
  })

  test('agrees with Turf on stars of any shape', () => {
    const coordinate = fc.integer({ min: -8, max: 8 })
    const radii = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 3, maxLength: 12 })
    fc.assert(
      fc.property(radii, coordinate, coordinate, (lengths, longitude, latitude) => {
        const corners = lengths.map((length, index): [number, number] => {
          const angle = (2 * Math.PI * index) / lengths.length
          return [Math.round(length * Math.cos(angle)), Math.round(length * Math.sin(angle))]
        })
        const ring: [number, number][] = [...corners, corners[0] ?? [0, 0]]
        const inTurf = booleanPointInPolygon([longitude, latitude], { type: 'Polygon', coordinates: [ring] })
        const ours = areaAt({ longitude, latitude }, [{ name: 'Star', polygons: [[ring]] }])
        expect(ours === 'Star').toBe(inTurf)
      }),
      { numRuns: 1000 },
    )
  })
})
