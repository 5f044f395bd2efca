/**
 * Whom Postgres runs as. It refuses to run as root; then it runs as an account without any rights, or as the owner
 * of the data that is already there.
 */
import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { promisify } from 'node:util'
import { PostgresError } from './postgres-error.ts'

export interface Account {
  readonly uid: number
  readonly gid: number
}

const run = promisify(execFile)

/**
 * @param cluster  Its owner is kept, where it exists.
 * @returns  Undefined where Postgres runs as we do.
 */
export async function postgresAccount(cluster: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const made = await stat(cluster).catch(() => undefined)
  if (made && made.uid !== 0) return { uid: made.uid, gid: made.gid }
  try {
    const [uid, gid] = await Promise.all(
      ['-u', '-g'].map(async flag => Number((await run('id', [flag, 'nobody'])).stdout)),
    )
    if (Number.isInteger(uid) && Number.isInteger(gid)) return { uid: uid!, gid: gid! }
    throw new PostgresError('the account nobody has no number')
  } catch (error) {
    throw new PostgresError('cannot run as root, and there is no account nobody to run as; start as an ordinary user', {
      cause: error,
    })
  }
}

/** For `spawn`: who runs it, and an environment without any of our settings. */
export function actAs(account: Account | undefined) {
  return { ...account, cwd: '/', env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' } }
}
