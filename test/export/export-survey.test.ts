/**
 * `npm run survey -- export`, as the command itself.
 */
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Connections, connect } from '../../src/store/database.ts'
import { releaseFreeAnswers } from '../../src/store/panel/free-answers.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { addMembers } from '../support/panel.ts'
import { aSurvey, aWave, comeToTheEnd, option } from '../support/surveys.ts'

const YES_NO = [option('yes', 'Yes'), option('no', 'No')]
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

let database: TestDatabase
let connections: Connections
let folder: string
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 1)
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-export-'))
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

async function run(...args: readonly string[]): Promise<readonly [number, string, string]> {
  const env = { PATH: process.env.PATH, DATABASE_URL: database.url, DATA_DIR: folder, LOG_LEVEL: 'warn' }
  const child = spawn(process.execPath, ['scripts/survey.ts', 'export', ...args], { cwd: ROOT, env })
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return [code, stdout, stderr]
}

const CELLS = { language: 'en', network: 'telegram' }

/** Ends a wave as the clock does, and lets what was written through. */
async function closes(waveId: string): Promise<void> {
  const { db } = connections
  await db.updateTable('waves').set({ state: 'closed', closed_at: new Date() }).where('id', '=', waveId).execute()
  await db.transaction().execute(trx => releaseFreeAnswers(trx, waveId, true))
}

async function exported(survey: string): Promise<readonly (readonly string[])[]> {
  const out = join(folder, randomUUID())
  expect(await run(survey, '--out', out)).toEqual([0, expect.anything(), ''])
  const files = await Promise.all(
    ['answers', 'codebook', 'texts'].map(name => readFile(join(out, `${survey}-${name}.csv`), 'utf8').catch(() => '')),
  )
  return files.map(file => file.replace('\ufeff', '').trim().split('\r\n'))
}

test('it writes answers, codebook and texts; what is not there or not over is said, with exit code 1', async () => {
  const { db } = connections
  const out = join(folder, 'results')
  expect(await run('nothing', '--out', out)).toEqual([1, '', expect.stringMatching(/nothing to export of nothing/)])
  expect(await run()).toEqual([2, '', expect.stringMatching(/usage: npm run survey/)])
  expect(await run('one', 'two')).toEqual([expect.any(Number), '', expect.stringMatching(/usage: npm run survey/)])

  const survey = aSurvey('green', [
    {
      key: 'more',
      kind: 'eitherOr',
      ask: { en: 'More, or less?' },
      options: [option('more', 'More'), option('less', 'Less')],
    },
    { key: 'why', kind: 'text', ask: { en: 'Why?' } },
  ])
  const wave = await aWave(db, survey)
  const members = await addMembers(
    db,
    Array.from({ length: 12 }, (_, n) => ({ address: `telegram:${n + 1}` })),
  )
  await comeToTheEnd(db, wave.id, [
    { members: members.slice(0, 11), answers: { more: 'more' }, cells: CELLS },
    { members: members.slice(11), answers: { more: 'less', why: '=SUM(A1)' }, cells: CELLS },
  ])
  await db.updateTable('survey_answers').set({ free_id: randomUUID() }).where('question', '=', 'why').execute()
  expect((await run('green', '--out', out))[0]).toBe(1)

  await closes(wave.id)
  const [code, stdout] = await run('green', '--out', out)
  const names = ['green-answers.csv', 'green-codebook.csv', 'green-texts.csv']
  expect(code).toBe(0)
  expect(stdout.trim().split('\n')).toEqual(names.map(name => `✓ ${join(out, name)}`))
  expect((await readdir(out)).sort()).toEqual(names)
  const [answers, codebook, texts] = await Promise.all(names.map(name => readFile(join(out, name), 'utf8')))
  for (const file of [answers, codebook, texts]) expect(file?.startsWith('\ufeff')).toBe(true)
  const [head, ...rows] = answers!.trim().split('\r\n')
  expect(head).toMatch(/^\ufeff?wave,to_the_end,late,.*,more$/)
  expect(rows.filter(row => row.endsWith(',more'))).toHaveLength(11)
  expect(rows.filter(row => row.endsWith(',less'))).toHaveLength(1)
  expect(codebook).toContain('more,less,Less')
  // What a spreadsheet would take for a formula is none any more.
  expect(texts).toContain("'=SUM(A1)")
  expect([answers, texts].join()).not.toMatch(/telegram:\d/)
  const events = await db.selectFrom('survey_events').select(['actor', 'actor_name', 'kind', 'detail']).execute()
  const by = { actor: 'command line', actor_name: userInfo().username }
  expect(events).toEqual([{ ...by, kind: 'exported', detail: { files: 3 } }])
})

test('only who came to the end counts for ten; the few others are not told of when the key is gone, ten of them are', async () => {
  const { db } = connections
  const question = (key: string) => ({ key, kind: 'eitherOr' as const, ask: { en: `${key}?` }, options: YES_NO })
  const survey = aSurvey('paths', [question('one'), question('other')])
  const wave = await aWave(db, survey)
  const members = await addMembers(
    db,
    Array.from({ length: 40 }, (_, n) => ({ address: `telegram:${n + 100}` })),
  )
  const finish = (from: number, to: number) =>
    comeToTheEnd(db, wave.id, [
      { members: members.slice(from, to), answers: { one: 'yes', other: 'no' }, cells: CELLS },
    ])
  const stop = (pseudonyms: readonly number[], late: boolean) =>
    db
      .insertInto('responses')
      .values(
        pseudonyms.map(n => ({ wave_id: wave.id, pseudonym: Buffer.from([n]), cells: JSON.stringify(CELLS), late })),
      )
      .execute()
  await finish(0, 6)
  await stop([1, 2, 3, 4, 5], false)
  await closes(wave.id)
  expect(await run('paths', '--out', folder)).toEqual([1, '', expect.stringMatching(/ten people answered to the end/)])

  await finish(6, 16)
  const inTime = Array.from({ length: 16 }, () => '1,1,0,,,en,telegram,yes,no')
  expect((await exported('paths'))[0]!.slice(1)).toEqual(inTime)
  await stop([6, 7, 8, 9], true)
  expect((await exported('paths'))[0]!.slice(1)).toEqual(inTime)

  await db.updateTable('waves').set({ key_destroyed_at: new Date() }).where('id', '=', wave.id).execute()
  expect((await exported('paths'))[0]!.slice(1)).toEqual(inTime)
  await stop([10], true)
  const rows = (await exported('paths'))[0]!.slice(1)
  expect(rows).toHaveLength(26)
  // Of five who stopped late it is told that they stopped, and of nobody that it was late.
  const beside = Map.groupBy(rows, row => row.split(',').slice(1, 7).join())
  for (const alike of beside.values()) expect(alike.length).toBeGreaterThanOrEqual(10)
})

test('what earlier versions offered has its columns and its meaning, and is empty where it was not offered', async () => {
  const { db } = connections
  const offers = (...keys: readonly string[]) =>
    aSurvey('trees', [
      { key: 'kinds', kind: 'choices', ask: { en: 'Which?' }, options: keys.map(key => option(key, `The ${key}`)) },
      { key: 'area', kind: 'choice', ask: { en: 'Where?' }, options: keys.map(key => option(key, `By the ${key}`)) },
    ])
  const members = await addMembers(
    db,
    Array.from({ length: 10 }, (_, n) => ({ address: `telegram:${n + 200}` })),
  )
  for (const [n, keys] of [
    ['oak', 'elm'],
    ['elm', 'fir'],
  ].entries()) {
    const wave = await aWave(db, offers(...keys), { number: n + 1 })
    await comeToTheEnd(db, wave.id, [{ members, answers: { kinds: ['elm'], area: keys[0]! }, cells: CELLS }])
    await closes(wave.id)
  }
  const [answers, codebook] = await exported('trees')
  const [head, ...rows] = answers!
  expect(head).toMatch(/,kinds\.elm,kinds\.fir,kinds\.oak,answer\.area$/)
  expect(new Set(rows.map(row => row.replace(/^(\d).*,en,telegram/, '$1')))).toEqual(
    new Set(['1,1,,0,oak', '2,1,0,,elm']),
  )
  for (const row of [
    'kinds.oak,,Which?',
    'kinds.oak,1,The oak',
    'answer.area,oak,By the oak',
    'answer.area,fir,By the fir',
  ])
    expect(codebook).toContain(row)
  for (const name of head!.split(',')) expect(codebook!.some(row => row.startsWith(`${name},`))).toBe(true)
})
