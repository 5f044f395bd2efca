/**
 * The data folder: there, ours to write to, with room left.
 */
import { randomUUID } from 'node:crypto'
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Finding, fine, warning, wrong } from './finding.ts'

const GIGABYTE = 1e9
/** Below it a few hundred photos fill the disk. */
const LEAST_BYTES = GIGABYTE

export async function examineDisk(dataDir: string): Promise<readonly Finding[]> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o711 })
    const probe = join(dataDir, `doctor-${randomUUID()}`)
    await writeFile(probe, '')
    await rm(probe)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return [
      wrong(
        `data: ${dataDir} cannot be written to (${code})`,
        'give it to the account that Folkmoot runs as, or set DATA_DIR',
      ),
    ]
  }
  const { bavail, bsize } = await statfs(dataDir)
  const free = `${((bavail * bsize) / GIGABYTE).toFixed(1)} GB free`
  if (bavail * bsize >= LEAST_BYTES) return [fine(`data: ${dataDir} can be written to, ${free}`)]
  return [warning(`data: ${free} in ${dataDir}`, 'make room: when it is full, nothing is taken any more')]
}
