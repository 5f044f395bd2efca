/**
 * A message with results is changed at most once in ten seconds, however much became of them meanwhile.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
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

test('what changes while the message rests is told when it has rested', async () => {
  const { db } = connections
  const place = await loadPlace('example/place.yaml')
  const options = [option('park', 'The park'), option('quay', 'The quay')]
  const wave = await aWave(db, aSurvey('benches', [{ key: 'where', kind: 'choice', ask: { en: 'Where?' }, options }]))
  await posted(wave)
  const addresses = Array.from({ length: 14 }, (_, n) => ({ address: `telegram:${7_000 + n}` }))
  const members = await addMembers(db, addresses)
  for (const member of members.slice(0, 12)) await invites(db, wave, member)
  await comeToTheEnd(db, wave.id, [{ members: members.slice(0, 10), answers: { where: 'park' } }])

  const start = Date.now()
  let now = start
  const told: NewOutbound[] = []
  const telling = createResultsTelling({
    ...{ db, context: () => ({ place, now: new Date(now) }) },
    draw: () => Promise.reject(new Error('nothing is drawn here')),
    send: async work => {
      told.push(...(await db.transaction().execute(work)))
    },
    log: { debug() {}, info() {}, warn() {}, error() {} },
  })
  const wordsAfter = async (ms: number) => {
    now = start + ms
    await telling.step()
    return told.map(({ message }) => ('text' in message ? message.text.text : ''))
  }

  expect(await wordsAfter(0)).toHaveLength(1)
  await db.transaction().execute(trx => noteResultsPosted(trx, wave.id, '1.2'))
  // Whoever is asked meanwhile changes the words at once.
  await invites(db, wave, members[12]!)
  expect(await wordsAfter(5_000)).toHaveLength(1)
  await invites(db, wave, members[13]!)
  expect(await wordsAfter(9_999)).toHaveLength(1)
  const all = await wordsAfter(10_000)
  expect(all).toHaveLength(2)
  expect(all.at(-1)).toContain('of 14 who were asked')
  expect(await wordsAfter(19_999)).toHaveLength(2)
})
