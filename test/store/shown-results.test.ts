/**
 * What is told to who comes to the end: never of a question that fewer than ten people answered, however many answers
 * those gave, nor by how few it changed; and at the end all that may be told.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SurveyAnswers } from '../../src/core/panel/survey-answer.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { takeStep } from '../../src/store/panel/shown-results.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { addMembers } from '../support/panel.ts'
import { aSurvey, aWave, comeToTheEnd, option } from '../support/surveys.ts'

const OPTIONS = [option('park', 'The park'), option('quay', 'The quay')]

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

/** A wave of its own; `come` brings so many more to the end, `shown` looks so many seconds later each time. */
async function wave(key: string, kind: 'choice' | 'choices') {
  const { db } = connections
  const where = { key: 'where', kind, ask: { en: 'Where?' }, options: OPTIONS } as const
  const { id } = await aWave(db, aSurvey(key, [where, { ...where, key: 'colour' }]))
  let now = Date.now()
  let members = 0
  return {
    id,
    shown: async (seconds = 60, by: 'job' | 'turn' = 'job') => {
      now += seconds * 1_000
      const step = db.transaction().execute(trx => takeStep(trx, id, ['where', 'colour'], { now: new Date(now), by }))
      return (await step).shown
    },
    come: async (people: number, answers: SurveyAnswers) => {
      const addresses = Array.from({ length: people }, (_, n) => ({
        address: `telegram:${key}${10_000 + members + n}`,
      }))
      members += people
      await comeToTheEnd(db, id, [{ members: await addMembers(db, addresses), answers }])
    },
    close: () =>
      db
        .updateTable('waves')
        .set({ state: 'closed', closed_at: new Date(now) })
        .where('id', '=', id)
        .execute(),
  }
}

test('five people with two choices each are not ten', async () => {
  const { shown, come } = await wave('1', 'choices')
  const both = { where: ['park', 'quay'] }
  await come(5, both)
  await come(5, { colour: [] })
  expect((await shown())?.counts).toEqual({})
  await come(5, both)
  await come(5, { where: ['quay'] })
  expect(await shown()).toMatchObject({ counts: { where: { park: 10, quay: 15 } }, answered: { where: 15 } })
})

test('a question that few more answered tells what it told, until ten more did', async () => {
  const { shown, come } = await wave('2', 'choice')
  await come(10, { where: 'park', colour: 'park' })
  await shown()
  await come(9, { where: 'quay' })
  await come(1, { where: 'quay', colour: 'quay' })
  expect(await shown()).toMatchObject({
    people: 20,
    counts: { where: { park: 10, quay: 10 }, colour: { park: 10 } },
    answered: { where: 20, colour: 10 },
  })
  await come(10, { where: 'park', colour: 'quay' })
  expect(await shown()).toMatchObject({ counts: { where: { park: 20 }, colour: { park: 10, quay: 11 } } })
})

test('who came while results rest is counted at the end, and nobody after it', async () => {
  const { id, shown, come, close } = await wave('3', 'choice')
  await come(10, { where: 'park' })
  await shown()
  await come(10, { where: 'quay' })
  expect((await shown(1))?.people).toBe(10)
  await close()
  expect(await shown(1)).toMatchObject({ people: 20, counts: { where: { park: 10, quay: 10 } } })
  await come(10, { where: 'quay' })
  expect((await shown())?.people).toBe(20)
  const { is_final } = await connections.db
    .selectFrom('shown_results')
    .select('is_final')
    .where('wave_id', '=', id)
    .executeTakeFirstOrThrow()
  expect(is_final).toBe(true)
})

test('who comes to the end counts the first ten, then only what the job has left for long, and nothing at the end', async () => {
  const { shown, come, close } = await wave('4', 'choice')
  await come(10, { where: 'park' })
  expect((await shown(0, 'turn'))?.people).toBe(10)
  await come(10, { where: 'quay' })
  expect((await shown(30, 'turn'))?.people).toBe(10)
  expect((await shown(60, 'turn'))?.people).toBe(20)
  await come(10, { where: 'quay' })
  await close()
  expect((await shown(200, 'turn'))?.people).toBe(20)
  expect((await shown(0))?.people).toBe(30)
})
