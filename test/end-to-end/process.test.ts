/**
 * Folkmoot as a process with a database of its own: one for a data folder, and nothing left when it stops.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startTelegram } from '../../sandbox/telegram/stand-in.ts'
import { freePort } from '../support/free-port.ts'
import { commandOf, processesWith, run } from '../support/processes.ts'
import { asksQuestion } from '../support/talks.ts'

test('a second one in the same folder says in one sentence what runs; SIGTERM ends the first, Postgres and all', async () => {
  await using stack = new AsyncDisposableStack()
  const dataDir = await mkdtemp(join(tmpdir(), 'folkmoot-process-'))
  await chmod(dataDir, 0o711)
  stack.defer(() => rm(dataDir, { recursive: true, force: true }))
  const telegram = await startTelegram({ token: '7000000001:process' })
  stack.defer(() => telegram.close())
  const start = (port: number) => {
    const started = run(process.execPath, ['src/main.ts'], {
      env: {
        PATH: process.env.PATH,
        DATA_DIR: dataDir,
        PORT: String(port),
        TELEGRAM_BOT_TOKEN: '7000000001:process',
        TELEGRAM_API_ROOT: telegram.apiRoot,
      },
    })
    stack.defer(async () => {
      if (commandOf(started.pid) !== '') process.kill(started.pid, 'SIGKILL')
      await started.ended
    })
    return started
  }

  const port = await freePort()
  const first = start(port)
  await first.says(/folkmoot is up/)
  await asksQuestion(telegram.addPerson({ firstName: 'Ana', languageCode: 'en' }))

  const second = start(await freePort())
  expect(await second.ended).toBe(1)
  expect(second.output().trim()).toBe(
    `Folkmoot already runs in ${dataDir} as process ${first.pid} at http://localhost:${port}; stop it first, or set another DATA_DIR and PORT`,
  )

  const database = processesWith(dataDir)
  expect(database.length).toBeGreaterThan(0)
  const before = Date.now()
  process.kill(first.pid, 'SIGTERM')
  expect(await first.ended).toBe(0)
  expect(Date.now() - before).toBeLessThan(10_000)
  expect(first.output()).not.toMatch(/"level":"(warn|error)"/)
  expect(processesWith(dataDir)).toEqual([])
}, 40_000)
