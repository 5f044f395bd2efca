/**
 * `npm run survey -- export`, as the command itself.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Connections, connect } from '../../src/store/database.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { addMembers } from '../support/panel.ts'
import { aSurvey, aWave, comeToTheEnd, option } from '../support/surveys.ts'

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
  const cells = { language: 'en', network: 'telegram' }
  await comeToTheEnd(db, wave.id, [
    { members: members.slice(0, 11), answers: { more: 'more' }, cells },
    { members: members.slice(11), answers: { more: 'less', why: '=SUM(A1)' }, cells },
  ])
  expect((await run('green', '--out', out))[0]).toBe(1)

  await db.updateTable('waves').set({ state: 'closed', closed_at: new Date() }).where('id', '=', wave.id).execute()
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
})
