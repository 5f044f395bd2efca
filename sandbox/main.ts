/**
 * `npm start` without tokens: the whole town on this machine.
 *
 * Three stand-ins for the networks, a Postgres with a fresh database, Folkmoot as its own process told only by
 * settings where all that is, and one page to use it. The stand-ins live in memory, so the database starts anew with
 * them: everything lies under `DATA_DIR/sandbox` and nothing of an earlier run is kept.
 */
import { rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { ConfigError, loadConfig, settingDefaults } from '../src/config.ts'
import { AlreadyRunningError, claimDataDir } from '../src/instance.ts'
import { createLog } from '../src/log.ts'
import { PlaceError } from '../src/place/place-error.ts'
import { loadPlace } from '../src/place.ts'
import { startPostgres } from '../src/postgres/embedded.ts'
import { freshDatabase } from './fresh-database.ts'
import { servePage } from './server.ts'
import { startCast } from './town/cast.ts'
import { openTown } from './town/town.ts'
import { keepRunning, type Worker } from './worker.ts'

const root = resolve(import.meta.dirname, '..')

/** The sandbox alone says what its worker is told: an empty setting is an absent one, and wins over `.env`. */
const withoutSettings = Object.fromEntries(Object.keys(settingDefaults).map(name => [name, '']))

/** What a sentence on the terminal can explain better than a stack trace. */
class StartError extends Error {
  override readonly name = 'StartError'
}

async function main(): Promise<void> {
  const stops: (() => Promise<void>)[] = []
  const stop = once(async () => {
    for (const step of stops.toReversed()) await step()
  })
  const leave = (code: number) => {
    const late = setTimeout(() => process.exit(1), 9_500)
    late.unref()
    stop().then(
      () => process.exit(code),
      error => {
        console.error('sandbox: cannot stop in order', error)
        process.exit(1)
      },
    )
  }
  process.on('SIGINT', () => leave(0))
  process.on('SIGTERM', () => leave(0))
  quietExperiments()

  try {
    const config = loadConfig()
    const dataDir = join(config.dataDir, 'sandbox')
    const place = await loadPlace(config.placeFile)
    const instance = await claimDataDir(dataDir)
    stops.push(() => instance.release())
    const log = createLog('warn')
    const postgres = await startPostgres({ directory: join(dataDir, 'postgres'), log })
    stops.push(() => postgres.stop())
    await freshDatabase(postgres.url)
    const workerDir = join(dataDir, 'folkmoot')
    await rm(workerDir, { recursive: true, force: true })
    const cast = await startCast(place)
    stops.push(() => cast.close())

    const workerPort = await freePort()
    let worker: Worker | undefined
    const nobody = { view: { state: 'starting', starts: 0 } as const, kill: () => undefined }
    const town = openTown({ place, cast, dataDir, worker: () => worker ?? nobody })
    const page = await openPage(town, config.port)
    stops.push(() => page.close())
    const ready = Promise.withResolvers<void>()
    worker = keepRunning({
      command: [
        process.execPath,
        '--import',
        join(import.meta.dirname, 'end-with-parent.ts'),
        join(root, 'src/main.ts'),
      ],
      env: {
        ...process.env,
        ...withoutSettings,
        ...cast.settings,
        DATABASE_URL: postgres.url,
        DATA_DIR: workerDir,
        PLACE_FILE: config.placeFile,
        PORT: String(workerPort),
        LOG_LEVEL: config.logLevel,
      },
      readyUrl: `http://127.0.0.1:${workerPort}/readyz`,
      changed: () => {
        if (worker?.view.state === 'ready') ready.resolve()
        town.changed()
      },
      say: line => console.log(`sandbox: ${line}`),
      output: line => console.log(line),
    })
    const running = worker
    stops.push(() => running.stop(6_000))
    await ready.promise
    await instance.announce(page.url)
    console.log(`\nFolkmoot's sandbox is at ${page.url}  (Ctrl-C stops it)\n`)
  } catch (error) {
    const plain = [StartError, ConfigError, PlaceError, AlreadyRunningError].some(kind => error instanceof kind)
    console.error(plain && error instanceof Error ? error.message : error)
    leave(1)
  }
}

async function openPage(town: Parameters<typeof servePage>[0], port: number) {
  try {
    return await servePage(town, port)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
    throw new StartError(`port ${port} is taken by another program; set PORT to a free one`, { cause: error })
  }
}

/** Stays free in practice: systems hand out the next ones first. */
async function freePort(): Promise<number> {
  const server = createServer()
  const { promise, resolve: done, reject } = Promise.withResolvers<number>()
  server.once('error', reject)
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    server.close(() => (typeof address === 'object' && address ? done(address.port) : reject(new Error('no port'))))
  })
  return promise
}

/** The page is served with Node's own type stripping, which it still calls experimental each time. */
function quietExperiments(): void {
  process.removeAllListeners('warning')
  process.on('warning', warning => {
    if (warning.name !== 'ExperimentalWarning') console.warn(warning.stack ?? String(warning))
  })
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= work())
}

await main()
