/**
 * `npm start` without tokens: the sandbox as a process, which stops in order within 10 s.
 */
import { ConfigError, loadConfig } from '../src/config.ts'
import { StartError } from '../src/core/start-error.ts'
import { AlreadyRunningError } from '../src/instance.ts'
import { PlaceError } from '../src/place/place-error.ts'
import { PostgresError } from '../src/postgres/postgres-error.ts'
import { startSandbox } from './start.ts'

const patienceMs = 9_500
/** What one sentence on the terminal explains better than a stack trace. */
const plainErrors = [StartError, ConfigError, PlaceError, AlreadyRunningError]

const undo: (() => Promise<void>)[] = []
let leaving = false

quietExperiments()
process.on('SIGINT', () => leave(0))
process.on('SIGTERM', () => leave(0))
const starting = (async () => startSandbox(loadConfig(), undo))()
starting.catch(error => {
  const plain = plainErrors.some(kind => error instanceof kind)
  console.error(plain || error instanceof PostgresError ? `folkmoot: ${error.message}` : error)
  leave(1)
})

/** Whatever is being started is there to be stopped a moment later: nothing is left behind. */
async function leave(code: number): Promise<void> {
  if (leaving) return
  leaving = true
  setTimeout(() => process.exit(1), patienceMs).unref()
  await starting.catch(() => undefined)
  for (const step of undo.toReversed()) {
    await step().catch(error => console.error('sandbox: a step of stopping failed', error))
  }
  process.exit(code)
}

/** The page is served with Node's own type stripping, which it still calls experimental each time. */
function quietExperiments(): void {
  process.removeAllListeners('warning')
  process.on('warning', warning => {
    if (warning.name !== 'ExperimentalWarning') console.warn(warning.stack ?? String(warning))
  })
}
