/**
 * The files of a case by names that any file system takes.
 */
import type { StoredFile } from '../core/files.ts'

export interface NamedFile {
  /** As its sender named it. */
  readonly name: string
  /** Below the folder of the export. */
  readonly path: string
  readonly sha256: string
  readonly mediaType: string
  readonly bytes: number
}

const LONGEST = 80

/** Each once, however often it was said. */
export function filesOf(stored: readonly StoredFile[]): readonly NamedFile[] {
  const each = new Map<string, StoredFile>()
  for (const file of stored) if (!each.has(file.sha256)) each.set(file.sha256, file)
  return [...each.values()].map(({ name, sha256, mediaType, bytes }, n) => ({
    name,
    path: `files/${String(n + 1).padStart(2, '0')}-${plainName(name)}`,
    sha256,
    mediaType,
    bytes,
  }))
}

/** Letters, digits, dots and dashes; the end stays, for it says what kind of file it is. */
function plainName(name: string): string {
  const safe = name
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
    .replaceAll(/\.{2,}/g, '.')
    .replace(/^[.-]+/, '')
  return safe.slice(-LONGEST) || 'file'
}
