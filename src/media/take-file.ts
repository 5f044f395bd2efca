/**
 * Takes a file over from a network: fetched, cleaned, stored.
 */
import type { FileRefusal, TakenFile } from '../core/files.ts'
import { documentTypeOf, fileName } from './document.ts'
import { type FetchFile, fetchWithin } from './fetch-within.ts'
import { markPicture } from './mark-picture.ts'
import { cleanPicture } from './picture.ts'
import type { MediaStore } from './store.ts'

/** Pictures alone (from residents), or documents of safe kinds as well (from staff). */
export type FilePolicy = 'picture' | 'any'

export interface TakeFile {
  readonly fetch: FetchFile
  readonly policy: FilePolicy
  readonly store: MediaStore
  /** As the network says. */
  readonly name?: string | undefined
  /** As the network says; what it declares too large is not fetched. */
  readonly bytes?: number | undefined
  readonly signal: AbortSignal
}

/** Telegram gives bots no larger file (core.telegram.org/bots/api#getfile), so nobody else needs to. */
const MAX_BYTES = 20 * 1024 * 1024

/**
 * What became of the file. Pictures are cleaned whoever sent them; other files of staff are kept as they are where
 * their content is of a safe kind, and refused as `cannotClean` where it is not (HTML, programs, archives, macros).
 *
 * @throws {SendError} retryable: the network is away or slow, take it again later.
 */
export async function takeFile({
  fetch,
  policy,
  store,
  name,
  bytes: declared = 0,
  signal,
}: TakeFile): Promise<TakenFile> {
  if (declared > MAX_BYTES) return refused('tooLarge')
  const bytes = await fetchWithin(fetch, MAX_BYTES, signal)
  if (!bytes) return refused('cannotFetch')
  if (bytes.length > MAX_BYTES) return refused('tooLarge')

  const picture = await cleanPicture(bytes)
  if (typeof picture !== 'string') {
    const extension = picture.mediaType === 'image/png' ? 'png' : 'jpg'
    const { mediaType, width, height, takenAt } = picture
    // A resident's file name may say more about them than the picture does.
    const stored = { mediaType, width, height, name: fileName(policy === 'any' ? name : 'photo', extension) }
    const kept = policy === 'picture' ? markPicture(picture) : picture.bytes
    const file = { sha256: await store.put(kept), bytes: kept.length, ...stored }
    return { kept: true, file, ...(policy === 'picture' && takenAt && { takenAt }) }
  }
  if (policy === 'picture') return refused(picture)

  const type = await documentTypeOf(bytes, name)
  if (!type) return refused('cannotClean')
  const stored = { mediaType: type.mediaType, name: fileName(name, type.extension) }
  return { kept: true, file: { sha256: await store.put(bytes), bytes: bytes.length, ...stored } }
}

function refused(why: FileRefusal): TakenFile {
  return { kept: false, why }
}
