/**
 * A table of ours as a file to be sent. It may hold people's words: once it is sent, our copy soon goes.
 */
import type { StoredFile } from '../core/files.ts'
import type { MediaStore } from './store.ts'

/** Files that no row names go once they are 30 days old (`src/jobs/purge.ts`): this one the day after. */
const AGED_MS = 29 * 24 * 60 * 60 * 1_000

/** @param name  Of the file; ends in `.csv`. */
export async function keepText(name: string, text: AsyncIterable<string>, store: MediaStore): Promise<StoredFile> {
  let bytes = 0
  async function* encoded(): AsyncGenerator<Uint8Array> {
    for await (const piece of text) {
      const encoded = Buffer.from(piece)
      bytes += encoded.length
      yield encoded
    }
  }
  const sha256 = await store.put(encoded(), { agedMs: AGED_MS })
  return { sha256, mediaType: 'text/csv', bytes, name }
}
