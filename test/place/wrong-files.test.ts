import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadPlace } from '../../src/place.ts'
import { area, collection, folder, load, problemsOf, town } from './small-town.ts'

describe('wrong YAML is refused', () => {
  const bomb = [
    'a: &a [x]',
    ...'bcdefgh'.split('').map((letter, i) => `${letter}: &${letter} [${Array(9).fill(`*${'abcdefg'[i]}`)}]`),
  ]
  test.each([
    ['nothing at all', '', /^file: must be of type object/],
    ['a list', '- a', /^file: must be of type object/],
    ['broken syntax', 'name: [', /line 1/],
    ['a key twice', 'name: A\nname: B', /unique/],
    ['an alias bomb', bomb.join('\n'), /Excessive alias count/],
    ['a tag of nobody', 'name: !run x', /Unresolved tag/],
    ['a file without end', 'x'.repeat(1_000_001), /more than 1000000 bytes/],
  ])('%s', async (_, text, problem) => {
    expect((await problemsOf(text))[0]).toMatch(problem)
  })

  test('no file', async () => {
    await expect(loadPlace(join(folder, 'nothing.yaml'))).rejects.toThrow(/cannot be read: ENOENT/)
  })
})

describe('wrong areas are refused', () => {
  const at = (path: string, problem: string) => `areas: areas.geojson: ${path}: ${problem}`
  const inRing = 'features.0.geometry.coordinates.0'
  const ring = (...positions: unknown[]) => collection(area('A', [positions]))
  test.each<[string, unknown, string]>([
    ['another type', { type: 'Feature', features: [] }, at('type', 'must be a FeatureCollection')],
    [
      'a point',
      collection(area('A', [0, 0], 'Point')),
      at('features.0.geometry.type', 'must be a Polygon or a MultiPolygon'),
    ],
    ['no name', collection(area(undefined)), at('features.0.properties.name', 'is missing')],
    [
      'a name that means something else',
      collection(area('default')),
      at('features.0.properties.name', 'must not be "default", which means no area'),
    ],
    [
      'a name twice',
      collection(area('A'), area('A')),
      at('features.1.properties.name', '"A" is there twice; one area of several parts is a MultiPolygon'),
    ],
    [
      'an open ring',
      ring([0, 0], [1, 0], [1, 1], [0, 1]),
      at(inRing, 'is not closed: the last position must be the first again'),
    ],
    ['a ring of too few', ring([0, 0], [1, 0], [0, 0]), at(inRing, 'must have at least 4 positions')],
    [
      'a longitude off the globe',
      ring([0, 0], [181, 0], [1, 1], [0, 0]),
      at(`${inRing}.1`, 'longitude must be within ±180'),
    ],
    [
      'a latitude off the globe',
      ring([0, 0], [1, 91], [1, 1], [0, 0]),
      at(`${inRing}.1`, 'latitude must be within ±90, after the longitude'),
    ],
    ['words for numbers', ring([0, 0], ['1', 0], [1, 1], [0, 0]), at(`${inRing}.1.0`, 'must be of type number')],
    ['no rings', collection(area('A', [])), at('features.0.geometry.coordinates', 'must have a ring')],
  ])('%s', async (_, areas, problem) => {
    expect(await problemsOf({ ...town(), areas: 'areas.geojson' }, areas)).toEqual([problem])
  })

  test('an area by whose name people leave the panel, where there is one', async () => {
    const place = { ...town(), areas: 'areas.geojson' }
    const areas = collection(area('El Alto'), area('Alto'))
    expect(await problemsOf({ ...place, panel: { channel: 'C0PANEL' } }, areas)).toEqual([
      'areas: "Alto" is a word by which people leave the panel; residents could not type it',
    ])
    await expect(load(place, areas)).resolves.toMatchObject({ areas: [{ name: 'El Alto' }, { name: 'Alto' }] })
  })

  test('not JSON', async () => {
    expect(await problemsOf({ ...town(), areas: 'areas.geojson' }, '{')).toEqual([
      expect.stringMatching(/^areas: areas.geojson: is not JSON/),
    ])
  })
})
