/**
 * Calls to Discord's REST API: one attempt each, never longer than the time-out, every failure a SendError.
 */
import { type RawFile, REST, RequestMethod } from 'discord.js'
import { SendError } from '../../src/core/send-error.ts'
import { createCircuitBreaker } from './circuit-breaker.ts'
import { toSendError } from './errors.ts'

export interface Api {
  /** @throws {SendError} */
  call(method: keyof typeof RequestMethod, route: `/${string}`, options?: CallOptions): Promise<unknown>
  /** For the gateway, which asks for its address itself. */
  readonly rest: REST
  stop(): void
}

export interface CallOptions {
  readonly body?: unknown
  readonly files?: readonly RawFile[]
  readonly query?: Readonly<Record<string, string>>
  /** False where the address carries a token of its own. */
  readonly bot?: boolean
  /** Gives up when it aborts. */
  readonly signal?: AbortSignal
}

export interface ApiOptions {
  readonly token: string
  /** With `/api`, as discord.js takes it. */
  readonly apiRoot: string
  readonly timeoutMs: number
}

export function createApi({ token, apiRoot, timeoutMs }: ApiOptions): Api {
  const breaker = createCircuitBreaker()
  const rest = new REST({
    api: apiRoot,
    version: '10',
    retries: 0,
    timeout: timeoutMs,
    offset: 0,
    rejectOnRateLimit: () => true,
    // discord.js's own strategy lets undici throw out of reach at an answer that is no JSON, which ends the process,
    // and its time-out covers only the headers.
    async makeRequest(url, init) {
      const response = await fetch(url, {
        method: init.method ?? 'GET',
        headers: init.headers as Readonly<Record<string, string>>,
        body: init.body as Exclude<RequestInit['body'], undefined>,
        signal: init.signal ?? null,
      })
      const body = await response.arrayBuffer()
      breaker.note(response.status, response.headers.get('x-ratelimit-scope'), Date.now())
      const { status, statusText, headers } = response
      return new Response(status === 204 || status === 304 ? null : body, { status, statusText, headers })
    },
  })
  rest.setToken(token)

  return {
    rest,
    async call(method, route, { body, files, query, bot = true, signal } = {}) {
      const waitMs = breaker.waitMs(Date.now())
      if (waitMs > 0)
        throw new SendError('THROTTLED', 'too many refusals of discord in 10 minutes', { retryAfterMs: waitMs })
      // A 401 makes the SDK forget the token; the next call has to be able to find out that it is right again.
      rest.setToken(token)
      try {
        return await rest.request({
          method: RequestMethod[method],
          fullRoute: route,
          auth: bot,
          ...(signal === undefined ? {} : { signal }),
          ...(body === undefined ? {} : { body }),
          ...(files === undefined || files.length === 0 ? {} : { files: [...files] }),
          ...(query === undefined ? {} : { query: new URLSearchParams(query) }),
        })
      } catch (error) {
        throw toSendError(error)
      }
    },
    stop() {
      rest.clearHashSweeper()
      rest.clearHandlerSweeper()
    },
  }
}
