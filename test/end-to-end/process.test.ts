/**
 * Folkmoot as a process with a database of its own: one for a data folder, and nothing left when it stops.
 */
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freePort } from '../../sandbox/free-port.ts'
import { startTelegram } from '../../sandbox/telegram/stand-in.ts'
import { createDatabase } from '../support/database.ts'
import { commandOf, processesWith, run, surroundings } from '../support/processes.ts'
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
        ...surroundings,
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
  process.kill(first.pid, 'SIGTERM')
  expect(await first.ended).toBe(0)
  expect(first.output()).not.toMatch(/"level":"(warn|error)"|Warning:/)
  expect(processesWith(dataDir)).toEqual([])
})

test('what an operator can mend is said in one sentence, without the password and without a stack', async () => {
  await using stack = new AsyncDisposableStack()
  const dataDir = await mkdtemp(join(tmpdir(), 'folkmoot-process-'))
  stack.defer(() => rm(dataDir, { recursive: true, force: true }))
  const blocker = createServer().listen(0)
  stack.defer(() => void blocker.close())
  await once(blocker, 'listening')
  const taken = String((blocker.address() as AddressInfo).port)
  await using database = await createDatabase()
  const start = (settings: Readonly<Record<string, string>>) =>
    run(process.execPath, ['src/main.ts'], { env: { ...surroundings, DATA_DIR: dataDir, ...settings } })
  const tried = [
    start({ DATABASE_URL: database.url, PORT: taken }),
    start({ DATABASE_URL: 'postgres://folkmoot:hush@127.0.0.1:1/town', PORT: '0' }),
  ] as const
  expect(await Promise.all(tried.map(one => one.ended))).toEqual([1, 1])
  expect(tried[0].output()).toBe(`cannot listen on port ${taken} (EADDRINUSE); free it, or set PORT to another\n`)
  expect(tried[1].output()).toMatch(
    /^cannot use the database at 127\.0\.0\.1:1\/town \(.*ECONNREFUSED.*\); check DATABASE_URL\n$/,
  )
})
