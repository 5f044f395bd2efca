/**
 * Takes a file over from a network: fetched, cleaned, stored.
 */
import type { Adapter } from '../core/adapter.ts'
import type { FileRefusal, TakenFile } from '../core/files.ts'
import { SendError } from '../core/send-error.ts'
import { documentTypeOf, fileName } from './document.ts'
import { cleanPicture } from './picture.ts'
import type { MediaStore } from './store.ts'

/** Pictures alone (from residents), or documents of safe kinds as well (from staff). */
export type FilePolicy = 'picture' | 'any'

/** `Adapter.fetchFile` of the file that is taken. */
export type FetchFile = (options: Parameters<Adapter['fetchFile']>[1]) => Promise<Uint8Array>

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
const FETCH_TIMEOUT_MS = 30_000

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
  const bytes = await fetchWithin(fetch, signal)
  if (!bytes) return refused('cannotFetch')
  if (bytes.length > MAX_BYTES) return refused('tooLarge')

  const picture = await cleanPicture(bytes)
  if (typeof picture !== 'string') {
    const extension = picture.mediaType === 'image/png' ? 'png' : 'jpg'
    const { mediaType, width, height, takenAt } = picture
    // A resident's file name may say more about them than the picture does.
    const stored = { mediaType, width, height, name: fileName(policy === 'any' ? name : 'photo', extension) }
    const file = { sha256: await store.put(picture.bytes), bytes: picture.bytes.length, ...stored }
    return { kept: true, file, ...(policy === 'picture' && takenAt && { takenAt }) }
  }
  if (policy === 'picture') return refused(picture)

  const type = await documentTypeOf(bytes, name)
  if (!type) return refused('cannotClean')
  const stored = { mediaType: type.mediaType, name: fileName(name, type.extension) }
  return { kept: true, file: { sha256: await store.put(bytes), bytes: bytes.length, ...stored } }
}

/** undefined where the network will never give it. */
async function fetchWithin(fetch: FetchFile, signal: AbortSignal): Promise<Uint8Array | undefined> {
  const late = AbortSignal.timeout(FETCH_TIMEOUT_MS)
  try {
    return await fetch({ maxBytes: MAX_BYTES, signal: AbortSignal.any([signal, late]) })
  } catch (error) {
    if (error instanceof SendError && !error.retryable) return undefined
    if (error instanceof SendError || signal.aborted || !late.aborted) throw error
    throw new SendError('UNREACHABLE', `a file was not there within ${FETCH_TIMEOUT_MS} ms`, { cause: error })
  }
}

function refused(why: FileRefusal): TakenFile {
  return { kept: false, why }
}
