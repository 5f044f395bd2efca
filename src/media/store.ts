/**
 * Keeps files under the digest of their bytes.
 *
 * A file is there whole or not at all, also after a power cut: it is written beside, flushed, and renamed. The same
 * bytes are one file, whoever sent them.
 */
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

export interface MediaStore {
  /** @returns Hex SHA-256 of the bytes, once they are safe on the disk. */
  put(bytes: Uint8Array | AsyncIterable<Uint8Array>, options?: PutOptions): Promise<string>
  /** @throws {Error} where there is no such file. */
  open(sha256: string): Promise<Uint8Array>
  /** Writes a file anew, so that neither its times nor its place on the disk tell when it came. Nothing where there is none. */
  renew(sha256: string): Promise<void>
  /** Removes a file, where it is there. */
  remove(sha256: string): Promise<void>
  /**
   * Removes files that nobody names. What was put within `youngestMs`, be it once more, stays: whoever put it may name it yet.
   *
   * @returns How many.
   */
  purge(named: ReadonlySet<string>, youngestMs: number): Promise<number>
}

export interface PutOptions {
  /** So much older than it is the file counts where it is asked what may be purged. Default 0. */
  readonly agedMs?: number
}

const DIGEST = /^[0-9a-f]{64}$/
/** What a crash left half written may go after this time: no write takes so long. */
const STALE_MS = 3_600_000

/** @param folder  Made where it is missing. Several processes may share it. */
export function createMediaStore(folder: string): MediaStore {
  const incoming = join(folder, 'incoming')
  let ready: Promise<void> | undefined
  const put: MediaStore['put'] = async (bytes, { agedMs = 0 } = {}) => {
    ready ??= prepare(incoming).catch((error: unknown) => {
      ready = undefined
      throw error
    })
    await ready
    return writeWhole(folder, join(incoming, randomUUID()), bytes instanceof Uint8Array ? [bytes] : bytes, agedMs)
  }
  return {
    put,
    async open(sha256) {
      const path = pathOf(folder, sha256)
      try {
        return await readFile(path)
      } catch (cause) {
        throw new Error(`cannot read media file ${sha256}`, { cause })
      }
    },
    async renew(sha256) {
      const bytes = await readFile(pathOf(folder, sha256)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
      if (bytes) await put(bytes)
    },
    async remove(sha256) {
      await rm(pathOf(folder, sha256), { force: true })
    },
    async purge(named, youngestMs) {
      let removed = 0
      for await (const path of filesIn(folder)) {
        if (named.has(basename(path))) continue
        const found = await stat(path).catch(() => undefined)
        if (!found || found.mtimeMs > Date.now() - youngestMs) continue
        await rm(path, { force: true })
        removed += 1
      }
      return removed
    },
  }
}

/** Two levels of folders, so that none grows past what a file system likes. Only a digest ever becomes a path. */
function pathOf(folder: string, sha256: string): string {
  if (!DIGEST.test(sha256)) throw new Error('cannot find media file: the key is no SHA-256 in lower-case hex')
  return join(folder, sha256.slice(0, 2), sha256.slice(2, 4), sha256)
}

/** Paths of all that is kept. */
async function* filesIn(folder: string): AsyncGenerator<string> {
  for (const first of await foldersOf(folder)) {
    for (const second of await foldersOf(join(folder, first))) {
      for (const name of await readdir(join(folder, first, second))) {
        if (DIGEST.test(name)) yield join(folder, first, second, name)
      }
    }
  }
}

/** None where nothing was ever kept. */
async function foldersOf(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter(name => /^[0-9a-f]{2}$/.test(name))
}

async function prepare(incoming: string): Promise<void> {
  await mkdir(incoming, { recursive: true, mode: 0o700 })
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name)
    const found = await stat(path).catch(() => undefined)
    if (found && found.mtimeMs < Date.now() - STALE_MS) await rm(path, { force: true })
  }
}

/** @returns The digest by which it is kept. */
async function writeWhole(
  store: string,
  beside: string,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  agedMs: number,
): Promise<string> {
  try {
    const sha256 = await writeBeside(beside, pieces, agedMs)
    const path = pathOf(store, sha256)
    const folder = dirname(path)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await rename(beside, path)
    // The new name is safe only when its folders are; a first file makes two of them.
    for (const each of [folder, dirname(folder), dirname(dirname(folder))]) await flushFolder(each)
    return sha256
  } catch (cause) {
    await rm(beside, { force: true })
    throw new Error('cannot keep a file in the media store', { cause })
  }
}

async function writeBeside(
  path: string,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  agedMs: number,
): Promise<string> {
  const digest = createHash('sha256')
  async function* digested(): AsyncGenerator<Uint8Array> {
    for await (const piece of pieces) {
      digest.update(piece)
      yield piece
    }
  }
  await using file = await open(path, 'wx', 0o600)
  await file.writeFile(digested())
  const at = new Date(Date.now() - agedMs)
  if (agedMs > 0) await file.utimes(at, at)
  await file.sync()
  return digest.digest('hex')
}

async function flushFolder(folder: string): Promise<void> {
  // Windows cannot open folders, and needs no flush of them.
  if (process.platform === 'win32') return
  await using handle = await open(folder, 'r')
  await handle.sync()
}
