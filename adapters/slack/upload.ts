/**
 * Files into a thread, or to one of staff alone: an address for each, its bytes, and one last call that shows them all
 * (https://docs.slack.dev/messaging/working-with-files#upload). Only that last call can be seen.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type FilesCompleteUploadExternalArguments, WebAPIHTTPError, WebAPIRateLimitedError } from '@slack/web-api'
import type { Attempt } from '../../src/core/adapter.ts'
import type { StoredFile } from '../../src/core/files.ts'
import { SendError } from '../../src/core/send-error.ts'
import { findMessage, keyInName } from './arrived.ts'
import { reasonOf, toSendError } from './errors.ts'
import type { Sending } from './send.ts'
import { fieldsOf, listOf, tsOf } from './unknown.ts'

/** Slack shows files some time after it took them: how long an earlier attempt's may still take. */
const SHOW_MS = 1_000
/** How long to wait before each look at our own. */
const LOOKS_MS = [50, 150, 400, 900, 1_500]
/** The slowest connection that is waited for. */
const BYTES_PER_MS = 50

/** https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
const ALT_LIMIT = 1_000

interface Upload {
  readonly channel: string
  readonly thread?: string
  readonly files: readonly StoredFile[]
}

interface Uploaded {
  /** Of the message that shows them. */
  readonly ts?: string
  /** Ids, in their order. */
  readonly files: readonly string[]
}

/**
 * Resolves once the files stand in the thread, so that what is sent next stands below them.
 *
 * @returns `ts` is absent where Slack took the files and shows them late.
 */
export async function upload(sending: Sending, call: Upload, attempt: Attempt): Promise<Uploaded> {
  const where = { channel: call.channel, ...(call.thread !== undefined && { thread: call.thread }) }
  if (attempt.mayHaveArrived) {
    const find = () => findMessage(sending.client, where, attempt.key)
    const arrived = (await find()) ?? (await pause(SHOW_MS).then(find))
    if (arrived !== undefined) return arrived
  }
  const ids: string[] = []
  for (const file of call.files) ids.push(await uploadBytes(sending, file, attempt))
  const files = call.files.map((file, i) => ({ id: ids[i] as string, title: file.name }))
  try {
    await sending.client.files.completeUploadExternal({
      files,
      channel_id: call.channel,
      ...(call.thread !== undefined && { thread_ts: call.thread }),
    } as FilesCompleteUploadExternalArguments)
  } catch (error) {
    throw toSendError('files.completeUploadExternal', error)
  }
  const ts = await shownAt(sending, call, ids[0] as string)
  return { files: ids, ...(ts !== undefined && { ts }) }
}

/** Gives Slack a file that stands nowhere by itself. @returns Its id, by which messages show it. */
export async function hold(sending: Sending, file: StoredFile, attempt: Attempt): Promise<string> {
  const id = await uploadBytes(sending, file, attempt)
  try {
    await sending.client.files.completeUploadExternal({ files: [{ id, title: file.name }] })
  } catch (error) {
    throw toSendError('files.completeUploadExternal', error)
  }
  return id
}

/** The file's id. Nobody sees the file yet: a failure here has shown nothing. */
async function uploadBytes({ client, timeoutMs }: Sending, file: StoredFile, attempt: Attempt): Promise<string> {
  const bytes = await attempt.open(file.sha256)
  try {
    const filename = nameWithKey(file.name, attempt.key)
    const { upload_url, file_id } = await client.files.getUploadURLExternal({
      filename,
      length: bytes.length,
      ...(file.alt !== undefined && { alt_txt: file.alt.slice(0, ALT_LIMIT) }),
    })
    const response = await fetch(upload_url as string, {
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: { 'content-type': 'application/octet-stream' },
      signal: AbortSignal.timeout(timeoutMs + Math.ceil(bytes.length / BYTES_PER_MS)),
    })
    await response.arrayBuffer()
    if (response.status === 429) throw new WebAPIRateLimitedError(Number(response.headers.get('retry-after') ?? 1))
    if (!response.ok) throw new WebAPIHTTPError(response.status, response.statusText, {}, '')
    return file_id as string
  } catch (error) {
    const failed = toSendError('files.getUploadURLExternal', error)
    if (!failed.mayHaveArrived) throw failed
    throw new SendError('UNREACHABLE', `files.getUploadURLExternal: ${reasonOf(error)}`, { cause: error })
  }
}

/** `pothole.jpg` → `pothole-KEY.jpg`. People see the title. */
function nameWithKey(name: string, key: string): string {
  const dot = name.lastIndexOf('.')
  const [stem, extension] = dot > 0 ? [name.slice(0, dot), name.slice(dot + 1)] : [name, 'bin']
  return `${stem}${keyInName(key)}${extension}`
}

async function shownAt({ client }: Sending, { channel }: Upload, id: string): Promise<string | undefined> {
  for (const waitMs of LOOKS_MS) {
    await pause(waitMs)
    try {
      const { file } = await client.files.info({ file: id })
      const shares = fieldsOf(file?.shares)
      const here = [...listOf(fieldsOf(shares.public)[channel]), ...listOf(fieldsOf(shares.private)[channel])]
      const ts = here.map(share => tsOf(fieldsOf(share).ts)).find(found => found !== undefined)
      if (ts !== undefined) return ts
    } catch {
      // the files arrived: not seeing them yet is no failure of theirs, and the id stands for them
      return undefined
    }
  }
  return undefined
}
