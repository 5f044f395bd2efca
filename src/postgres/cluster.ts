/**
 * Makes a new, empty Postgres: who holds the password may do everything, nobody else gets in.
 */
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { actAs } from './account.ts'
import type { Home } from './home.ts'
import { PostgresError } from './postgres-error.ts'

export const superuser = 'folkmoot'
const run = promisify(execFile)

/**
 * Makes the cluster where there is none, as a whole or not at all.
 *
 * @param durable  False saves a second and writes nothing through to the disk.
 * @returns  The superuser's password.
 * @throws {PostgresError}
 */
export async function ensureCluster(home: Home, durable: boolean): Promise<string> {
  const passwordFile = join(home.directory, 'password')
  try {
    await access(home.cluster)
  } catch {
    await mkdir(join(home.cluster, '..'), { recursive: true, mode: 0o711 })
    await writeFile(passwordFile, randomBytes(24).toString('base64url'), { mode: 0o600 })
    await initialise(home, passwordFile, durable)
  }
  try {
    return await readFile(passwordFile, 'utf8')
  } catch (error) {
    throw new PostgresError(`cannot read ${passwordFile}; was it made by another user?`, { cause: error })
  }
}

async function initialise(home: Home, passwordFile: string, durable: boolean): Promise<void> {
  const half = `${home.cluster}.new`
  const passwordForThem = `${home.cluster}.password`
  await rm(half, { recursive: true, force: true })
  await mkdir(half, { mode: 0o700 })
  await writeFile(passwordForThem, await readFile(passwordFile), { mode: 0o600 })
  if (home.account) {
    for (const path of [half, passwordForThem]) await chown(path, home.account.uid, home.account.gid)
  }
  try {
    await run(
      join(home.bin, 'initdb'),
      [
        ...['-D', half, '-U', superuser, `--pwfile=${passwordForThem}`, '--auth=scram-sha-256', '--no-instructions'],
        // The same order and the same lower case on every machine, whatever languages it has.
        ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
        ...(durable ? [] : ['--no-sync']),
      ],
      actAs(home.account),
    )
    await rename(half, home.cluster)
  } catch (error) {
    const said = (error as { stderr?: string }).stderr?.trim()
    throw new PostgresError(`cannot make a database in ${home.cluster}${said ? `: ${said}` : ''}`, { cause: error })
  } finally {
    await rm(passwordForThem, { force: true })
  }
}
