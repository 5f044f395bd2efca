/**
 * A Postgres that outlived us: we were killed with -9, it went on. It is ours by its data folder, and is stopped in
 * order before a new one starts; a process that merely has the number it once had is left alone.
 *
 * `postmaster.pid`: https://www.postgresql.org/docs/current/storage-file-layout.html
 */
import { execFile } from 'node:child_process'
import { readdir, readFile, readlink, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Log } from '../core/adapter.ts'
import { PostgresError } from './postgres-error.ts'

const run = promisify(execFile)

/** Stops what still runs on this cluster, and removes a `postmaster.pid` that would keep the next one from starting. */
export async function stopLeftover(cluster: string, log: Log): Promise<void> {
  const pid = (await readPostmaster(cluster))?.pid
  if (pid === undefined || !(await isAlive(pid))) return
  if (await isPostmasterOf(pid, cluster)) {
    log.warn({ pid }, 'a postgres that an earlier run left behind is stopped first')
    await stopInSteps({ pid, ended: async () => !(await isAlive(pid)) })
    return
  }
  // The number went to somebody else. Postgres would refuse to start; but its own check for children of the dead
  // postmaster needs the file, so it goes only when nobody works in that folder any more.
  await waitUntil(async () => !(await anyoneIn(cluster)), 5000)
  if (await anyoneIn(cluster)) throw new PostgresError(`processes still work in ${cluster}; stop them first`)
  await rm(join(cluster, 'postmaster.pid'), { force: true })
}

/** What `postmaster.pid` says; undefined where there is none. */
export async function readPostmaster(cluster: string): Promise<{ pid: number; ready: boolean } | undefined> {
  const lines = await readFile(join(cluster, 'postmaster.pid'), 'utf8').then(
    text => text.split('\n'),
    () => undefined,
  )
  const pid = Number(lines?.[0])
  return lines && Number.isInteger(pid) && pid > 1 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined
}

/**
 * Fast shutdown, then immediate shutdown (data is safe, the next start recovers), then the end.
 * https://www.postgresql.org/docs/current/server-shutdown.html
 */
export async function stopInSteps(server: { pid: number; ended: () => Promise<boolean> }): Promise<void> {
  for (const [signal, patienceMs] of [
    ['SIGINT', 5000],
    ['SIGQUIT', 2500],
    ['SIGKILL', 1000],
  ] as const) {
    if (await server.ended()) return
    process.kill(server.pid, signal)
    if (await waitUntil(server.ended, patienceMs)) return
  }
  throw new PostgresError(`process ${server.pid} does not end`)
}

export async function waitUntil(done: () => Promise<boolean>, patienceMs: number): Promise<boolean> {
  const deadline = Date.now() + patienceMs
  while (Date.now() < deadline) {
    if (await done()) return true
    await sleep(20)
  }
  return done()
}

/** A zombie, which nobody has collected yet, is not alive. */
async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return !/\) Z /.test(stat)
}

async function isPostmasterOf(pid: number, cluster: string): Promise<boolean> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').then(
    text => text.replaceAll('\0', ' '),
    async () => (await run('ps', ['-p', String(pid), '-o', 'args='])).stdout,
  )
  return line.includes('/bin/postgres ') && line.includes(` -D ${cluster} `)
}

/** Children of a postmaster work in its data folder. Where the system does not tell (no /proc), somebody might. */
async function anyoneIn(cluster: string): Promise<boolean> {
  const pids = await readdir('/proc').catch(() => undefined)
  if (!pids) return true
  const folders = await Promise.all(pids.filter(Number).map(pid => readlink(`/proc/${pid}/cwd`).catch(() => undefined)))
  return folders.includes(cluster)
}
