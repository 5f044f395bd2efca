/**
 * The worker's keeper, with a small program in the worker's place.
 */
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { WorkerView } from '../../sandbox/view.ts'
import { keepRunning, type Worker } from '../../sandbox/worker.ts'

/** Keeps a program; `ready` answers for it. `views` are all that the page was told of, also what passed at once. */
async function keep(program: string) {
  const folder = await mkdtemp(join(tmpdir(), 'folkmoot-worker-'))
  const file = join(folder, 'program.mjs')
  await writeFile(file, program)
  const ready = createServer((_, response) => response.end()).listen(0, '127.0.0.1')
  await once(ready, 'listening')
  const said: string[] = []
  const written: string[] = []
  const views: WorkerView[] = []
  const kept: { worker?: Worker } = {}
  const worker = keepRunning({
    command: [process.execPath, file],
    env: { PATH: process.env.PATH },
    readyUrl: `http://127.0.0.1:${(ready.address() as AddressInfo).port}/readyz`,
    changed: () => {
      if (kept.worker) views.push(kept.worker.view)
    },
    say: line => said.push(line),
    output: line => written.push(line),
  })
  kept.worker = worker
  onTestFinished(async () => {
    await worker.stop(100)
    ready.closeAllConnections()
    ready.close()
    await rm(folder, { recursive: true })
  })
  return { worker, said, written, views }
}

test('killed, it is started again, and the page can say so', async () => {
  const { worker, said, written, views } = await keep('console.log("pid", process.pid); setInterval(() => {}, 1000)')
  await expect.poll(() => worker.view).toEqual({ state: 'ready', starts: 1, aheadMs: 0 })
  await expect.poll(() => written.length).toBe(1)
  worker.kill()
  await expect.poll(() => worker.view).toEqual({ state: 'ready', starts: 2, aheadMs: 0 })
  expect(views).toContainEqual({ state: 'waiting', starts: 1, aheadMs: 0, trouble: 'It was ended by SIGKILL.' })
  await expect.poll(() => new Set(written).size).toBe(2)
  expect(said).toEqual(['Folkmoot was ended by SIGKILL; starting it again in 0.5 s'])
})

test('one that dies young again and again is started at longer and longer pauses', async () => {
  const { said } = await keep('process.exit(3)')
  await expect.poll(() => said.length).toBeGreaterThanOrEqual(3)
  expect(said.slice(0, 3).map(line => / ([\d.]+) s$/.exec(line)?.[1])).toEqual(['0.5', '1', '2'])
  expect(said[0]).toContain('ended with code 3')
})

test('stopped, it ends in order and is not started again', async () => {
  const { worker, written, said } = await keep(
    'process.on("SIGTERM", () => { console.log("bye"); process.exit(0) }); console.log("hello"); setInterval(() => {}, 1000)',
  )
  await expect.poll(() => written).toEqual(['hello'])
  await worker.stop(20_000)
  expect(written).toEqual(['hello', 'bye'])
  expect(worker.view.state).toBe('stopping')
  expect(said).toEqual([])
})

test('one that does not listen to SIGTERM is killed', async () => {
  const { worker, written, said } = await keep(
    'process.on("SIGTERM", () => {}); console.log("hello"); setInterval(() => {}, 1000)',
  )
  await expect.poll(() => written).toEqual(['hello'])
  await worker.stop(200)
  expect(said).toEqual(['Folkmoot did not stop within 0.2 s and was killed'])
})

test('its clock is moved on, and stays ahead when it is started again', async () => {
  const { worker, written } = await keep(`
    console.log('starts', process.argv[2])
    process.on('message', ({ aheadMs }) => {
      console.log('ticks', aheadMs)
      process.send({ tickedMs: aheadMs })
    })`)
  await worker.moveClock(60_000)
  await worker.moveClock(1_000)
  // What it writes comes by another way than its answer, and may come after it.
  await expect.poll(() => written).toEqual(['starts 0', 'ticks 60000', 'ticks 61000'])
  expect(worker.view).toMatchObject({ aheadMs: 61_000 })
  worker.kill()
  await expect.poll(() => written.at(-1)).toBe('starts 61000')
})

test('a worker that is gone does not keep anybody waiting for its clock', async () => {
  const { worker, written } = await keep('console.log("hello"); setInterval(() => {}, 1000)')
  await expect.poll(() => written).toEqual(['hello'])
  const moved = worker.moveClock(1_000)
  worker.kill()
  await moved
})
