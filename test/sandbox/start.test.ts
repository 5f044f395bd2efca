/**
 * The whole sandbox as a process: it starts with one clear line, stops in order, and leaves nobody behind.
 */
import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { processesWith, run, surroundings } from '../support/processes.ts'

const slowMs = 60_000

async function folder(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'folkmoot-start-'))
  // As root, Postgres runs as another user, who has to get in.
  await chmod(dataDir, 0o711)
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  return dataDir
}

function start(dataDir: string, more: Readonly<Record<string, string>> = {}) {
  const env = { ...surroundings, DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'warn', ...more }
  return run(process.execPath, ['sandbox/main.ts'], { env })
}

async function addressOf(sandbox: ReturnType<typeof start>): Promise<string> {
  await expect.poll(() => sandbox.output(), { timeout: slowMs }).toMatch(/sandbox is at/)
  return /sandbox is at (\S+)/.exec(sandbox.output())?.[1] ?? ''
}

test('it says where it is, refuses to run twice, and leaves nobody behind', async () => {
  const dataDir = await folder()
  const first = start(dataDir)
  const url = await addressOf(first)
  expect((await fetch(url)).status).toBe(200)

  const second = start(dataDir)
  expect(await second.ended).toBe(1)
  expect(second.output()).toMatch(new RegExp(`already runs in .* at ${url}`))
  expect(second.output()).not.toMatch(/\n\s+at /)

  const elsewhere = start(await folder(), { PORT: new URL(url).port })
  expect(await elsewhere.ended).toBe(1)
  expect(elsewhere.output()).toMatch(/^folkmoot: port \d+ is taken/)

  // Killed without a word, it takes its worker along, and starts again in the same folder.
  const workers = () => processesWith('end-with-parent.ts').filter(pid => environmentOf(pid).includes(dataDir))
  expect(workers()).toHaveLength(1)
  process.kill(first.pid, 'SIGKILL')
  await expect.poll(workers).toEqual([])
  const third = start(dataDir)
  await addressOf(third)
  expect(workers()).toHaveLength(1)

  process.kill(third.pid, 'SIGTERM')
  expect(await third.ended).toBe(0)
  expect(workers()).toEqual([])
  expect(processesWith(dataDir)).toEqual([])
})

test('stopped while it starts, it leaves nobody behind either', async () => {
  const dataDir = await folder()
  const sandbox = start(dataDir)
  await expect.poll(() => processesWith(dataDir).length, { timeout: slowMs, interval: 20 }).toBeGreaterThan(0)
  process.kill(sandbox.pid, 'SIGINT')
  expect(await sandbox.ended).toBe(0)
  expect(sandbox.output()).not.toMatch(/sandbox is at/)
  expect(processesWith(dataDir)).toEqual([])
})

/** Empty for a process that ended. */
function environmentOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8')
  } catch {
    return ''
  }
}
