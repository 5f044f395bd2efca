/**
 * Fetches a file that staff uploaded. The address is private: it takes our token, and a token that may not read files
 * gets Slack's login page with status 200 (https://docs.slack.dev/messaging/working-with-files#viewing).
 */
import type { WebClient } from '@slack/web-api'
import type { RemoteFile } from '../../src/core/files.ts'
import { SendError } from '../../src/core/send-error.ts'
import { httpFailure, toSendError } from './errors.ts'

export interface Fetching {
  readonly client: WebClient
  readonly botToken: string
  readonly apiRoot: string
}

export interface FetchOptions {
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/** @throws {SendError} REJECTED where it is too large, gone, elsewhere, or not ours to read. */
export async function fetchFile(
  fetching: Fetching,
  file: RemoteFile,
  { maxBytes, signal }: FetchOptions,
): Promise<Uint8Array> {
  const url = await addressOf(fetching, file)
  if (!isOfSlack(url, fetching.apiRoot)) throw new SendError('REJECTED', 'download: the file lies outside Slack')
  try {
    const headers = { authorization: `Bearer ${fetching.botToken}` }
    const response = await fetch(url, { headers, signal, redirect: 'manual' })
    if (isLoginPage(response, file)) {
      await response.body?.cancel()
      throw new SendError('REJECTED', 'download: Slack answered with its login page: missing scope files:read')
    }
    if (!response.ok) {
      await response.body?.cancel()
      throw httpFailure('download', response.status, undefined, Number(response.headers.get('retry-after') ?? 1))
    }
    const bytes = await readUpTo(response, maxBytes)
    if (!expectsHtml(file) && looksLikeHtml(bytes)) {
      throw new SendError('REJECTED', 'download: a web page instead of the file: missing scope files:read')
    }
    return bytes
  } catch (error) {
    throw toSendError('download', error)
  }
}

async function addressOf({ client }: Fetching, { ref }: RemoteFile): Promise<string> {
  if (!ref.startsWith('file:')) return ref
  try {
    const { file } = await client.files.info({ file: ref.slice('file:'.length) })
    if (file?.url_private) return file.url_private
  } catch (error) {
    throw toSendError('files.info', error)
  }
  throw new SendError('REJECTED', 'files.info: the file has no address')
}

/** Our token goes to Slack alone: a file may as well lie with Google or anywhere. */
function isOfSlack(address: string, apiRoot: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname, origin } = new URL(address)
  if (origin === new URL(apiRoot).origin) return true
  return protocol === 'https:' && /(^|\.)(slack|slack-gov|slack-files)\.com$/.test(hostname)
}

/** A redirect leads to the same page. */
function isLoginPage(response: Response, file: RemoteFile): boolean {
  const isHtml = response.headers.get('content-type')?.startsWith('text/html') ?? false
  return (response.status >= 300 && response.status < 400) || (response.ok && isHtml && !expectsHtml(file))
}

function expectsHtml(file: RemoteFile): boolean {
  return file.mediaType === 'text/html'
}

function looksLikeHtml(bytes: Uint8Array): boolean {
  return /^\s*<(!doctype html|html)/i.test(Buffer.from(bytes.subarray(0, 200)).toString('latin1'))
}

async function readUpTo(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxBytes) throw new SendError('REJECTED', `download: the file is larger than ${maxBytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
