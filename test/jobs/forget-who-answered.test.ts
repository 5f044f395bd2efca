/**
 * Once the key of a wave is gone, the whole database does not tell who answered what.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerSurveys } from '../../src/actions/panel/answer-surveys.ts'
import { type Address, addressOf } from '../../src/core/network.ts'
import { FEWEST } from '../../src/core/panel/suppress.ts'
import type { SurveyAnswer } from '../../src/core/panel/survey-answer.ts'
import { forgetWhoAnsweredJob } from '../../src/jobs/forget-who-answered.ts'
import { pseudonymOf } from '../../src/panel/pseudonym.ts'
import { loadPlace } from '../../src/place.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { aSurvey, aWave, invites, joins, option, type Wave } from '../support/surveys.ts'

const DAY_MS = 86_400_000
const PEOPLE = 48
const AREAS = ['North', 'South', 'East']

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

interface Row {
  readonly table: string
  readonly xmin: string
  /** Of the physical place. */
  readonly page: number
  readonly item: number
  readonly columns: Readonly<Record<string, unknown>>
}

/** Everything that a thief of the database holds: each row with where it lies and which transaction wrote it. */
async function dump(): Promise<readonly Row[]> {
  const { rows: tables } = await connections.pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  )
  const all: Row[] = []
  for (const { name } of tables) {
    const { rows } = await connections.pool.query(
      `select '${name}' as table, xmin::text, (ctid::text::point)[0]::integer as page, (ctid::text::point)[1]::integer as item, to_jsonb(t) as columns
       from ${name} t order by ctid`,
    )
    all.push(...rows)
  }
  return all
}

interface Somebody {
  readonly address: Address
  readonly memberId: string
}

/** The rows that name somebody, by their address or number. */
function rowsOf(rows: readonly Row[], { address, memberId }: Somebody): readonly Row[] {
  return rows.filter(({ table, columns }) => {
    const isMember = (table === 'members' && columns.id === Number(memberId)) || columns.member_id === Number(memberId)
    return isMember || JSON.stringify(columns).includes(JSON.stringify(address))
  })
}

/** Responses that were written by a transaction that wrote something about this person as well. */
function writtenTogether(rows: readonly Row[], somebody: Somebody): readonly unknown[] {
  const transactions = new Set(rowsOf(rows, somebody).map(({ xmin }) => xmin))
  const ofAnswers = rows.filter(({ table }) => table === 'responses' || table === 'survey_answers')
  return [...new Set(ofAnswers.filter(({ xmin }) => transactions.has(xmin)).map(({ columns }) => columns.pseudonym))]
}

/** Everybody answers, one after the other, as a turn does it: the state of the talk is written with the answer. */
async function answerAll(wave: Wave, people: readonly Somebody[]): Promise<void> {
  const place = await loadPlace('example/place.yaml')
  for (const [n, { address }] of people.entries()) {
    const said: readonly SurveyAnswer[] = [
      n % 3 === 0 ? 'a' : 'b',
      `the words of number ${n}`,
      { latitude: 50.123_456 + n / 1_000, longitude: -1.987_654 },
    ]
    for (const [question, answer] of said.entries()) {
      await connections.db.transaction().execute(async trx => {
        await trx
          .updateTable('conversations')
          .set({ version: question + 2, state: JSON.stringify({ survey: { waveId: wave.id, question } }) })
          .where('address', '=', address)
          .execute()
        const one = { address, channel: null, waveId: wave.id, question, answer, stays: false, language: 'en' }
        await answerSurveys(trx, [one], { place, now: new Date() })
      })
    }
  }
}

test('no join over all tables tells who answered what', async () => {
  const { db, pool } = connections
  // Rows lie in their pages as they were put there, without a vacuum in between.
  for (const table of ['responses', 'survey_answers', 'loose_answers'])
    await pool.query(`alter table ${table} set (autovacuum_enabled = false)`)
  const place = await loadPlace('example/place.yaml')
  const wave = await aWave(
    db,
    aSurvey('private', [
      { key: 'one', kind: 'eitherOr', ask: { en: 'Which?' }, options: [option('a', 'A'), option('b', 'B')] },
      { key: 'words', kind: 'text', ask: { en: 'Why?' } },
      { key: 'where', kind: 'pin', ask: { en: 'Where?' } },
    ]),
    { closesInMs: DAY_MS },
  )
  const people: Somebody[] = []
  for (let n = 0; n < PEOPLE; n += 1) {
    const address = addressOf(n % 5 === 0 ? 'discord' : 'telegram', 500_000 + n)
    const profile: Record<string, string> = n % 2 === 0 ? { age: 'over60' } : {}
    const memberId = await joins(db, address, { area: AREAS[n % 3]!, profile })
    await invites(db, wave, memberId)
    people.push({ address, memberId })
  }
  await answerAll(wave, people)

  const before = await dump()
  const pseudonyms = people.map(({ memberId }) => `\\x${pseudonymOf(memberId, wave.key).toString('hex')}`)
  // The thief of today finds everybody: who answers and what is answered are written together.
  expect(people.map(one => writtenTogether(before, one))).toEqual(pseudonyms.map(one => [one]))

  const { keyDays } = place.panel!
  const job = forgetWhoAnsweredJob(db, () => place)
  await job.run(new Date(Date.now() + keyDays * DAY_MS))
  expect(await db.selectFrom('wave_keys').selectAll().execute()).toHaveLength(1)
  await job.run(new Date(Date.now() + (keyDays + 2) * DAY_MS))

  const after = await dump()
  const of = (table: string) => after.filter(row => row.table === table)
  const responses = of('responses')
  expect(responses).toHaveLength(PEOPLE)
  expect(of('survey_answers')).toHaveLength(PEOPLE)
  expect(of('loose_answers')).toHaveLength(2 * PEOPLE)

  // The key and every pseudonym that it made are gone from everywhere.
  const everything = JSON.stringify(after)
  for (const gone of [`\\x${wave.key.toString('hex')}`, ...pseudonyms])
    expect(everything).not.toContain(JSON.stringify(gone).slice(1, -1))

  // Who wrote it says nothing: all was written at once, of all or of nobody.
  for (const one of people) expect([0, PEOPLE]).toContain(writtenTogether(after, one).length)

  // Where it lies says nothing: on each page, rows lie in the order of random names.
  for (const [table, name] of [
    ['responses', 'pseudonym'],
    ['survey_answers', 'pseudonym'],
    ['loose_answers', 'id'],
  ] as const) {
    for (const rows of Map.groupBy(of(table), ({ page }) => page).values()) {
      const names = rows.map(({ columns }) => String(columns[name]))
      expect(names).toEqual(names.toSorted())
    }
  }

  // What is kept beside answers is true of many.
  const together = Map.groupBy(responses, ({ columns }) => JSON.stringify(columns.cells))
  for (const rows of together.values()) expect(rows.length).toBeGreaterThanOrEqual(FEWEST)
  expect(together.size).toBeGreaterThan(1)

  // Nothing that names a person holds a word of what was answered, nor where in the survey they are.
  const named = JSON.stringify(people.flatMap(one => rowsOf(after, one)))
  expect(named).not.toMatch(/the words of|50\.1|waveId/)
  expect(new Set(of('invitations').map(({ columns }) => columns.progress))).toEqual(new Set(['begun']))

  // What somebody recognises as somebody's words or place tells nothing else of them.
  for (const { columns } of of('loose_answers'))
    expect(Object.keys(columns).toSorted()).toEqual(['id', 'question', 'value', 'wave_id'])
  const pins = of('loose_answers').filter(({ columns }) => columns.question === 'where')
  for (const { columns } of pins) expect(JSON.stringify(columns.value)).toMatch(/"latitude":50\.\d{1,3}[,}]/)

  // All that may be known still is.
  const { rows: counts } = await pool.query(
    `select value, count(*)::integer as people from survey_answers where question = 'one' group by value order by value`,
  )
  expect(counts).toEqual([
    { value: 'a', people: PEOPLE / 3 },
    { value: 'b', people: (PEOPLE * 2) / 3 },
  ])
})
