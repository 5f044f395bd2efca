/**
 * Where Postgres lives. Usually in the folder it is given; as root, below a folder that no other user may enter,
 * under /var/lib/folkmoot, with a note in the folder it was given that says where.
 *
 * What was decided once stays, whatever becomes of the modes of the folders above: a database must never seem empty
 * because somebody ran chmod.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, chmod, cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import type { Log } from '../core/adapter.ts'
import { type Account, actAs, postgresAccount } from './account.ts'
import { type Binaries, findBinaries } from './binaries.ts'
import { stopLeftover } from './leftover.ts'
import { PostgresError } from './postgres-error.ts'

export interface Home {
  /** As given: password, port and the note of the place. */
  readonly directory: string
  /** Data as Postgres knows it; may not exist yet. */
  readonly cluster: string
  /** Holds `initdb` and `postgres`. */
  readonly bin: string
  readonly account: Account | undefined
}

/** A place that every user may enter, kept across reboots. */
const elsewhere = '/var/lib/folkmoot'
const run = promisify(execFile)

/** @throws {PostgresError} where Postgres cannot reach what it needs. */
export async function findHome(directory: string, log: Log): Promise<Home> {
  await mkdir(directory, { recursive: true, mode: 0o711 })
  const noted = await readFile(join(directory, 'place'), 'utf8').catch(() => undefined)
  const place = noted?.trim() ?? directory
  const account = await postgresAccount(join(place, 'cluster'))
  const base = account ? await reachablePlace(directory, place, account, log) : place
  const bin = await reachableBin(await findBinaries(), account, log)
  return { directory, cluster: join(base, 'cluster'), bin, account }
}

async function reachablePlace(directory: string, place: string, account: Account, log: Log): Promise<string> {
  if (await canEnter(place, account)) return place
  if (place !== directory)
    throw new PostgresError(
      `the data of ${directory} lay at ${place}, which is gone; bring it back, or remove ${directory}`,
    )
  if (await exists(join(directory, 'cluster')))
    throw new PostgresError(`user ${account.uid} can no longer enter ${directory}; give the folders above it mode 711`)
  return moveElsewhere(directory, log)
}

async function moveElsewhere(directory: string, log: Log): Promise<string> {
  const place = join(elsewhere, createHash('sha256').update(directory).digest('hex').slice(0, 16))
  if (await exists(place)) {
    await stopLeftover(join(place, 'cluster'), log)
    await rm(`${place}.old`, { recursive: true, force: true })
    await rename(place, `${place}.old`)
    log.warn({ kept: `${place}.old` }, 'an earlier data folder here was removed; its database is kept once')
  }
  await mkdir(place, { recursive: true, mode: 0o711 })
  await writeFile(join(directory, 'place'), `${place}\n`)
  log.warn({ place }, 'postgres keeps its data here, since its user may not enter the data folder')
  return place
}

async function reachableBin(binaries: Binaries, account: Account | undefined, log: Log): Promise<string> {
  const bin = join(binaries.directory, 'bin')
  if (!account || (await canRun(join(bin, 'postgres'), account))) return bin
  const copy = join(elsewhere, `postgres-${binaries.build}`)
  if (!(await exists(copy))) {
    await copyForAll(binaries.directory, copy)
    log.warn({ place: copy }, 'postgres was copied here, since its user may not enter the folder it was installed in')
  }
  return join(copy, 'bin')
}

/** Readable by everybody whatever our umask was, and there as a whole or not at all. */
async function copyForAll(from: string, to: string): Promise<void> {
  const half = `${to}.${process.pid}`
  await mkdir(elsewhere, { recursive: true, mode: 0o755 })
  await cp(from, half, { recursive: true, verbatimSymlinks: true, filter: path => !basename(path).endsWith('.a') })
  for (const entry of await readdir(half, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    await chmod(
      join(entry.parentPath, entry.name),
      entry.isDirectory() || entry.parentPath.endsWith('/bin') ? 0o755 : 0o644,
    )
  }
  await chmod(half, 0o755)
  try {
    await rename(half, to)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    // Another start was quicker.
    if (!(await exists(to))) throw error
  }
}

function canEnter(directory: string, account: Account): Promise<boolean> {
  return succeeds('/bin/sh', ['-c', 'cd -- "$1"', 'sh', directory], account)
}

function canRun(binary: string, account: Account): Promise<boolean> {
  return succeeds(binary, ['--version'], account)
}

async function succeeds(file: string, args: readonly string[], account: Account): Promise<boolean> {
  try {
    await run(file, args, actAs(account))
    return true
  } catch {
    // Any failure of the trial means no.
    return false
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
