/** The night's clean-up: old finished rows go, what waits or failed stays. */
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { purgeJob } from '../../src/jobs/purge.ts'
import { connect } from '../../src/store/database.ts'
import { createDatabase } from '../support/database.ts'

test('finished rows go after a week, failed ones after a month, what waits never', async () => {
  await using database = await createDatabase()
  const { db } = connect(database.url, 1)
  const rows = [
    ['done yesterday', 1, 1, null],
    ['done last week', 8, 8, null],
    ['failed last week', 8, 8, 'TypeError'],
    ['failed last month', 31, 31, 'TypeError'],
    ['waiting for a year', 365, null, null],
  ] as const
  for (const [name, received, done, failure] of rows) {
    await sql`insert into inbox (network, external_id, lane, position, event, received_at, done_at, failure)
      values ('telegram', ${name}, 'telegram:1', 1, '{}', now() - make_interval(days => ${received}),
        now() - make_interval(days => ${done}::integer), ${failure})`.execute(db)
    await sql`insert into outbox (network, lane, created_at, settled_at, outcome)
      values ('telegram', ${name}, now() - make_interval(days => ${received}), now() - make_interval(days => ${done}::integer),
        ${done === null ? null : 'sent'})`.execute(db)
  }
  await purgeJob(db).run(new Date())
  const left = async (table: 'inbox' | 'outbox', column: string) => {
    const { rows } = await sql<{
      name: string
    }>`select ${sql.ref(column)} as name from ${sql.table(table)} order by 1`.execute(db)
    return rows.map(r => r.name)
  }
  expect(await left('inbox', 'external_id')).toEqual(['done yesterday', 'failed last week', 'waiting for a year'])
  expect(await left('outbox', 'lane')).toEqual(['done yesterday', 'waiting for a year'])
  await db.destroy()
})
