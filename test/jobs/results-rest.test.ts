/**
 * A message with results is changed at most once in ten seconds, however much became of them meanwhile; and it offers what
 * there is.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SurveyQuestion } from '../../src/core/panel/survey.ts'
import type { Place } from '../../src/core/place.ts'
import { createResultsTelling } from '../../src/jobs/tell-results.ts'
import { loadPlace } from '../../src/place.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import type { NewOutbound } from '../../src/store/outbox.ts'
import { noteResultsPosted } from '../../src/store/panel/results.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { addMembers } from '../support/panel.ts'
import { aSurvey, aWave, comeToTheEnd, invites, option, type Wave } from '../support/surveys.ts'

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

async function posted(wave: Wave): Promise<void> {
  const { db } = connections
  await db.updateTable('waves').set({ line: '1.1' }).where('id', '=', wave.id).execute()
  await db.updateTable('surveys').set({ channel: 'C1', thread: '1.0' }).execute()
}

/** The job; what it tells is kept, not sent. */
function telling(place: Place) {
  const { db } = connections
  const start = Date.now()
  let now = start
  const told: NewOutbound[] = []
  const { step } = createResultsTelling({
    ...{ db, context: () => ({ place, now: new Date(now) }) },
    draw: () => Promise.reject(new Error('nothing is drawn here')),
    send: async work => {
      told.push(...(await db.transaction().execute(work)))
    },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  })
  /** All that was told by then. */
  return async (ms: number) => {
    now = start + ms
    await step()
    return told.map(({ message }) => message)
  }
}

async function someWave(key: string, question: SurveyQuestion, answer: string, asked: number) {
  const { db } = connections
  const wave = await aWave(db, aSurvey(key, [question]))
  await posted(wave)
  const addresses = Array.from({ length: asked }, (_, n) => ({ address: `telegram:${key}${7_000 + n}` }))
  const members = await addMembers(db, addresses)
  await comeToTheEnd(db, wave.id, [{ members: members.slice(0, 10), answers: { [question.key]: answer } }])
  return { wave, members }
}

test('what changes while the message rests is told when it has rested', async () => {
  const { db } = connections
  const options = [option('park', 'The park'), option('quay', 'The quay')]
  const where: SurveyQuestion = { key: 'where', kind: 'choice', ask: { en: 'Where?' }, options }
  const { wave, members } = await someWave('1', where, 'park', 14)
  for (const member of members.slice(0, 12)) await invites(db, wave, member)
  const toldAfter = telling(await loadPlace('example/place.yaml'))

  expect(await toldAfter(0)).toHaveLength(1)
  await db.transaction().execute(trx => noteResultsPosted(trx, wave.id, '1.2'))
  // Whoever is asked meanwhile changes the words at once.
  await invites(db, wave, members[12]!)
  expect(await toldAfter(5_000)).toHaveLength(1)
  await invites(db, wave, members[13]!)
  expect(await toldAfter(9_999)).toHaveLength(1)
  const all = await toldAfter(10_000)
  expect(all).toHaveLength(2)
  expect(all.at(-1)).toMatchObject({ text: { text: expect.stringContaining('of 14 who were asked') } })
  expect(await toldAfter(19_999)).toHaveLength(2)
})

test('where nothing is counted but words, there are no tables to ask for', async () => {
  await someWave('2', { key: 'why', kind: 'text', ask: { en: 'Why?' } }, 'Because.', 10)
  const told = await telling(await loadPlace('example/place.yaml'))(0)
  const labels = told.flatMap(message => ('buttons' in message ? [message.buttons?.map(({ label }) => label)] : []))
  expect(labels).toContainEqual(['What people wrote…'])
})
