/**
 * A table of ours as a file to be sent. It may hold people's words: once it is sent, our copy soon goes.
 */
import type { StoredFile } from '../core/files.ts'
import type { MediaStore } from './store.ts'

/** Files that no row names go once they are 30 days old (`src/jobs/purge.ts`): this one the day after. */
const AGED_MS = 29 * 24 * 60 * 60 * 1_000

/** @param name  Of the file; ends in `.csv`. */
export async function keepText(name: string, text: string, store: MediaStore): Promise<StoredFile> {
  const bytes = Buffer.from(text)
  const sha256 = await store.put(bytes, { agedMs: AGED_MS })
  return { sha256, mediaType: 'text/csv', bytes: bytes.length, name }
}
