import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { AlreadyRunningError, claimDataDir } from '../src/instance.ts'
import { run } from './support/processes.ts'

const node = 'node_modules/node/bin/node'
/** Claims the folder, says so or why not, and lives until it is killed. */
const claimant = `import { claimDataDir } from './src/instance.ts'
  try {
    const instance = await claimDataDir(process.argv[1])
    await instance.announce('http://localhost:3000')
    console.log('claimed')
    setInterval(() => undefined, 1000)
  } catch (error) {
    console.log(error.name + ': ' + error.message)
  }`
const claim = (folder: string) => run(node, ['--input-type=module', '-e', claimant, folder])

let folder: string
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'folkmoot-instance-')), 'data')
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

test('the folder is made, held, and free again after release', async () => {
  const first = await claimDataDir(folder)
  await expect(claimDataDir(folder)).rejects.toThrow(AlreadyRunningError)
  await first.release()
  const second = await claimDataDir(folder)
  await second.release()
})

test('who comes second hears who is there, and where', async () => {
  const holder = claim(folder)
  await holder.says(/claimed/)
  await expect(claimDataDir(folder)).rejects.toMatchObject({
    message: `Folkmoot already runs in ${folder} as process ${holder.pid} at http://localhost:3000; stop it first, or set another DATA_DIR and PORT`,
    pid: holder.pid,
    address: 'http://localhost:3000',
  })
  process.kill(holder.pid, 'SIGKILL')
  await holder.ended
})

test('a holder that was killed has let go', async () => {
  const holder = claim(folder)
  await holder.says(/claimed/)
  process.kill(holder.pid, 'SIGKILL')
  await holder.ended
  expect(await readFile(join(folder, 'instance.json'), 'utf8')).toContain(String(holder.pid))
  const next = await claimDataDir(folder)
  await next.release()
})

test('of many that come at once after a crash, exactly one gets it', async () => {
  const crashed = claim(folder)
  await crashed.says(/claimed/)
  process.kill(crashed.pid, 'SIGKILL')
  await crashed.ended

  const rivals = Array.from({ length: 6 }, () => claim(folder))
  const said = await Promise.all(rivals.map(async rival => (await rival.says(/claimed|AlreadyRunningError/))[0]))
  for (const rival of rivals.filter((_, index) => said[index] === 'claimed')) process.kill(rival.pid, 'SIGKILL')
  await Promise.all(rivals.map(rival => rival.ended))
  expect(said.toSorted()).toEqual([...Array(5).fill('AlreadyRunningError'), 'claimed'])
})
