/** Once the key of a wave is gone nothing is kept that is true of few alone: who stopped halfway, who was late. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Connections, connect } from '../../src/store/database.ts'
import { unlinkWave } from '../../src/store/panel/unlink.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { aSurvey, aWave } from '../support/surveys.ts'

let database: TestDatabase
let connections: Connections
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url)
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})

type Alike = readonly [finished: boolean, late: boolean, people: number]

test.each<[string, readonly Alike[], readonly Alike[]]>([
  [
    'few stopped halfway',
    [
      [true, false, 20],
      [false, false, 3],
    ],
    [[true, false, 20]],
  ],
  [
    'many stopped halfway',
    [
      [true, false, 20],
      [false, false, 12],
    ],
    [
      [false, false, 12],
      [true, false, 20],
    ],
  ],
  [
    'few came to the end',
    [
      [true, false, 3],
      [false, false, 12],
    ],
    [[false, false, 12]],
  ],
  [
    'few answered, some to the end',
    [
      [true, false, 3],
      [false, false, 4],
    ],
    [],
  ],
  ['few answered, all to the end', [[true, false, 4]], [[true, false, 4]]],
  [
    'few were late',
    [
      [true, false, 20],
      [true, true, 9],
    ],
    [[true, false, 29]],
  ],
  [
    'many were late',
    [
      [true, false, 20],
      [true, true, 12],
    ],
    [
      [true, false, 20],
      [true, true, 12],
    ],
  ],
  [
    'all but few were late',
    [
      [true, false, 4],
      [true, true, 30],
    ],
    [[true, false, 34]],
  ],
  [
    'many were late, few of those halfway',
    [
      [true, true, 30],
      [false, true, 9],
    ],
    [[true, false, 30]],
  ],
])('%s', async (name, answered, kept) => {
  const { db } = connections
  const survey = aSurvey(name.replaceAll(/\W+/g, '-'), [])
  const wave = await aWave(db, survey)
  const responses = answered.flatMap(([finished, late, people]) =>
    Array.from({ length: people }, () => ({
      wave_id: wave.id,
      pseudonym: randomBytes(32),
      cells: '{}',
      finished,
      late,
    })),
  )
  await db.insertInto('responses').values(responses).execute()
  await db.transaction().execute(trx => unlinkWave(trx, { id: wave.id, survey }, [], new Date()))
  const rows = await db
    .selectFrom('responses')
    .select(['finished', 'late', e => e.fn.countAll<string>().as('people')])
    .where('wave_id', '=', wave.id)
    .groupBy(['finished', 'late'])
    .orderBy('finished')
    .orderBy('late')
    .execute()
  expect(rows.map(({ finished, late, people }) => [finished, late, Number(people)])).toEqual(kept)
})
