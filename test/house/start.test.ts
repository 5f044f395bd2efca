/**
 * `npm start` and what it leaves behind, with the real npm between us and the program.
 */
import { access, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Checkout, makeCheckout, withOwnPostgres } from '../support/checkout.ts'
import { commandOf, processesWith } from '../support/processes.ts'

let checkout: Checkout
beforeAll(async () => {
  checkout = await makeCheckout(0o755)
})
afterAll(async () => {
  const left = processesWith(checkout.directory)
  for (const pid of left) process.kill(pid, 'SIGKILL')
  await checkout.remove()
  expect(left).toEqual([])
})

const start = (environment?: Record<string, string>) => checkout.npm(['start'], environment)

test('without any token it is the sandbox, with one it is Folkmoot, on the installed Node.js', async () => {
  const bare = start({ EXIT_WITH: '0' })
  await bare.ended
  expect(bare.output()).toMatch(/this is sandbox on v24\./)

  const inEnvironment = start({ EXIT_WITH: '0', DISCORD_BOT_TOKEN: 'x' })
  await inEnvironment.ended
  expect(inEnvironment.output()).toMatch(/this is src on v24\./)

  await writeFile(join(checkout.directory, '.env'), 'TELEGRAM_BOT_TOKEN="x"\n')
  const inFile = start({ EXIT_WITH: '0' })
  await inFile.ended
  await rm(join(checkout.directory, '.env'))
  expect(inFile.output()).toMatch(/this is src on v24\./)
})

test('the exit code of the program is that of the command', async () => {
  expect(await start({ EXIT_WITH: '7' }).ended).toBe(7)
})

test.each<[string, (npm: number) => void]>([
  ['Ctrl-C, which every process of the terminal hears', npm => process.kill(-npm, 'SIGINT')],
  ['SIGTERM to npm alone', npm => process.kill(npm, 'SIGTERM')],
  ['SIGINT to npm alone', npm => process.kill(npm, 'SIGINT')],
  ['a closed terminal', npm => process.kill(-npm, 'SIGHUP')],
  ['kill -9 of npm', npm => process.kill(npm, 'SIGKILL')],
])('%s: everything stops in order, once, and nothing is left', async (_, end) => {
  const npm = start()
  const server = Number((await npm.says(/ready with (\d+)/))[1])
  expect(commandOf(server)).toContain('postgres')

  end(npm.pid)
  await npm.says(/stopped in order/)
  await npm.ended
  await expect.poll(() => processesWith(checkout.directory)).toEqual([])
  expect(commandOf(server)).toBe('')
  expect(npm.output().match(/heard/g)).toHaveLength(1)
})

test('a second start in the same folder says what runs already, and the first goes on', async () => {
  const first = start()
  const server = Number((await first.says(/ready with (\d+)/))[1])

  const second = start()
  expect(await second.ended).toBe(1)
  expect(second.output()).toMatch(
    /Folkmoot already runs in \S+ as process \d+ at http:\/\/localhost:1234; stop it first/,
  )
  expect(second.output()).not.toMatch(/\n\s+at /)

  expect(commandOf(server)).toContain('postgres')
  process.kill(first.pid, 'SIGTERM')
  await first.ended
})

test('after a kill -9 of everything the next start works', async () => {
  const first = start()
  await first.says(/ready with/)
  for (const pid of processesWith('main.ts').filter(pid => commandOf(pid).includes(checkout.directory)))
    process.kill(pid, 'SIGKILL')
  await first.ended

  const second = start()
  await second.says(/ready with/)
  process.kill(second.pid, 'SIGTERM')
  await second.ended
})

if (process.getuid?.() === 0) {
  test('as root below a folder that nobody else may enter, data and binaries lie where Postgres can reach them', async () => {
    const closed = await makeCheckout(0o700)
    const build = await withOwnPostgres(closed)
    const npm = closed.npm(['start'])
    const server = Number((await npm.says(/ready with (\d+)/))[1])
    const place = (await readFile(join(closed.directory, '.data/postgres/place'), 'utf8')).trim()
    const binaries = `/var/lib/folkmoot/postgres-${build}`
    expect(commandOf(server)).toContain(`${binaries}/bin/postgres -D ${place}/cluster`)
    expect(npm.output()).toContain(`"place":"${place}"`)
    expect(npm.output()).toContain(`"place":"${binaries}"`)
    process.kill(npm.pid, 'SIGTERM')
    await npm.ended

    const again = closed.npm(['start'])
    await again.says(/ready with/)
    expect(again.output()).not.toContain('"place"')
    process.kill(again.pid, 'SIGTERM')
    await again.ended

    await rm(join(closed.directory, '.data'), { recursive: true })
    const anew = closed.npm(['start'])
    await anew.says(/ready with/)
    expect(await readdir(`${place}.old`)).toContain('cluster')
    process.kill(anew.pid, 'SIGTERM')
    await anew.ended

    await closed.remove()
    for (const path of [binaries, place, `${place}.old`]) await rm(path, { recursive: true })
    await expect(access(place)).rejects.toThrow()
  })
}
