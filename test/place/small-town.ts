/**
 * A small town that is right, and the ways to spoil it.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { stringify } from 'yaml'
import type { PlaceError } from '../../src/place/place-error.ts'
import { loadPlace } from '../../src/place.ts'

/** Where `load` puts the files; gone after the tests of the file. */
export let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-place-'))
})
afterAll(() => rm(folder, { recursive: true }))

export const square = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 0],
]
export const area = (name: unknown, coordinates: unknown = [square], type = 'Polygon') => ({
  type: 'Feature',
  properties: { name },
  geometry: { type, coordinates },
})
export const collection = (...features: unknown[]) => ({ type: 'FeatureCollection', features })

/** A small town that is right. */
export function town() {
  return {
    name: 'Smallville',
    reference: 'SV',
    timeZone: 'Europe/Madrid',
    languages: ['en', 'es'],
    hours: { 'mon-fri': '09:00-17:00' },
    admins: ['U0ADMIN'],
    emergency: { number: '112', words: { en: ['gas leak'] } },
    frontDesk: 'desk',
    departments: { desk: { name: 'Front desk', channel: 'C0DESK', firstReplyHours: 8, fixDays: 20 } },
    categories: {
      pothole: {
        name: { en: 'Pothole', es: 'Bache' },
        department: 'desk',
        keywords: { en: ['pothole'] },
        questions: [
          {
            key: 'deep',
            ask: { en: 'How deep?' },
            kind: 'choice',
            options: [
              { key: 'a', name: 'A' },
              { key: 'b', name: 'B' },
            ],
          },
        ],
      },
      other: { name: 'Other', department: 'desk' },
    },
  }
}

/** New values by path; undefined takes the key away. */
export type Changes = Readonly<Record<string, unknown>>

export function changed(changes: Changes): unknown {
  const place = structuredClone(town())
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.')
    const last = keys.pop()!
    const parent = keys.reduce((inner: object, key) => inner[key as keyof typeof inner], place)
    Object.assign(parent, { [last]: value })
  }
  return place
}

export async function load(place: unknown, areas?: unknown) {
  const text = typeof place === 'string' ? place : stringify(place, { aliasDuplicateObjects: false })
  await writeFile(join(folder, 'place.yaml'), text)
  await writeFile(
    join(folder, 'areas.geojson'),
    typeof areas === 'string' ? areas : JSON.stringify(areas ?? collection()),
  )
  return loadPlace(join(folder, 'place.yaml'))
}

export async function problemsOf(place: unknown, areas?: unknown): Promise<readonly string[]> {
  return load(place, areas).then(
    () => [],
    (error: PlaceError) => error.problems,
  )
}
