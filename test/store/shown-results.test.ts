/**
 * What is told to who comes to the end: never of a question that fewer than ten people answered, however many answers
 * those gave.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Connections, connect } from '../../src/store/database.ts'
import { shownResults } from '../../src/store/panel/shown-results.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { addMembers } from '../support/panel.ts'
import { aSurvey, aWave, comeToTheEnd, option } from '../support/surveys.ts'

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

test('five people with two choices each are not ten', async () => {
  const { db } = connections
  const members = await addMembers(
    db,
    Array.from({ length: 20 }, (_, n) => ({ address: `telegram:${8_000 + n}` })),
  )
  const options = [option('park', 'The park'), option('quay', 'The quay')]
  const survey = aSurvey('benches', [{ key: 'where', kind: 'choices', ask: { en: 'Where?' }, options }])
  const { id } = await aWave(db, survey)
  const shown = (now: Date) => db.transaction().execute(trx => shownResults(trx, id, ['where'], now))
  const both = { where: ['park', 'quay'] }
  await comeToTheEnd(db, id, [
    { members: members.slice(0, 5), answers: both },
    { members: members.slice(5, 10), answers: {} },
  ])
  const now = new Date()
  expect((await shown(now))?.counts).toEqual({})
  await comeToTheEnd(db, id, [
    { members: members.slice(10, 15), answers: both },
    { members: members.slice(15), answers: { where: ['quay'] } },
  ])
  const later = await shown(new Date(now.getTime() + 60_000))
  expect(later?.counts).toEqual({ where: { park: 10, quay: 15 } })
})
