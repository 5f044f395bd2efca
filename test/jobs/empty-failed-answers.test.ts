/** What events that no turn could take tell of answers goes within a day; what else was set aside stays to be looked into. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { emptyFailedAnswersJob } from '../../src/jobs/empty-failed-answers.ts'
import { connect } from '../../src/store/database.ts'
import { createDatabase } from '../support/database.ts'

const TAP = { said: { kind: 'tap', token: 'sv.7.0.o.1' } }
const WORDS = { said: { kind: 'message', text: { text: 'moonbeams', spans: [] } } }
const LOOKED_UP = [{ kind: 'survey', waveId: '7', found: null }]

test('a tap on a survey, and words that were looked at as an answer', async () => {
  await using database = await createDatabase()
  const { db } = connect(database.url, 1)
  const rows = [
    ['a tap, a day ago', TAP, null, 24],
    ['a tap, today', TAP, null, 22],
    ['words to a survey, a day ago', WORDS, LOOKED_UP, 24],
    ['words to a survey, today', WORDS, LOOKED_UP, 22],
    ['other words, a day ago', WORDS, null, 24],
  ] as const
  for (const [name, event, lookedUp, hours] of rows) {
    await sql`
      insert into inbox (network, external_id, lane, position, event, looked_up, received_at, done_at, failure)
      values ('telegram', ${name}, 'telegram:1', 1, ${JSON.stringify(event)}::jsonb,
        ${lookedUp && JSON.stringify(lookedUp)}::jsonb, now() - make_interval(hours => ${hours}),
        now() - make_interval(hours => ${hours}), 'TypeError')`.execute(db)
  }
  await emptyFailedAnswersJob(db).run(new Date())
  const left = await db
    .selectFrom('inbox')
    .select('external_id')
    .where('event', 'is not', null)
    .orderBy('external_id')
    .execute()
  expect(left.map(row => row.external_id)).toEqual([
    'a tap, today',
    'other words, a day ago',
    'words to a survey, today',
  ])
  const { rows: held } = await sql<{ name: string }>`
    select external_id as name from inbox where looked_up is not null`.execute(db)
  expect(held).toEqual([{ name: 'words to a survey, today' }])
  await db.destroy()
})
