/**
 * Surveys brought in from files: each change is a version, with its pictures, and what is wrong is not kept.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMediaStore } from '../../src/media/store.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { saveDraft, workingCopy } from '../../src/store/panel/drafts.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { picture } from '../support/pictures.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

let database: TestDatabase
let connections: Connections
let folder: string
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 1)
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-survey-'))
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
})

async function run(...args: readonly string[]): Promise<readonly [number, string, string]> {
  const env = { PATH: process.env.PATH, DATABASE_URL: database.url, DATA_DIR: folder, LOG_LEVEL: 'warn' }
  const child = spawn(process.execPath, ['scripts/survey.ts', ...args], { cwd: ROOT, env })
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return [code, stdout, stderr]
}

const survey = (why: string) => `key: bench
title: The bench
why: ${why}
owner: U0LEAD
outcomeBy: 2027-04-15
languages: [en]
schedule: { closesAfterDays: 5 }
questions:
  - key: which
    kind: pictures
    ask: Which of these?
    options:
      - { key: oak, name: Oak, picture: oak.jpg }
      - { key: steel, name: Steel, picture: steel.jpg }
`

const kept = () =>
  connections.db.selectFrom('survey_versions').select(['version', 'definition']).orderBy('version').execute()

test('each change of a survey is a version with its pictures; the same again is none, and a wrong one is not kept', async () => {
  const file = join(folder, 'bench.yaml')
  await writeFile(file, survey('We buy one.'))
  await writeFile(join(folder, 'oak.jpg'), await picture('#806040'))
  expect(await run('import', file)).toEqual([
    1,
    '',
    expect.stringMatching(/bench.yaml:\d+: questions.0.options.1.picture there is no steel.jpg beside/),
  ])

  await writeFile(join(folder, 'steel.jpg'), 'no picture at all')
  expect(await run('import', file)).toEqual([1, '', expect.stringContaining('cannot use steel.jpg')])
  expect(await kept()).toEqual([])

  await writeFile(join(folder, 'steel.jpg'), await picture('#909090'))
  expect(await run('import', file)).toEqual([0, '✓ bench is kept as version 1: launch it in Slack\n', ''])
  expect(await run('import', file)).toEqual([0, '✓ bench is what version 1 is: nothing to keep\n', ''])
  await writeFile(join(folder, 'oak.jpg'), await picture('#a08060'))
  expect(await run('import', file)).toEqual([0, expect.stringContaining('version 2'), ''])

  const pictures = (await kept()).map(({ definition: { questions } }) =>
    questions.flatMap(question => (question.kind === 'pictures' ? question.options : [])).map(({ picture: p }) => p),
  )
  const [[oak = '', steel = ''] = [], [oakNow = '', steelNow = ''] = []] = pictures
  expect(steelNow).toBe(steel)
  expect(oakNow).not.toBe(oak)
  const stored = await connections.db.selectFrom('survey_pictures').select(['name', 'file']).execute()
  expect(stored.map(({ name }) => name).toSorted()).toEqual([oak, steel, oakNow].toSorted())
  const media = createMediaStore(join(folder, 'media'))
  for (const { name, file: one } of stored) {
    expect(one).toMatchObject({ sha256: name, mediaType: 'image/jpeg' })
    expect((await media.open(name)).length).toBe(one.bytes)
  }
})

test('what somebody had changed in Slack and nobody launched yet is replaced, and it is said whose it was', async () => {
  const { db } = connections
  const file = join(folder, 'bench.yaml')
  const before = (await workingCopy(db, 'bench'))!
  const draft = { ...before.survey, why: { en: 'We buy two.' } }
  const by = { by: { id: 'U0LEAD', name: 'Lea' }, madeBy: 'U0LEAD', ownerName: 'Lea', at: new Date() }
  await db.transaction().execute(trx => saveDraft(trx, draft, by))
  expect(await run('import', file)).toEqual([0, '✓ bench is what version 2 is: nothing to keep\n', ''])
  expect(await workingCopy(db, 'bench')).toMatchObject({ isChanged: true, survey: { why: { en: 'We buy two.' } } })

  await writeFile(file, survey('We buy three.'))
  const [code, told] = await run('import', file)
  expect([code, told]).toEqual([
    0,
    expect.stringMatching(/version 3: [\s\S]*the place of what Lea had changed in Slack/),
  ])
  expect(await workingCopy(db, 'bench')).toMatchObject({ isChanged: false, survey: { why: { en: 'We buy three.' } } })
  expect(await db.selectFrom('survey_drafts').selectAll().execute()).toEqual([])
})

test('who launches nothing and checks nothing is told how', async () => {
  expect(await run('launch', 'x.yaml')).toEqual([2, '', expect.stringContaining('import FILE')])
})

test('after a restore it is said what is held', async () => {
  const { db } = connections
  const wave = { version: 1, number: 1, seed: '1', starts_at: new Date(), closes_at: new Date(Date.now() + 86_400_000) }
  await db
    .insertInto('waves')
    .values({ ...wave, survey: 'bench', state: 'sending' })
    .execute()
  await db
    .updateTable('surveys')
    .set({ state: 'launched', launched_version: 1, next_wave_at: new Date(Date.now() - 60_000) })
    .execute()
  expect(await run('hold')).toEqual([
    0,
    '✓ 1 wave is paused: let them go on or stop them in Slack\n' +
      '✓ bench: it was due and does not go out; if it did not, give it a later time in Slack and launch it\n',
    '',
  ])
  expect(await run('hold')).toEqual([0, '✓ 0 waves are paused: let them go on or stop them in Slack\n', ''])
})
