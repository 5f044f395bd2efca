/**
 * The record: it only grows, its chains do not fork, and the audit names the first row that is not what was written.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { promises as fs } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { FileMigrationProvider, Migrator } from 'kysely/migration'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { auditRecord } from '../../src/store/audit.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { type CaseEvent, recordEvents } from '../../src/store/record.ts'
import { insertQuestions } from '../support/cases.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

const NOW = new Date('2026-11-22T09:30:00.123Z')
const FROM_HERE = fileURLToPath(new URL('../..', import.meta.url))

let database: TestDatabase
let connections: Connections
let [first, second, third]: string[] = []

beforeEach(async () => {
  database = await createDatabase()
  connections = connect(database.url, 8)
  ;[first, second, third] = await insertQuestions(connections.db, 3)
})
afterEach(async () => {
  await connections.db.destroy()
  await database.drop()
})

const record = (...events: readonly CaseEvent[]) =>
  connections.db.transaction().execute(trx => recordEvents(trx, events, NOW))
const said = (caseId: string | undefined, words: string): CaseEvent => ({
  caseId: caseId!,
  actor: 'telegram:1',
  kind: 'residentWrote',
  words: { text: { text: words, spans: [] } },
})
const did = (caseId: string | undefined, kind: string, detail?: object): CaseEvent => ({
  caseId: caseId!,
  actor: 'U0PRIYA',
  kind,
  ...(detail && { detail }),
})
/** As somebody who may do everything, and does. */
const tamper = (statement: string) =>
  connections.db.transaction().execute(async trx => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql.raw(statement).execute(trx)
  })
const audit = (caseId?: string) => auditRecord(connections.db, caseId === undefined ? {} : { caseId })

async function threeCases(): Promise<void> {
  await record(did(second, 'opened'), did(first, 'opened', { b: 1, a: [true, null, 'é\n"'] }), did(third, 'opened'))
  await record(said(first, 'Any news?'), did(first, 'assigned', { to: 'U0TOM' }), did(second, 'assigned'))
  await record(said(second, '…'), did(first, 'replied'))
}

test('each case has a chain of its own, in the order of what happened; words lie apart', async () => {
  await threeCases()
  const rows = await connections.db
    .selectFrom('case_events as e')
    .leftJoin('case_event_words as w', 'w.event_id', 'e.id')
    .select(['e.seq', 'e.kind', 'w.words'])
    .where('e.case_id', '=', first!)
    .orderBy('e.seq')
    .execute()
  expect(rows.map(row => [row.seq, row.kind, row.words?.text?.text])).toEqual([
    [1, 'opened', undefined],
    [2, 'residentWrote', 'Any news?'],
    [3, 'assigned', undefined],
    [4, 'replied', undefined],
  ])
  expect(await audit()).toEqual({ cases: 3, events: 8, erased: 0 })
  expect(await audit(second)).toEqual({ cases: 1, events: 3, erased: 0 })
  expect(await audit('999999')).toEqual({ cases: 0, events: 0, erased: 0 })
})

test('thirty who write to the same cases at once make one chain for each', async () => {
  const each = Array.from({ length: 30 }, (_, n) =>
    record(did(n % 2 ? first : second, `a${n}`), did(n % 2 ? second : first, `b${n}`), said(first, `${n}`)),
  )
  await Promise.all(each)
  expect(await audit()).toEqual({ cases: 2, events: 90, erased: 0 })
  const { rows } = await sql<{ seq: number }>`select seq from case_heads order by case_id`.execute(connections.db)
  expect(rows.map(row => row.seq)).toEqual([60, 30])
})

test('more events than one page holds', async () => {
  const many = Array.from({ length: 1_500 }, (_, n) => ({
    ...said(n % 3 ? first : second, `word ${n}`),
    kind: 'noted',
  }))
  await record(...many)
  await record(...many, did(third, 'opened'))
  const told: number[] = []
  expect(await auditRecord(connections.db, { onProgress: ({ events }) => told.push(events) })).toMatchObject({
    events: 3_001,
  })
  expect(told).toEqual([2_000, 3_001])
})

test.each([
  "update case_events set actor = 'U0EVE'",
  'delete from case_events',
  'truncate case_events cascade',
  'update case_events set hash = hash where false',
  'delete from case_event_words',
  'truncate case_event_words',
  `update case_event_words set words = '{"text":{"text":"No.","spans":[]}}'`,
  'delete from case_heads',
  'truncate case_heads',
])('refused: %s', async statement => {
  await threeCases()
  await expect(sql.raw(statement).execute(connections.db)).rejects.toMatchObject({ code: '23001' })
  expect(await audit()).toMatchObject({ events: 8 })
})

test('erased words leave the chain whole, and cannot come back', async () => {
  await threeCases()
  const erase = sql`update case_event_words set words = null, salt = null, erased_at = now()
    where event_id = (select min(event_id) from case_event_words)`
  await erase.execute(connections.db)
  expect(await audit()).toEqual({ cases: 3, events: 8, erased: 1 })
  const again = sql`update case_event_words set words = '{}', salt = gen_random_uuid(), erased_at = null where words is null`
  await expect(again.execute(connections.db)).rejects.toMatchObject({ code: '23001' })
})

const at = (n: number) => `case_id = (select min(id) from cases) and seq = ${n}`
const wordsAt = (n: number) => `event_id = (select id from case_events where ${at(n)})`

test.each([
  ['another actor', `update case_events set actor = 'U0EVE' where ${at(3)}`, 3, 'changed'],
  ['another instant', `update case_events set at = at + interval '1 microsecond' where ${at(3)}`, 3, 'changed'],
  ['another detail', `update case_events set detail = '{"to":"U0EVE"}' where ${at(3)}`, 3, 'changed'],
  ['another digest of words', `update case_events set words_digest = null where ${at(2)}`, 2, 'changed'],
  [
    'a row made anew, hash and all',
    `update case_events set actor = 'U0EVE' where ${at(3)}; update case_events e set hash = case_event_hash(e) where ${at(3)}`,
    4,
    'unlinked',
  ],
  ['a row gone in the middle', `delete from case_events where ${at(3)}`, 4, 'unlinked'],
  ['the first row gone', `delete from case_events where ${at(1)}`, 2, 'unlinked'],
  ['the last row gone', `delete from case_events where ${at(4)}`, 4, 'cutOff'],
  [
    'the last rows gone',
    `delete from case_events where case_id = (select min(id) from cases) and seq > 2`,
    3,
    'cutOff',
  ],
  ['all rows gone', `delete from case_events where case_id = (select min(id) from cases)`, 1, 'cutOff'],
  ['the head put back', 'update case_heads set seq = 3 where case_id = (select min(id) from cases)', 4, 'headWrong'],
  ['the head gone', 'delete from case_heads where case_id = (select min(id) from cases)', 4, 'headWrong'],
  ['other words', `update case_event_words set words = '{"text":"No."}' where ${wordsAt(2)}`, 2, 'wordsChanged'],
  ['words gone', `delete from case_event_words where ${wordsAt(2)}`, 2, 'wordsMissing'],
  [
    'words put in',
    `insert into case_event_words select id, gen_random_uuid(), '{}' from case_events where ${at(3)}`,
    3,
    'wordsAdded',
  ],
])('noticed: %s', async (_, statement, seq, what) => {
  await threeCases()
  await tamper(`delete from case_events where case_id = (select max(id) from cases)`)
  await tamper(statement)
  expect((await audit()).broken).toEqual({ caseId: first, seq, what })
  expect((await audit(second)).broken).toBeUndefined()
})

test('a record from before there were chains is chained as it stands, and its words come to lie apart', async () => {
  const { db } = connections
  await sql`drop schema public cascade`.execute(db)
  await sql`create schema public`.execute(db)
  const provider = new FileMigrationProvider({ fs, path, migrationFolder: path.join(FROM_HERE, 'migrations') })
  const migrator = new Migrator({ db, provider })
  await migrator.migrateTo('0008-followers')
  const [one, other] = await insertQuestions(db, 2)
  await sql`insert into case_events (case_id, at, actor, kind, detail) values
    (${one}, now(), 'telegram:1', 'opened', '{"department":"desk"}'),
    (${other}, now(), 'telegram:1', 'residentWrote', '{"text":{"text":"Any news?","spans":[]},"files":[]}'),
    (${one}, now(), 'U0PRIYA', 'statusChanged', '{"from":"new","to":"planned","words":"On Monday."}'),
    (${one}, now(), 'U0PRIYA', 'statusChanged', '{"from":"planned","to":"fixed","words":""}')`.execute(db)
  expect((await migrator.migrateToLatest()).error).toBeUndefined()
  await record(did(one, 'assigned'))
  expect(await audit()).toEqual({ cases: 2, events: 5, erased: 0 })
  const { rows } = await sql`
    select e.detail, w.words from case_events e left join case_event_words w on w.event_id = e.id order by e.id`.execute(
    db,
  )
  expect(rows).toEqual([
    { detail: { department: 'desk' }, words: null },
    { detail: {}, words: { text: { text: 'Any news?', spans: [] }, files: [] } },
    { detail: { from: 'new', to: 'planned' }, words: { text: { text: 'On Monday.', spans: [] } } },
    { detail: { from: 'planned', to: 'fixed' }, words: null },
    { detail: {}, words: null },
  ])
})

test('as a command: ✓ and 0, or the first broken row and 1', async () => {
  await threeCases()
  expect(await runAudit()).toEqual([0, '✓ 8 events of 3 cases are what was written\n', ''])
  await tamper(`update case_events set actor = 'U0EVE' where case_id = ${second} and seq = 2`)
  expect(await runAudit()).toEqual([1, `✗ HB-${second}, event 2: it is not what was written\n`, ''])
  expect(await runAudit('--case', `hb-${first}`)).toEqual([0, '✓ 4 events of 1 case are what was written\n', ''])
  expect(await runAudit('--case', 'HB-999999')).toEqual([1, '', 'there is no case HB-999999\n'])
  expect(await runAudit('--case', 'XY-1')).toEqual([
    1,
    '',
    '"XY-1" is no reference of a case; they look like HB-1042\n',
  ])
})

async function runAudit(...more: readonly string[]): Promise<readonly [number, string, string]> {
  const env = { ...process.env, DATABASE_URL: database.url, PLACE_FILE: 'example/place.yaml' }
  const child = spawn(process.execPath, ['scripts/audit.ts', ...more], { cwd: FROM_HERE, env })
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return [code, stdout, stderr]
}
