/**
 * Which free answers staff may look at, where somebody is at work on one of them at the same moment.
 */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Connections, connect } from '../../src/store/database.ts'
import { releaseFreeAnswers } from '../../src/store/panel/free-answers.ts'
import { takeStep } from '../../src/store/panel/shown-results.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { addMembers } from '../support/panel.ts'
import { aSurvey, aWave, comeToTheEnd } from '../support/surveys.ts'
import { eventually } from '../support/town.ts'

const PEOPLE = 12

let database: TestDatabase
let connections: Connections
let waveId: string
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 4)
  const { db } = connections
  const wave = await aWave(db, aSurvey('words', [{ key: 'why', kind: 'text', ask: { en: 'Why?' } }]))
  waveId = wave.id
  const members = await addMembers(
    db,
    Array.from({ length: PEOPLE }, (_, n) => ({ address: `telegram:${n + 1}` })),
  )
  await comeToTheEnd(
    db,
    waveId,
    members.map((member, n) => ({ members: [member], answers: { why: `Words ${n}` } })),
  )
  const answers = await db.selectFrom('survey_answers').select('pseudonym').execute()
  for (const { pseudonym } of answers)
    await db.updateTable('survey_answers').set({ free_id: randomUUID() }).where('pseudonym', '=', pseudonym).execute()
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})

const release = (isOver: boolean) =>
  connections.db.transaction().execute(trx => releaseFreeAnswers(trx, waveId, isOver))
const released = () => connections.db.selectFrom('free_answers').select('id').execute()

/** Somebody erases these words: all is done but the end of it. @returns Their answer stays after all. */
async function holds(words: string): Promise<() => Promise<void>> {
  const holder = await connections.pool.connect()
  await holder.query('begin')
  await holder.query('delete from survey_answers where value = $1', [JSON.stringify(words)])
  return async () => {
    await holder.query('rollback')
    holder.release()
  }
}

test('while a wave is open nobody is waited for; at its end nothing is left out that somebody had in hand', async () => {
  const { db, pool } = connections
  await db.transaction().execute(trx => takeStep(trx, waveId, [], { now: new Date(), by: 'job' }))
  const letGo = await holds('Words 3')
  await release(false)
  expect(await released()).toHaveLength(PEOPLE - 1)

  let isDone = false
  const last = release(true).finally(() => {
    isDone = true
  })
  await eventually(async () => {
    const { rowCount } = await pool.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    expect(isDone || rowCount === 1).toBe(true)
  })
  await letGo()
  await last
  expect(await released()).toHaveLength(PEOPLE)
  const { is_whole: isWhole } = await db.selectFrom('released_words').select('is_whole').executeTakeFirstOrThrow()
  expect(isWhole).toBe(true)
})
