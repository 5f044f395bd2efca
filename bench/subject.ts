/**
 * A program under measurement, in its own process, with a database of its own on a Postgres of its own.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { freePort } from '../sandbox/free-port.ts'
import nodeFlags from '../scripts/node-flags.json' with { type: 'json' }

export interface Subject {
  readonly pid: number
  /** Counts since the start: round trips to Postgres, and transactions that it committed. */
  counts(): Promise<{ readonly roundTrips: number; readonly transactions: number }>
  stop(): Promise<void>
}

export interface SubjectOptions {
  /** The program's file. */
  readonly file: string
  readonly databaseUrl: string
  readonly telegram: { readonly apiRoot: string; readonly token: string; readonly ready: () => boolean }
  /** Where it listens. Default: any free port. */
  readonly port?: number
  /** Added to its settings. */
  readonly env?: Readonly<Record<string, string>>
}

const READY_WITHIN_MS = 30_000

/** Starts a program and waits until it has told Telegram where it is. */
export async function startSubject({
  file,
  databaseUrl,
  telegram,
  port: wanted,
  env: more = {},
}: SubjectOptions): Promise<Subject> {
  const directory = await mkdtemp(join(tmpdir(), 'folkmoot-subject-'))
  const countsFile = join(directory, 'counts.json')
  const port = wanted ?? (await freePort())
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: databaseUrl,
    DATA_DIR: directory,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_BOT_TOKEN: telegram.token,
    TELEGRAM_WEBHOOK_SECRET: 'bench',
    LOG_LEVEL: 'warn',
    BENCH_COUNTS: countsFile,
    ...more,
  }
  const args = [...nodeFlags, '--import', new URL('count-queries.ts', import.meta.url).href, file]
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'inherit', 'inherit'] })
  const gone = once(child, 'exit')
  const deadline = Date.now() + READY_WITHIN_MS
  while (!telegram.ready()) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`${file} did not start within ${READY_WITHIN_MS} ms`)
    await wait(50)
  }
  return {
    pid: child.pid!,
    counts: async () => ({
      roundTrips: await roundTripsOf(child, countsFile),
      transactions: await transactionsOf(databaseUrl),
    }),
    async stop() {
      child.kill('SIGTERM')
      await gone
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function roundTripsOf(child: ChildProcess, file: string): Promise<number> {
  await rm(file, { force: true })
  child.kill('SIGUSR2')
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '')
    if (text.endsWith('}')) return JSON.parse(text).roundTrips
    await wait(5)
  }
}

async function transactionsOf(url: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    // Backends report at most once a second: https://www.postgresql.org/docs/current/monitoring-stats.html
    await wait(1_100)
    const { rows } = await client.query('select xact_commit from pg_stat_database where datname = current_database()')
    return Number(rows[0].xact_commit)
  } finally {
    await client.end()
  }
}
