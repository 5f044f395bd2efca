/**
 * A program that looks at what Folkmoot keeps, and ends: whether Folkmoot runs meanwhile or not.
 */
import { parseArgs } from 'node:util'
import { type Config, loadConfig, secretsOf } from '../src/config.ts'
import type { Place } from '../src/core/place.ts'
import { StartError } from '../src/core/start-error.ts'
import { createLog } from '../src/log.ts'
import { loadPlace } from '../src/place.ts'
import { reachDatabase } from '../src/reach-database.ts'
import { isMendable } from '../src/run-as-process.ts'
import { connect, type Db } from '../src/store/database.ts'
import { missingMigrations } from '../src/store/migrate.ts'

export interface Tool {
  readonly config: Config
  readonly place: Place
  readonly db: Db
}

/** @param work  @returns The exit code. */
export async function runTool(work: (tool: Tool) => Promise<number>): Promise<void> {
  const undo: (() => Promise<unknown>)[] = []
  try {
    const config = loadConfig()
    const place = await loadPlace(config.placeFile)
    const url = await reachDatabase(config, createLog('error', secretsOf(config)), undo)
    const { db } = connect(url, 2)
    undo.push(() => db.destroy())
    const missing = await missingMigrations(db)
    if (missing.length > 0)
      throw new StartError(`the database lacks ${missing.join(', ')}; start Folkmoot once, or run npm run migrate`)
    process.exitCode = await work({ config, place, db })
  } catch (error) {
    if (!isMendable(error)) throw error
    console.error((error as Error).message)
    process.exitCode = 1
  } finally {
    for (const step of undo.toReversed()) await step()
  }
}

/**
 * What stands behind the program's name.
 *
 * @param usage  Told where it does not fit.
 * @throws {StartError}
 */
export function readArguments(names: readonly string[], usage: string) {
  try {
    const options = Object.fromEntries(names.map(name => [name, { type: 'string' as const }]))
    return parseArgs({ options, allowPositionals: true })
  } catch (error) {
    throw new StartError(`${(error as Error).message}\nusage: ${usage}`, { cause: error })
  }
}

/**
 * The number of a case: 1042 of HB-1042, hb-1042 or 1042.
 *
 * @throws {StartError}
 */
export function caseNumber(place: Place, reference: string): string {
  const [, prefix = place.reference, number] =
    /^(?:([A-Za-z][A-Za-z0-9]{0,7})-)?(\d{1,18})$/.exec(reference.trim()) ?? []
  if (number === undefined || prefix.toUpperCase() !== place.reference)
    throw new StartError(`"${reference}" is no reference of a case; they look like ${place.reference}-1042`)
  return number
}
