/**
 * One Folkmoot per data folder. The claim is a lock of the kernel on a file there: whoever dies, however it dies, has
 * let go of it, so that there is no stale lock to judge.
 *
 * Node has no file locks of its own, but SQLite, which comes with it, does; nothing is ever stored in that file.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

export interface Instance {
  /** Tells later starts where this one is reached. */
  announce(address: string): Promise<void>
  release(): Promise<void>
}

/** Another process holds the data folder. The message is one sentence for people. */
export class AlreadyRunningError extends Error {
  override readonly name = 'AlreadyRunningError'
  readonly pid: number | undefined
  readonly address: string | undefined

  constructor(dataDir: string, holder: Holder | undefined) {
    const where = holder?.address ? ` at ${holder.address}` : ', still starting'
    const who = holder ? ` as process ${holder.pid}${where}` : ''
    super(`Folkmoot already runs in ${dataDir}${who}; stop it first, or set another DATA_DIR and PORT`)
    this.pid = holder?.pid
    this.address = holder?.address
  }
}

interface Holder {
  readonly pid: number
  readonly address?: string
}

/** https://www.sqlite.org/rescode.html#busy */
const sqliteBusy = 5

/**
 * Takes the data folder for this process, and makes it where it is missing.
 *
 * @param dataDir  Absolute.
 * @throws {AlreadyRunningError}
 */
export async function claimDataDir(dataDir: string): Promise<Instance> {
  // Others may pass (Postgres runs as another user when we are root), not look around.
  await mkdir(dataDir, { recursive: true, mode: 0o711 })
  const note = join(dataDir, 'instance.json')
  const lock = lockFile(join(dataDir, 'lock'))
  if (!lock) throw new AlreadyRunningError(dataDir, await readHolder(note))
  const write = (holder: Holder) => writeFile(note, `${JSON.stringify(holder)}\n`)
  await write({ pid: process.pid })
  return {
    announce: address => write({ pid: process.pid, address }),
    release: async () => {
      await rm(note, { force: true })
      lock.close()
    },
  }
}

function lockFile(path: string): DatabaseSync | undefined {
  const database = new DatabaseSync(path)
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database.close()
    if ((error as { errcode?: number }).errcode === sqliteBusy) return undefined
    throw new Error(`cannot lock ${path}`, { cause: error })
  }
}

async function readHolder(note: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(note, 'utf8'))
  } catch {
    // Not written yet, or half: the lock alone decides, this is only for the sentence.
    return undefined
  }
}
