/**
 * Results that were counted while a wave was open are told again once it is over, whatever was written last.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadPlace } from '../../src/place.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { noteResultsPosted, noteResultsWritten, staleResults } from '../../src/store/panel/results.ts'
import { addWave, closeNextWave } from '../../src/store/panel/waves.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { benches, keepSurvey } from '../support/panel.ts'

const OPEN = new Date('2027-03-01T12:00Z')
const CLOSED = new Date('2027-03-06T12:00Z')
const AFTER = new Date('2027-03-06T12:01Z')

let database: TestDatabase
let connections: Connections
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 2)
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})

test('counted before a wave closed and written after it, they are told once more, and then no more', async () => {
  const { db } = connections
  const survey = benches(await loadPlace('example/place.yaml'))
  await keepSurvey(db, survey)
  const wave = {
    survey: survey.key,
    version: 1,
    state: 'sending',
    startsAt: OPEN,
    closesAt: CLOSED,
    seed: '1',
  } as const
  const { id } = await db.transaction().execute(trx => addWave(trx, wave))
  await db.updateTable('waves').set({ line: '1.1' }).where('id', '=', id).execute()
  const stale = () => staleResults(db, AFTER)
  const [counted] = await stale()
  await db.transaction().execute(trx => closeNextWave(trx, CLOSED))
  await db.transaction().execute(trx => noteResultsWritten(trx, counted!, 'Results so far', AFTER))
  await db.transaction().execute(trx => noteResultsPosted(trx, id, '1.2'))
  const [again] = await stale()
  expect(again).toMatchObject({ id, closedAt: CLOSED, words: 'Results so far' })
  await db.transaction().execute(trx => noteResultsWritten(trx, again!, 'Results', AFTER))
  expect(await stale()).toEqual([])
})
