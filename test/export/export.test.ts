/**
 * A case written whole: for machines, for people, with its files; and what cannot be written.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CaseFile } from '../../src/export/case-file.ts'
import { filesOf } from '../../src/export/files.ts'
import { picture } from '../support/pictures.ts'
import { asksQuestion, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

let town: Town
let folder: string
beforeAll(async () => {
  town = await startTown()
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-export-'))
})
afterAll(async () => {
  await town[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

async function run(...more: readonly string[]): Promise<readonly [number, string, string]> {
  const env = { ...process.env, ...town.env }
  const child = spawn(process.execPath, ['scripts/case.ts', ...more], { cwd: ROOT, env })
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return [code, stdout, stderr]
}

test('a case with a note, an answer and a picture, whole and harmless', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Ana <b>', languageCode: 'en' })
  const reference = await asksQuestion(ana, 'Is <script>alert(1)</script> & "this" open?')
  const thread = await threadOf(town, reference)
  const { channel, ts } = thread
  const bytes = await picture()
  town.priya.writes(channel, 'note: ask <img src=x onerror=alert(2)>', { thread: ts })
  town.priya.writes(channel, 'Here is the plan.', {
    thread: ts,
    files: [{ name: 'pl an.jpg', mediaType: 'image/jpeg', bytes }],
  })
  await hears(ana, /Here is the plan/)
  await eventually(async () => {
    const { rows } = await sql`select 1 from case_events where kind = 'delivered'`.execute(town.connections.db)
    expect(rows).toHaveLength(1)
  }, 20_000)

  const target = join(folder, 'new', 'case')
  expect(await run(reference, '--export', target)).toEqual([0, `✓ ${reference} is in ${target}: open index.html\n`, ''])
  const filed: CaseFile = JSON.parse(await readFile(join(target, 'case.json'), 'utf8'))
  expect(filed).toMatchObject({
    format: 'folkmoot case 1',
    reference,
    kind: 'question',
    status: 'new',
    department: { key: 'desk', name: 'Front desk' },
    resident: { name: 'Ana <b>', network: 'Telegram', language: 'en' },
    followers: [{ name: 'Ana <b>', network: 'Telegram', how: 'reporter' }],
    record: { holds: true, broken: null },
  })
  expect(filed.record.events.slice(0, 2)).toMatchObject([
    { seq: 1, by: { who: 'resident', name: 'Ana <b>' }, kind: 'opened', words: { text: filed.words } },
    { seq: 2, by: { who: 'staff', name: 'Priya', id: town.priya.id }, kind: 'noted' },
  ])
  expect(filed.record.events.map(event => event.kind)).toEqual(expect.arrayContaining(['replied', 'delivered']))
  expect(filed.replies.map(reply => [reply.authorName, reply.state])).toEqual([
    ['Priya', 'note'],
    ['Priya', 'sent'],
  ])
  expect(JSON.stringify(filed)).not.toContain('telegram:')

  expect(filed.files).toMatchObject([{ name: 'pl an.jpg', path: expect.stringMatching(/^files\/01-\S+\.jpg$/) }])
  const kept = await readFile(join(target, filed.files[0]!.path))
  expect(createHash('sha256').update(kept).digest('hex')).toBe(filed.files[0]!.sha256)
  expect((await readdir(target)).toSorted()).toEqual(['case.json', 'files', 'index.html'])

  const page = await readFile(join(target, 'index.html'), 'utf8')
  expect(page).toContain('<html lang="en" dir="ltr">')
  expect(page).toContain('Is &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;this&quot; open?')
  expect(page).toContain('ask &lt;img src=x onerror=alert(2)&gt;')
  expect(page).not.toMatch(/<script|<img src=x|onerror=alert\(2\)>/)
  expect(page).toContain('The record is what was written.')
  expect(page).toMatch(/<img src="files\/01-[^"]+" alt="pl an\.jpg">/)

  expect(await run(reference, '--export', target)).toEqual([
    1,
    '',
    `${target} is not empty; name a folder that is, or one that is not there yet\n`,
  ])

  await town.connections.db.transaction().execute(async trx => {
    await sql`set local session_replication_role = replica`.execute(trx)
    await sql`update case_events set actor = 'U0EVE' where seq = 2`.execute(trx)
  })
  await rm(join(town.env.DATA_DIR!, 'media'), { recursive: true })
  const broken = join(folder, 'broken')
  const [code, , stderr] = await run(reference, '--export', broken)
  expect(code).toBe(1)
  expect(stderr).toBe(
    '! the file "pl an.jpg" is not kept any more, or is not what it was\n' +
      '✗ the record of this case is not what was written; see npm run audit\n',
  )
  expect(await readFile(join(broken, 'index.html'), 'utf8')).toContain('event 2 is the first that is wrong')
})

test.each([
  [['HB-999999', '--export', 'x'], 'there is no case HB-999999\n'],
  [['XY-1', '--export', 'x'], '"XY-1" is no reference of a case; they look like HB-1042\n'],
  [['HB-1'], 'usage: npm run case -- HB-1042 --export DIR\n'],
  [['--export', 'x'], 'usage: npm run case -- HB-1042 --export DIR\n'],
])('%s', async (given, told) => {
  expect(await run(...given)).toEqual([1, '', told])
})

test('names that no folder takes become plain; each file is there once', () => {
  const file = (name: string, sha256: string) => ({ name, sha256, mediaType: 'image/jpeg', bytes: 1 })
  const names = [
    '../../etc/passwd',
    '.hidden',
    'a\u0000b:c*.jpg',
    'Straße – Übersicht.jpg',
    '…',
    `${'x'.repeat(300)}.png`,
  ]
  const files = filesOf([...names.map((name, n) => file(name, `${n}`)), file('again', '0')])
  expect(files.map(({ path }) => path)).toEqual([
    'files/01-etc-passwd',
    'files/02-hidden',
    'files/03-a-b-c-.jpg',
    'files/04-Straße-Übersicht.jpg',
    'files/05-file',
    `files/06-${'x'.repeat(76)}.png`,
  ])
})
