/**
 * The Postgres that comes with Folkmoot, for those who bring none of their own.
 *
 * Address and password stay the same over restarts. Should the server die while we live, it is started again: to us
 * that is a database that was away for a moment.
 */
import { randomInt } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import type { Log } from '../core/adapter.ts'
import { ensureCluster, superuser } from './cluster.ts'
import { findHome, type Home } from './home.ts'
import { stopLeftover } from './leftover.ts'
import { PostgresError } from './postgres-error.ts'
import { launch, type Postmaster } from './postmaster.ts'

export interface EmbeddedPostgres {
  readonly url: string
  /** The server's process, as it is now. */
  pid(): number
  /** Fast shutdown, harder after 5 s; ends within 10 s. */
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** Absolute; made where it is missing. The caller holds it alone (`claimDataDir`). */
  readonly directory: string
  readonly log: Log
  /** Default true. False for tests: nothing survives a crash of the machine, but it is quick. */
  readonly durable?: boolean
}

const restartPauseMs = 500
const database = 'folkmoot'

/** @throws {PostgresError} */
export async function startPostgres({ directory, log, durable = true }: PostgresOptions): Promise<EmbeddedPostgres> {
  const home = await findHome(directory, log)
  await stopLeftover(home.cluster, log)
  const password = await ensureCluster(home, durable)
  const { port, server } = await launchOnFreePort(home, durable, log)
  const urlOf = (name: string) => `postgres://${superuser}:${password}@127.0.0.1:${port}/${name}`
  try {
    await ensureDatabase(urlOf('postgres'))
  } catch (error) {
    await server.stop()
    throw new PostgresError('runs, but does not let us in', { cause: error })
  }
  log.info({ directory: home.cluster, port, pid: server.pid }, 'postgres is ready')
  const supervised = supervise(server, () => launch(home, port, durable, log), log)
  return { url: urlOf(database), ...supervised }
}

/**
 * The address of the server that another process of ours runs on this directory.
 *
 * @throws {PostgresError} while it is still being started for the first time.
 */
export async function runningPostgres(directory: string): Promise<string> {
  try {
    const [port, password] = await Promise.all(
      ['port', 'password'].map(name => readFile(join(directory, name), 'utf8')),
    )
    return `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`
  } catch (error) {
    throw new PostgresError(`is not up yet in ${directory}; try again in a moment`, { cause: error })
  }
}

function supervise(first: Postmaster, again: () => Promise<Postmaster>, log: Log) {
  let server = first
  const stopping = new AbortController()
  const watch = async () => {
    while (true) {
      await server.ended
      if (stopping.signal.aborted) return
      log.error({ pid: server.pid }, 'postgres ended by itself; it is started again')
      await restart()
    }
  }
  const restart = async () => {
    while (!stopping.signal.aborted) {
      await sleep(restartPauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      if (stopping.signal.aborted) return
      try {
        server = await again()
        return
      } catch (error) {
        log.error({ err: error }, 'postgres does not start again yet')
      }
    }
  }
  const watching = watch()
  return {
    pid: () => server.pid,
    stop: async () => {
      stopping.abort()
      await server.stop()
      await watching
      // A restart that was under way when the stop came.
      await server.stop()
    },
  }
}

/** The port of last time where it is free, so that the address stays; another one otherwise. */
async function launchOnFreePort(home: Home, durable: boolean, log: Log) {
  const note = join(home.directory, 'port')
  const before = Number(await readFile(note, 'utf8').catch(() => '0'))
  for (let tries = 0; ; tries += 1) {
    const port = before > 0 && tries === 0 && (await isFree(before)) ? before : await freePort()
    try {
      const server = await launch(home, port, durable, log)
      await writeFile(note, String(port))
      return { port, server }
    } catch (error) {
      // Somebody may have taken the port between our look and the launch.
      if (tries >= 2 || (await isFree(port))) throw error
    }
  }
}

/** Below the ports that systems hand out by themselves, so that it is still free at the next start. */
async function freePort(): Promise<number> {
  while (true) {
    const port = randomInt(20_000, 32_000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}

async function ensureDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database])
    if (rowCount === 0) await client.query(`create database ${database}`)
  } finally {
    await client.end()
  }
}
