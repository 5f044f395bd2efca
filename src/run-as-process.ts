/**
 * Folkmoot as a process: settings, signals, exit codes.
 *
 * Exit code 0 after a stop in order; 1 where it cannot start, with a clear text and no stack trace for what its
 * operator can mend.
 */
import { once } from 'node:events'
import { type Config, ConfigError, loadConfig, secretsOf } from './config.ts'
import type { Log } from './core/adapter.ts'
import { StartError } from './core/start-error.ts'
import { AlreadyRunningError } from './instance.ts'
import { createLog } from './log.ts'
import { PlaceError } from './place/place-error.ts'
import { PostgresError } from './postgres/postgres-error.ts'

/** npm, systemd and people wait this long before they use force. */
const STOP_WITHIN_MS = 9_500

/** Errors whose message is all that an operator needs. */
const MENDABLE = [ConfigError, PlaceError, AlreadyRunningError, PostgresError, StartError]

export interface Running {
  stop(): Promise<void>
}

/** Runs until SIGINT or SIGTERM. */
export async function runAsProcess(start: (config: Config, log: Log) => Promise<Running>): Promise<never> {
  try {
    await run(start)
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${isMendable(error) ? (error as Error).message : withCauses(error)}\n`)
    process.exit(1)
  }
}

/** Its message says it all: no stack is needed. */
export function isMendable(error: unknown): boolean {
  return MENDABLE.some(kind => error instanceof kind)
}

/** What was thrown, and why, as far back as is known. */
function withCauses(error: unknown): string {
  const { stack, cause } = error instanceof Error ? error : new Error(String(error))
  return cause === undefined ? `${stack}` : `${stack}\ncaused by ${withCauses(cause)}`
}

async function run(start: (config: Config, log: Log) => Promise<Running>): Promise<void> {
  const config = loadConfig()
  const log = createLog(config.logLevel, secretsOf(config))
  process.on('unhandledRejection', error => {
    log.error(
      { err: error },
      'a failure that nobody waited for: stopping at once, what waits is taken up at the next start',
    )
    process.exit(1)
  })
  const stopAsked = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]).then(() => {
    log.info({}, 'stopping')
    // Also where the start itself does not come to an end.
    setTimeout(() => {
      log.error({ withinMs: STOP_WITHIN_MS }, 'did not stop in time; what was under way is taken up at the next start')
      process.exit(1)
    }, STOP_WITHIN_MS).unref()
  })
  const running = await start(config, log)
  await stopAsked
  await running.stop()
  log.info({}, 'stopped')
}
