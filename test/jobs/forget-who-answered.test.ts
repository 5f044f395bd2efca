/**
 * Once the key of a wave is gone, the whole database does not tell who answered what.
 */
import { mkdtemp, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerSurveys, eraseAnswers } from '../../src/actions/panel/answer-surveys.ts'
import { exportSurvey } from '../../src/actions/panel/export-survey.ts'
import { type Address, addressOf, networkOf } from '../../src/core/network.ts'
import { FEWEST } from '../../src/core/panel/suppress.ts'
import type { SurveyAnswer } from '../../src/core/panel/survey-answer.ts'
import type { Place } from '../../src/core/place.ts'
import { forgetWhoAnsweredJob } from '../../src/jobs/forget-who-answered.ts'
import { createMediaStore } from '../../src/media/store.ts'
import { pseudonymOf } from '../../src/panel/pseudonym.ts'
import { loadPlace } from '../../src/place.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { releaseFreeAnswers, setTags } from '../../src/store/panel/free-answers.ts'
import { takeStep } from '../../src/store/panel/shown-results.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { aSurvey, aWave, invites, joins, option, type Wave } from '../support/surveys.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** Those who come to the end in time, one who does not, one who comes late, and one who erases it all. */
const IN_TIME = 48
const [UNFINISHED, LATE, ERASED, PEOPLE] = [IN_TIME, IN_TIME + 1, IN_TIME + 2, IN_TIME + 3]
/** What they write is no file, though it is called as one. */
const AS_A_KEY = 4
const AREAS = ['North', 'South', 'East']

let database: TestDatabase
let connections: Connections
let folder: string
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url)
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-forget-'))
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
  await rm(folder, { recursive: true })
})

interface Row {
  readonly table: string
  readonly xmin: string
  readonly columns: Readonly<Record<string, unknown>>
}

/**
 * How often a row lies before another that comes before it by this name: half of all in an order that has nothing to do with
 * it; now and then where a place became free in the middle.
 */
function outOfOrder(rows: readonly Row[], name: string): number {
  const names = rows.map(({ columns }) => String(columns[name]).padStart(20, '0'))
  return names.filter((one, n) => n > 0 && one < names[n - 1]!).length
}

/** Everything that a thief of the database holds: each row with which transaction wrote it, in the order in which they lie. */
async function dump(): Promise<readonly Row[]> {
  const { rows: tables } = await connections.pool.query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public'`,
  )
  const all: Row[] = []
  for (const { name } of tables) {
    const { rows } = await connections.pool.query(
      `select '${name}' as table, xmin::text, to_jsonb(t) as columns
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

/** What is still there of a table's file on the disk, also of rows that were deleted. */
async function bytesOf(table: string): Promise<Buffer> {
  await connections.pool.query('checkpoint')
  const { rows } = await connections.pool.query<{ bytes: Buffer }>(
    'select pg_read_binary_file(pg_relation_filepath($1::regclass)) as bytes',
    [table],
  )
  return rows[0]!.bytes
}

/** The answers of somebody, in the order of the questions. */
async function answersOf(n: number): Promise<readonly SurveyAnswer[]> {
  const bytes = Buffer.from(`the photo of number ${n}`)
  const sha256 = await createMediaStore(folder).put(bytes)
  const at = new Date(Date.now() - (PEOPLE - n) * HOUR_MS)
  await utimes(pathOf(sha256), at, at)
  return [
    n % 3 === 0 ? 'a' : 'b',
    n === AS_A_KEY ? 'sha256' : `the words of number ${n}`,
    { sha256, mediaType: 'image/jpeg', bytes: bytes.length, name: 'photo.jpg' },
    { latitude: 50.123_456 + n / 1_000, longitude: -1.987_654 },
  ]
}

const pathOf = (sha256: string) => join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)

let position = 0

/** Somebody answers so many questions, as a turn does it: the state of the talk is written with each answer. */
async function answers(wave: Wave, place: Place, { address }: Somebody, n: number, now: Date, many = 4): Promise<void> {
  for (const [question, answer] of (await answersOf(n)).slice(0, many).entries()) {
    position += 1
    const at = new Date(now.getTime() + position).toISOString()
    const survey = question < 3 && { survey: { waveId: wave.id, question: question + 1, at } }
    const typed = [{ waveId: wave.id, question, messageId: `${position}`, at }]
    await connections.db.transaction().execute(async trx => {
      await trx
        .updateTable('conversations')
        .set({ version: question + 2, last_position: `${position}` })
        .set({ state: JSON.stringify({ v: 1, prompt: 0, at, ...survey, ...(question === 1 && { typed }) }) })
        .where('address', '=', address)
        .execute()
      const one = { address, channel: null, waveId: wave.id, question, answer, stays: false, language: 'en' }
      await answerSurveys(trx, [one], { place, now })
    })
  }
}

/** Words are let through in steps, of those who came to the end by then. */
async function letsThrough(wave: Wave, now: Date, isOver: boolean): Promise<void> {
  await connections.db.transaction().execute(async trx => {
    await takeStep(trx, wave.id, ['one'], { now, by: 'job' })
    await releaseFreeAnswers(trx, wave.id, isOver)
  })
}

test('no join over all tables tells who answered what', async () => {
  const { db, pool } = connections
  // Rows lie in their pages as they were put there, without a vacuum in between.
  for (const table of ['responses', 'survey_answers', 'loose_answers', 'free_answers', 'invitations'])
    await pool.query(`alter table ${table} set (autovacuum_enabled = false)`)
  const place = await loadPlace('example/place.yaml')
  const definition = aSurvey('private', [
    { key: 'one', kind: 'eitherOr', ask: { en: 'Which?' }, options: [option('a', 'A'), option('b', 'B')] },
    { key: 'words', kind: 'text', ask: { en: 'Why?' } },
    { key: 'look', kind: 'photo', ask: { en: 'What does it look like?' } },
    { key: 'where', kind: 'pin', ask: { en: 'Where?' } },
  ])
  // A key that stays lies in the same page.
  await aWave(db, aSurvey('other', []), { closesInMs: 1_000 * DAY_MS })
  const wave = await aWave(db, definition, { closesInMs: DAY_MS })
  const people: Somebody[] = []
  for (let n = 0; n < PEOPLE; n += 1) {
    const address = addressOf(n % 5 === 0 ? 'discord' : 'telegram', 500_000 + n)
    const profile: Record<string, string> = n % 2 === 0 ? { age: 'over60' } : {}
    const memberId = await joins(db, address, { area: AREAS[n % 3]!, profile })
    // Some are not drawn: they take it up in a channel, and are due at that moment.
    if (n % 7 > 0) await invites(db, wave, memberId)
    else {
      const due_at = new Date(Date.now() + n)
      await db
        .insertInto('invitations')
        .values({ wave_id: wave.id, member_id: memberId, how: 'channel', state: 'sent', due_at })
        .execute()
    }
    people.push({ address, memberId })
  }
  await pool.query(`update invitations set remind_at = now() + interval '2 days', reminded = member_id % 3 = 0`)

  const now = new Date()
  const whenClosed = new Date(now.getTime() + 2 * DAY_MS)
  // The order in which they answer is none of theirs.
  const order = Array.from({ length: IN_TIME }, (_, n) => (n * 29) % IN_TIME)
  for (const n of order.slice(0, 30)) await answers(wave, place, people[n]!, n, now)
  await letsThrough(wave, now, false)
  for (const n of order.slice(30)) await answers(wave, place, people[n]!, n, now)
  await answers(wave, place, people[UNFINISHED]!, UNFINISHED, now, 1)
  await answers(wave, place, people[ERASED]!, ERASED, now)
  await letsThrough(wave, whenClosed, true)
  const tagged = await db
    .selectFrom('survey_answers')
    .select('free_id as id')
    .where('value', '=', JSON.stringify('the words of number 3'))
    .executeTakeFirstOrThrow()
  await db.transaction().execute(trx => setTags(trx, tagged.id!, ['shade']))
  await answers(wave, place, people[LATE]!, LATE, whenClosed)

  const before = await dump()
  const pseudonyms = people.map(({ memberId }) => `\\x${pseudonymOf(memberId, wave.key).toString('hex')}`)
  // The thief of today finds everybody: who answers and what is answered are written together.
  expect(people.map(one => writtenTogether(before, one))).toEqual(pseudonyms.map(one => [one]))
  expect(await bytesOf('wave_keys')).toSatisfy((bytes: Buffer) => bytes.includes(wave.key))
  await db.transaction().execute(trx => eraseAnswers(trx, people[ERASED]!.address, wave.id))
  await db.updateTable('waves').set({ state: 'closed', closed_at: whenClosed }).where('id', '=', wave.id).execute()

  const { keyDays } = place.panel!
  const began = Date.now()
  const job = forgetWhoAnsweredJob(db, () => place, createMediaStore(folder).renew)
  await job.run(new Date(now.getTime() + keyDays * DAY_MS))
  expect(await db.selectFrom('wave_keys').selectAll().execute()).toHaveLength(2)
  await job.run(new Date(now.getTime() + (keyDays + 2) * DAY_MS))

  const after = await dump()
  const of = (table: string) => after.filter(row => row.table === table)
  const responses = of('responses')
  // Of the one who did not come to the end nothing is kept beside others; what they wrote is.
  expect(responses).toHaveLength(IN_TIME + 1)
  expect(of('survey_answers')).toHaveLength(IN_TIME + 1)
  expect(of('loose_answers')).toHaveLength(3 * (IN_TIME + 1))
  expect(of('free_answers')).toHaveLength(3 * (IN_TIME + 1))

  // The key and every pseudonym that it made are gone from everywhere, the key from the disk as well.
  const everything = JSON.stringify(after)
  for (const gone of [`\\x${wave.key.toString('hex')}`, ...pseudonyms])
    expect(everything).not.toContain(JSON.stringify(gone).slice(1, -1))
  expect(await bytesOf('wave_keys')).toSatisfy((bytes: Buffer) => !bytes.includes(wave.key))

  // Who wrote it says nothing: all was written at once, of all or of nobody.
  for (const one of people) expect([0, IN_TIME + 1]).toContain(writtenTogether(after, one).length)
  for (const table of ['responses', 'survey_answers', 'loose_answers', 'free_answers', 'invitations'])
    expect(new Set(of(table).map(({ xmin }) => xmin)).size, table).toBe(1)

  // Where it lies says nothing: rows lie in the order of random names, or of numbers that everybody has.
  for (const [table, name] of [
    ['responses', 'pseudonym'],
    ['survey_answers', 'pseudonym'],
    ['loose_answers', 'id'],
    ['free_answers', 'id'],
    ['invitations', 'member_id'],
  ] as const)
    expect(outOfOrder(of(table), name), table).toBeLessThan(of(table).length / 4)

  // What is kept beside answers is true of many: also whether they came to the end, and late.
  const kept = responses.map(({ columns: { cells, finished, late } }) => JSON.stringify([cells, finished, late]))
  const together = Map.groupBy(kept, one => one)
  for (const rows of together.values()) expect(rows.length).toBeGreaterThanOrEqual(FEWEST)
  expect(together.size).toBeGreaterThan(1)

  // Of those who were asked nothing tells how far they came, nor when.
  const invitations = of('invitations').map(({ columns }) => columns)
  expect(new Set(invitations.map(({ due_at }) => due_at)).size).toBe(1)
  expect(new Set(invitations.map(({ remind_at, reminded }) => remind_at ?? reminded))).toEqual(new Set([false]))
  const answered = invitations.filter(({ progress }) => progress === 'begun')
  expect(answered.map(({ member_id }) => Number(member_id)).toSorted((a, b) => a - b)).toEqual(
    people.filter((_, n) => n !== ERASED).map(({ memberId }) => Number(memberId)),
  )
  const talks = of('conversations').filter(({ columns }) => columns.address !== people[ERASED]!.address)
  expect(new Set(talks.map(({ xmin }) => xmin)).size).toBe(1)
  for (const network of ['telegram', 'discord']) {
    const theirs = talks.filter(({ columns }) => networkOf(columns.address as Address) === network)
    const left = theirs.map(({ columns: { state, last_position } }) => JSON.stringify([state, last_position]))
    expect(new Set(left).size).toBe(1)
    expect(left[0]).not.toMatch(/survey|typed|waveId/)
  }

  // Nothing that names a person holds a word of what was answered.
  const named = JSON.stringify(people.flatMap(one => rowsOf(after, one)))
  expect(named).not.toMatch(/the words of|50\.1/)

  // What somebody recognises as somebody's words or place tells nothing else of them.
  for (const { columns } of of('loose_answers'))
    expect(Object.keys(columns).toSorted()).toEqual(['id', 'question', 'value', 'wave_id'])
  const pins = of('loose_answers').filter(({ columns }) => columns.question === 'where')
  for (const { columns } of pins) expect(JSON.stringify(columns.value)).toMatch(/"latitude":50\.\d{1,3}[,}]/)

  // What was parted is not noted a second time, in the order in which it came; what was erased is, until the night.
  expect(of('dropped_files')).toHaveLength(1)

  // Photos lie on the disk as if all had come in this night.
  for (const { columns } of of('loose_answers').filter(row => row.columns.question === 'look')) {
    const { sha256 } = columns.value as { sha256: string }
    expect((await stat(pathOf(sha256))).mtimeMs).toBeGreaterThanOrEqual(began - 1_000)
  }

  // All that may be known still is.
  const { rows: counts } = await pool.query(
    `select value, count(*)::integer as people from survey_answers where question = 'one' group by value order by value`,
  )
  expect(counts).toEqual([
    { value: 'a', people: IN_TIME / 3 },
    { value: 'b', people: (IN_TIME * 2) / 3 + 1 },
  ])
  const { tags } = await db
    .selectFrom('free_answers')
    .select('tags')
    .where('id', '=', tagged.id!)
    .executeTakeFirstOrThrow()
  expect(tags).toEqual(['shade'])
  const exported = await exportSurvey(db, 'private', { place, now }, async (name, text) => {
    return { name, rows: (await Array.fromAsync(text)).join('').trim().split(/\r?\n/).length - 1 }
  })
  expect(exported.find(({ name }) => name === 'private-answers.csv')?.rows).toBe(IN_TIME + 1)
  expect(exported.find(({ name }) => name === 'private-texts.csv')?.rows).toBe(IN_TIME + 1)
})
