/**
 * Plain calls to Telegram's stand-in, as no SDK would make them: what its own tests begin with.
 */
import { startTelegram, type TelegramOptions, type TelegramStandIn } from '../../sandbox/telegram/stand-in.ts'

const TOKEN = '1:test'

export interface Caller {
  readonly telegram: TelegramStandIn
  call(method: string, params?: object, signal?: AbortSignal): Promise<Answer>
  /** As multipart/form-data. */
  send(method: string, form: FormData): Promise<Answer>
  /** Fetches a file by its `file_path`. */
  fetchFile(path: string): Promise<Uint8Array>
}

export interface Answer {
  readonly status: number
  readonly ok: boolean
  readonly description?: string
  readonly parameters?: { readonly retry_after: number }
  // biome-ignore lint/suspicious/noExplicitAny: each method has a result of its own, and the tests say what they expect of it.
  readonly result?: any
}

export async function startCaller(options: Pick<TelegramOptions, 'rateLimits'> = {}): Promise<Caller> {
  const telegram = await startTelegram({ token: TOKEN, retryMs: 5, ...options })
  const ask = async (method: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(`${telegram.apiRoot}/bot${TOKEN}/${method}`, { method: 'POST', ...init })
    return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) }
  }
  return {
    telegram,
    call: (method, params = {}, signal) =>
      ask(method, {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(params),
        ...(signal ? { signal } : {}),
      }),
    send: (method, body) => ask(method, { body }),
    fetchFile: async path => (await fetch(`${telegram.apiRoot}/file/bot${TOKEN}/${path}`)).bytes(),
  }
}
