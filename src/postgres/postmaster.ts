/**
 * The server process itself: launched in its own process group, so that Ctrl-C reaches us first, and stopped by us.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Log } from '../core/adapter.ts'
import { actAs } from './account.ts'
import type { Home } from './home.ts'
import { readPostmaster, stopInSteps, waitUntil } from './leftover.ts'
import { PostgresError } from './postgres-error.ts'

export interface Postmaster {
  readonly pid: number
  /** Resolves when the process ended, however it did. */
  readonly ended: Promise<void>
  /** @throws {PostgresError} where it does not end. */
  stop(): Promise<void>
}

/** Recovery after a crash may take its time. */
const startPatienceMs = 60_000

const settings = {
  listen_addresses: '127.0.0.1',
  // Paths of sockets may have 107 bytes only, and a checkout may lie deep.
  unix_socket_directories: '',
  max_connections: '60',
  shared_buffers: '64MB',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Statements and details of errors would carry residents' words into the log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_line_prefix: '',
}

/** For tests: a crash of the machine loses everything. */
const hasty = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** @throws {PostgresError} with what the server said last. */
export async function launch(home: Home, port: number, durable: boolean, log: Log): Promise<Postmaster> {
  const chosen = Object.entries({ ...settings, ...(durable ? {} : hasty), port: String(port) })
  const child = spawn(
    join(home.bin, 'postgres'),
    ['-D', home.cluster, ...chosen.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...actAs(home.account), detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  let stopping = false
  const lastLines = passOn(child, (line, serious) => {
    // Ending everybody's connection is what a stop is for.
    if (serious && !stopping) log.warn({ postgres: line }, 'postgres says')
    else log.debug({ postgres: line }, 'postgres says')
  })
  try {
    await once(child, 'spawn')
  } catch (error) {
    throw new PostgresError(`cannot run ${join(home.bin, 'postgres')}`, { cause: error })
  }
  const pid = child.pid!
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const ended = hasEnded() ? Promise.resolve() : once(child, 'exit').then(() => undefined)
  // However we go (save kill -9), it goes too.
  const goToo = () => child.kill('SIGINT')
  process.once('exit', goToo)
  ended.then(() => process.removeListener('exit', goToo))
  const stop = () => {
    stopping = true
    return stopInSteps({ pid, ended: async () => hasEnded() })
  }

  let ready = false
  await waitUntil(async () => {
    const told = await readPostmaster(home.cluster)
    ready = told?.pid === pid && told.ready
    return ready || hasEnded()
  }, startPatienceMs)
  if (ready) return { pid, ended, stop }
  await stop()
  throw new PostgresError(`did not start on port ${port}: ${lastLines.join(' / ') || 'it said nothing'}`)
}

/** @returns  The last lines it wrote, kept up to date. */
function passOn(child: ChildProcess, tell: (line: string, serious: boolean) => void): string[] {
  const last: string[] = []
  createInterface({ input: child.stderr! }).on('line', line => {
    last.push(line)
    if (last.length > 5) last.shift()
    tell(line, /^(PANIC|FATAL|ERROR|WARNING):/.test(line))
  })
  return last
}
