/**
 * Writes a case into a folder: `case.json`, `index.html`, and its files.
 */
import { createHash } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Place } from '../core/place.ts'
import { StartError } from '../core/start-error.ts'
import type { CaseFile } from './case-file.ts'
import type { NamedFile } from './files.ts'
import { casePage } from './page.ts'

/**
 * @param folder  Made where it is missing.
 * @param openFile  Bytes by their digest.
 * @returns  Names of files that are not kept any more, or are not what they were.
 * @throws {StartError} where the folder holds anything.
 */
export async function writeCase(
  place: Place,
  filed: CaseFile,
  folder: string,
  openFile: (sha256: string) => Promise<Uint8Array>,
): Promise<readonly string[]> {
  await makeEmpty(folder)
  const lost: string[] = []
  for (const file of filed.files) if (!(await writeOne(folder, file, openFile))) lost.push(file.name)
  await writeFile(join(folder, 'index.html'), casePage(place, filed))
  await writeFile(join(folder, 'case.json'), `${JSON.stringify(filed, undefined, 2)}\n`)
  return lost
}

async function makeEmpty(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    if ((await readdir(folder)).length === 0) return
  } catch (error) {
    throw new StartError(`cannot write to ${folder} (${(error as NodeJS.ErrnoException).code})`, { cause: error })
  }
  throw new StartError(`${folder} is not empty; name a folder that is, or one that is not there yet`)
}

async function writeOne(
  folder: string,
  { path, sha256 }: NamedFile,
  openFile: (sha256: string) => Promise<Uint8Array>,
): Promise<boolean> {
  const bytes = await openFile(sha256).catch(() => undefined)
  if (!bytes || createHash('sha256').update(bytes).digest('hex') !== sha256) return false
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), bytes)
  return true
}
