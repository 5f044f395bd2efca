/**
 * Whom a wave is for, and who is drawn by lot.
 */
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { apportion } from '../../src/core/panel/apportion.ts'
import type { Audience } from '../../src/core/panel/survey.ts'
import { type Connections, connect, type Trx } from '../../src/store/database.ts'
import { drawSample, findAudience } from '../../src/store/panel/audience.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { addMembers } from '../support/panel.ts'

const NOW = new Date('2027-03-01T12:00Z')
const AREAS = ['North', 'South', null]
const AGES = ['young', 'old', null]

let database: TestDatabase
let connections: Connections
let ids: readonly string[]
const members = Array.from({ length: 90 }, (_, n) => ({
  address: `${n % 5 === 0 ? 'discord' : 'telegram'}:${n}`,
  language: n % 4 === 0 ? 'es' : 'en',
  interests: n % 6 === 0 ? ['parks'] : n % 6 === 1 ? ['homes', 'parks'] : [],
  ...(AREAS[n % 3] && { area: AREAS[n % 3]! }),
  ...(AGES[(n % 7) % 3] && { profile: { age: AGES[(n % 7) % 3]! } }),
  ...(n % 10 === 0 && { lastAskedAt: new Date('2027-02-20T12:00Z') }),
}))
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 1)
  ids = await addMembers(connections.db, members)
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})

/** Who is in the audience, as numbers of `members`, after `draw`. */
async function among(audience: Partial<Audience>, draw?: (trx: Trx) => Promise<void>): Promise<readonly number[]> {
  return connections.db.transaction().execute(async trx => {
    await findAudience(trx, { quotas: [], ...audience }, { now: NOW, timeZone: 'UTC' })
    await draw?.(trx)
    const { rows } = await sql<{ id: string }>`select id from audience order by id`.execute(trx)
    return rows.map(({ id }) => ids.indexOf(id))
  })
}

const all = members.map((_, n) => n)

test.each<[string, Partial<Audience>, (n: number) => boolean]>([
  ['everybody', {}, () => true],
  ['areas', { areas: ['North'] }, n => n % 3 === 0],
  ['interests, any of them', { interests: ['parks', 'sea'] }, n => n % 6 < 2],
  ['languages', { languages: ['es'] }, n => n % 4 === 0],
  ['networks', { networks: ['discord'] }, n => n % 5 === 0],
  ['profile', { profile: { age: ['young'] } }, n => members[n]?.profile?.age === 'young'],
  ['not asked in days', { notAskedInDays: 10 }, n => n % 10 !== 0],
  ['asked longer ago', { notAskedInDays: 9 }, () => true],
  ['all of it', { areas: ['South'], languages: ['en'] }, n => n % 3 === 1 && n % 4 !== 0],
])('%s', async (_, audience, isIn) => {
  expect(await among(audience)).toEqual(all.filter(isIn))
})

test('a sample has its size, in proportion in each stratum; the same seed draws the same people, another one others', async () => {
  const cellOf = (n: number) => `${AREAS[n % 3]} ${AGES[(n % 7) % 3]}`
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 120 }),
      fc.constantFrom<readonly string[]>([], ['area'], ['area', 'age']),
      fc.nat(),
      async (size, by, seed) => {
        const sample = { sample: { size, by } }
        const drawn = await among(sample, trx => drawSample(trx, size, String(seed)))
        expect(drawn).toHaveLength(Math.min(size, members.length))
        expect(await among(sample, trx => drawSample(trx, size, String(seed)))).toEqual(drawn)
        const cell = (n: number) => (by.length === 0 ? '' : by.length === 1 ? `${AREAS[n % 3]}` : cellOf(n))
        const sizes = new Map<string, number>()
        for (const n of all) sizes.set(cell(n), (sizes.get(cell(n)) ?? 0) + 1)
        for (const [name, there] of sizes) {
          const exact = (Math.min(size, all.length) * there) / all.length
          const got = drawn.filter(n => cell(n) === name).length
          expect(Math.abs(got - exact)).toBeLessThan(1)
        }
      },
    ),
    { numRuns: 25 },
  )
  const draw = (seed: string) => among({ sample: { size: 30, by: [] } }, trx => drawSample(trx, 30, seed))
  expect(await draw('1')).not.toEqual(await draw('2'))
  expect(apportion(30, [all.length])).toEqual([30])
})
