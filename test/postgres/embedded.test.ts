import { spawnSync } from 'node:child_process'
import { chmod, chown, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createLog } from '../../src/log.ts'
import { runningPostgres, startPostgres } from '../../src/postgres/embedded.ts'
import { commandOf, processesWith, run } from '../support/processes.ts'

const log = createLog('silent')
const node = 'node_modules/node/bin/node'
const nobody = { uid: 65_534, gid: 65_534 }
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'folkmoot-postgres-'))
  await chmod(folder, 0o711)
})
afterAll(async () => {
  await rm(folder, { recursive: true })
})
afterEach(() => {
  const left = processesWith(folder)
  for (const pid of left) process.kill(pid, 'SIGKILL')
  expect(left).toEqual([])
})

const start = (durable = false) => startPostgres({ directory: folder, log, durable })

async function ask(url: string, question: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  // A server that goes away under an idle client says so here; the query itself rejects.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query({ text: question, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

test('what was written is there after a restart, at the same address', async () => {
  const first = await start()
  await ask(first.url, `create table kept as select 'Ö' as word`)
  await first.stop()
  expect(commandOf(first.pid())).toBe('')

  const second = await start()
  expect(second.url).toBe(first.url)
  expect(await runningPostgres(folder)).toBe(second.url)
  expect(await ask(second.url, 'select lower(word) from kept')).toEqual(['ö'])
  await second.stop()
})

test('it is durable unless told otherwise, and leads its own process group', async () => {
  const durable = await start(true)
  expect(await ask(durable.url, `select current_setting('fsync'), current_setting('synchronous_commit')`)).toEqual([
    'on',
    'on',
  ])
  const group = (await readFile(`/proc/${durable.pid()}/stat`, 'utf8')).split(' ')[4]
  expect(Number(group)).toBe(durable.pid())
  await durable.stop()
})

test('only who knows the password gets in', async () => {
  const postgres = await start()
  const guessed = new URL(postgres.url)
  guessed.password = 'guessed'
  await expect(ask(guessed.href, 'select 1')).rejects.toThrow(/password authentication failed/)
  expect((await stat(join(folder, 'password'))).mode & 0o777).toBe(0o600)
  await postgres.stop()
})

test('it stops in time while somebody is in the middle of something', async () => {
  const postgres = await start()
  const slow = ask(postgres.url, 'select pg_sleep(600)').catch((error: Error) => error.message)
  await expect
    .poll(() => ask(postgres.url, `select count(*)::int from pg_stat_activity where query like 'select pg_sleep%'`))
    .toEqual([1])
  await postgres.stop()
  expect(await slow).toMatch(/terminat/)
})

test('killed by somebody else, it comes back by itself at the same address', async () => {
  const postgres = await start()
  const killed = postgres.pid()
  process.kill(killed, 'SIGKILL')
  await expect.poll(() => ask(postgres.url, 'select 1').catch(() => 'away')).toEqual([1])
  expect(postgres.pid()).not.toBe(killed)
  await postgres.stop()
})

test('stopped while it is about to come back, it stays away', async () => {
  const postgres = await start()
  process.kill(postgres.pid(), 'SIGKILL')
  await expect.poll(() => commandOf(postgres.pid())).toBe('')
  await postgres.stop()
  expect(processesWith(folder)).toEqual([])
})

test('left behind by a kill -9 of ours, it is stopped and started anew with everything in it', async () => {
  const ours = run(node, ['test/postgres/serve.ts', folder])
  const { url, server } = JSON.parse((await ours.says(/\{"url.*\}/))[0])
  await ask(url, 'create table left_over as select 1 as number')
  process.kill(ours.pid, 'SIGKILL')
  expect(await ours.ended).toBe('SIGKILL')
  expect(commandOf(server)).toContain(folder)

  const postgres = await start()
  expect(commandOf(server)).toBe('')
  expect(await ask(postgres.url, 'select number from left_over')).toEqual([1])
  await postgres.stop()
})

test('a note of a process number that somebody else has now does no harm', async () => {
  const first = await start()
  const note = join(folder, 'cluster/postmaster.pid')
  const words = await readFile(note, 'utf8')
  await first.stop()
  // As after a crash of the machine: the file stays, the number means a bystander of the same user.
  const bystander = run('/bin/sleep', ['60'], process.getuid?.() === 0 ? nobody : {})
  await writeFile(note, words.replace(/^\d+/, String(bystander.pid)))

  const second = await start()
  expect(await ask(second.url, 'select 1')).toEqual([1])
  expect(commandOf(bystander.pid)).toContain('sleep')
  await second.stop()
  process.kill(bystander.pid, 'SIGKILL')
  await bystander.ended
})

test('a start that was cut short is begun again', async () => {
  await rm(join(folder, 'cluster'), { recursive: true })
  await mkdir(join(folder, 'cluster.new/base'), { recursive: true })
  const postgres = await start()
  expect(await ask(postgres.url, 'select 1')).toEqual([1])
  await postgres.stop()
})

test('where it cannot start, the error has its last words', async () => {
  const version = join(folder, 'cluster/PG_VERSION')
  const before = await readFile(version, 'utf8')
  await writeFile(version, '9\n')
  await expect(start()).rejects.toThrow(/did not start on port \d+: .*incompatible/)
  await writeFile(version, before)
})

/** Only root can become somebody else, and only where the checkout is not closed to everybody else. */
const canBeNobody = process.getuid?.() === 0 && spawnSync(node, ['--version'], nobody).status === 0
if (canBeNobody) {
  test('an ordinary user runs it as himself', async () => {
    const own = await mkdtemp(join(tmpdir(), 'folkmoot-postgres-'))
    await chown(own, nobody.uid, nobody.gid)
    const theirs = run(node, ['test/postgres/serve.ts', own], nobody)
    const { url, server } = JSON.parse((await theirs.says(/\{"url.*\}/))[0])
    expect(await ask(url, 'select 1')).toEqual([1])
    expect(await readFile(`/proc/${server}/status`, 'utf8')).toMatch(/^Uid:\t65534\t/m)
    process.kill(theirs.pid, 'SIGTERM')
    expect(await theirs.ended).toBe(0)
    expect(commandOf(server)).toBe('')
    await rm(own, { recursive: true })
  })
}
