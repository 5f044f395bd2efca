/**
 * Calls to the Bot API through telegraf's client: one connection pool, a time-out on every call, every error a `SendError`.
 */
import { Agent } from 'node:https'
import { Telegram } from 'telegraf'
import type { Telegram as Calls, Opts } from 'telegraf/types'
import { SendError } from '../../src/core/send-error.ts'
import { toSendError } from './errors.ts'

/** telegraf's types name a polyfill; at run time it takes Node's own. */
type ClientSignal = NonNullable<NonNullable<Parameters<Telegram['callApi']>[2]>['signal']>

export interface TelegramApi {
  /**
   * @param options.timeoutMs  Longer than usual, for long polling.
   * @throws {SendError}
   */
  call<Name extends keyof Calls>(
    method: Name,
    payload: Opts<Name>,
    options?: { readonly signal?: AbortSignal; readonly timeoutMs?: number },
  ): Promise<ReturnType<Calls[Name]>>
  /** @throws {SendError} REJECTED where the file is larger than `maxBytes` or gone. */
  fetchFile(fileId: string, options: { readonly maxBytes: number; readonly signal: AbortSignal }): Promise<Uint8Array>
  /** Ends the connections. */
  close(): void
}

export interface ApiOptions {
  readonly token: string
  /** Bare: `https://api.telegram.org`. */
  readonly apiRoot: string
  /** How long a call may take before it counts as lost. */
  readonly timeoutMs: number
}

/** More than delivery ever has under way, beside the polling and the answers to taps. */
const SOCKETS = 512

export function createApi({ token, apiRoot, timeoutMs }: ApiOptions): TelegramApi {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS })
  // telegraf leaves plain http roots (a local Bot API server) to Node's own agent, which keeps connections as well.
  const client = new Telegram(token, { apiRoot, agent, webhookReply: false })

  const call: TelegramApi['call'] = async (method, payload, options = {}) => {
    try {
      return await withDeadline(options.timeoutMs ?? timeoutMs, options.signal, signal =>
        client.callApi(method, payload, { signal: signal as ClientSignal }),
      )
    } catch (error) {
      throw toSendError(error)
    }
  }

  return {
    call,
    fetchFile: async (fileId, { maxBytes, signal }) => {
      const found = await call('getFile', { file_id: fileId }, { signal })
      if (found.file_path === undefined) throw new SendError('REJECTED', 'telegram no longer has the file')
      const path = found.file_path.split('/').map(encodeURIComponent).join('/')
      try {
        const url = new URL(`./file/bot${token}/${path}`, apiRoot)
        return await withDeadline(timeoutMs, signal, deadline => download(url, maxBytes, deadline))
      } catch (error) {
        throw toSendError(error)
      }
    },
    close: () => agent.destroy(),
  }
}

/** Not `AbortSignal.timeout`: that keeps its timer, and with it the whole call, long after the answer came. */
async function withDeadline<T>(
  timeoutMs: number,
  signal: AbortSignal | undefined,
  work: (deadline: AbortSignal) => Promise<T>,
): Promise<T> {
  const deadline = new AbortController()
  const abort = () => deadline.abort()
  const timer = setTimeout(abort, timeoutMs)
  signal?.addEventListener('abort', abort)
  if (signal?.aborted) abort()
  try {
    return await work(deadline.signal)
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

/** https://core.telegram.org/bots/api#getfile */
async function download(url: URL, maxBytes: number, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal, redirect: 'error' })
  if (response.status === 429 || response.status >= 500) {
    await response.body?.cancel()
    throw new SendError('UNREACHABLE', `telegram answered ${response.status} for a file`)
  }
  if (!response.ok || !response.body) {
    await response.body?.cancel()
    throw new SendError('REJECTED', `telegram answered ${response.status} for a file`)
  }
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function tooLarge(maxBytes: number): SendError {
  return new SendError('REJECTED', `the file is larger than ${maxBytes} bytes`)
}
