/**
 * The whole town on this machine: three stand-ins for the networks, one page to use them, a Postgres with a fresh
 * database, and Folkmoot as its own process, told only by settings where all that is.
 *
 * The stand-ins live in memory, so the database starts anew with them: everything lies under `DATA_DIR/sandbox`, and
 * nothing of an earlier run is kept.
 */

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import nodeFlags from '../scripts/node-flags.json' with { type: 'json' }
import { type Config, settingDefaults } from '../src/config.ts'
import { StartError } from '../src/core/start-error.ts'
import { claimDataDir } from '../src/instance.ts'
import { createLog } from '../src/log.ts'
import { loadPlace } from '../src/place.ts'
import { startPostgres } from '../src/postgres/embedded.ts'
import { freePort } from './free-port.ts'
import { freshDatabase } from './fresh-database.ts'
import { type Ledger, openLedger } from './ledger.ts'
import { launchSample } from './panel/launch-sample.ts'
import { ActError, type PageServer, type Sandbox, servePage } from './server.ts'
import { openSlowLine, type SlowLine } from './slow-line.ts'
import { startCast } from './town/cast.ts'
import { openTown } from './town/town.ts'
import { keepRunning, type Worker, type WorkerOptions } from './worker.ts'

const workerPatienceMs = 6_000

/** The sandbox alone says what its worker is told: an empty setting is an absent one, and wins over `.env`. */
const withoutSettings = Object.fromEntries(Object.keys(settingDefaults).map(name => [name, '']))

/**
 * Starts it all; the address is printed once Folkmoot is ready behind the page.
 *
 * @param undo  Filled with the way to stop each thing, in the order of starting.
 * @throws {StartError} {PlaceError} {AlreadyRunningError} {PostgresError}
 */
export async function startSandbox(config: Config, undo: (() => Promise<void>)[]): Promise<void> {
  const dataDir = join(config.dataDir, 'sandbox')
  const place = await loadPlace(config.placeFile)
  const instance = await claimDataDir(dataDir)
  undo.push(() => instance.release())
  const cast = await startCast(place)
  undo.push(() => cast.close())

  let worker: Worker | undefined
  let ledger: Ledger | undefined
  let line: SlowLine | undefined
  const nobody = {
    view: { state: 'starting', starts: 0, aheadMs: 0 } as const,
    kill: () => undefined,
    moveClock: async () => undefined,
  }
  let database: string | undefined
  const town = openTown({
    place,
    cast,
    dataDir,
    worker: () => worker ?? nobody,
    ledger: () => ledger,
    line: () => line,
    launchSample: async now => {
      const [by] = cast.staff.filter(({ id }) => place.panel?.organisers.includes(id))
      if (database === undefined || !by) throw new ActError('Nobody can launch it: the town has no organiser here.')
      await launchSample({ place, url: database, by, now })
    },
  })
  undo.push(async () => town.close())
  const page = await openPage(town, config.port)
  undo.push(() => page.close())

  const postgres = await startPostgres({ directory: join(dataDir, 'postgres'), log: createLog('warn') })
  undo.push(() => postgres.stop())
  await freshDatabase(postgres.url)
  database = postgres.url
  const opened = await openLedger(postgres.url, () => town.changed())
  ledger = opened
  undo.push(() => opened.close())
  const between = await openSlowLine(postgres.url)
  line = between
  undo.push(() => between.close())
  const workerDir = join(dataDir, 'folkmoot')
  await rm(workerDir, { recursive: true, force: true })

  const env = { ...cast.settings, DATABASE_URL: between.url, DATA_DIR: workerDir, PLACE_FILE: config.placeFile }
  const announce = once(async () => {
    await instance.announce(page.url)
    console.log(`\nFolkmoot's sandbox is at ${page.url}  (Ctrl-C stops it)\n`)
  })
  const running = await startWorker({ ...env, LOG_LEVEL: config.logLevel }, () => {
    town.changed()
    if (worker?.view.state === 'ready') announce().catch(error => console.error('sandbox: cannot say where', error))
  })
  worker = running
  undo.push(() => {
    // Whoever stops it all on a bad day does not wait for it.
    between.delay(0)
    return running.stop(workerPatienceMs)
  })
}

async function startWorker(settings: NodeJS.ProcessEnv, changed: WorkerOptions['changed']): Promise<Worker> {
  const port = await freePort()
  return keepRunning({
    command: [
      process.execPath,
      ...nodeFlags,
      '--import',
      join(import.meta.dirname, 'end-with-parent.ts'),
      join(import.meta.dirname, 'folkmoot.ts'),
    ],
    env: { ...process.env, ...withoutSettings, ...settings, PORT: String(port) },
    readyUrl: `http://127.0.0.1:${port}/readyz`,
    changed,
    say: line => console.log(`sandbox: ${line}`),
    output: line => console.log(line),
  })
}

async function openPage(town: Sandbox, port: number): Promise<PageServer> {
  try {
    return await servePage(town, port)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new StartError(`port ${port} is taken by another program; set PORT to a free one`, { cause: error })
  }
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => {
    running ??= work()
    return running
  }
}
