/**
 * Fetches what a person attached, from Discord's own CDN and nowhere else.
 *
 * The address came in from outside: no other host is asked, no redirect followed, no byte above the limit kept.
 */
import type { RemoteFile } from '../../src/core/files.ts'
import { SendError } from '../../src/core/send-error.ts'
import { toSendError } from './errors.ts'

const CDN_ORIGINS = ['https://cdn.discordapp.com', 'https://media.discordapp.net']

/** @param apiRoot  Where it is not Discord's own, its origin is asked too: a stand-in serves files and calls on one. */
export function originsOf(apiRoot: string): ReadonlySet<string> {
  const { origin, hostname } = new URL(apiRoot)
  return new Set(hostname === 'discord.com' ? CDN_ORIGINS : [...CDN_ORIGINS, origin])
}

/** @throws {SendError} REJECTED where it is elsewhere, gone, or larger than `maxBytes`. */
export async function fetchFile(
  file: RemoteFile,
  {
    maxBytes,
    signal,
    origins,
  }: { readonly maxBytes: number; readonly signal: AbortSignal; readonly origins: ReadonlySet<string> },
): Promise<Uint8Array> {
  const url = URL.parse(file.ref)
  if (!url || !origins.has(url.origin)) throw new SendError('REJECTED', 'the file is not on the CDN of discord')
  if (file.bytes !== undefined && file.bytes > maxBytes) throw tooLarge(maxBytes)
  let response: Response
  try {
    response = await fetch(url, { redirect: 'manual', signal })
    if (response.ok && response.body) return await readAtMost(response.body, maxBytes)
  } catch (error) {
    throw toSendError(error)
  }
  await response.body?.cancel()
  const code = response.status >= 500 || response.status === 429 ? 'UNREACHABLE' : 'REJECTED'
  throw new SendError(code, `the CDN of discord answered ${response.status}`)
}

async function readAtMost(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function tooLarge(maxBytes: number): SendError {
  return new SendError('REJECTED', `the file is larger than ${maxBytes} bytes`)
}
