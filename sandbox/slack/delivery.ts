/**
 * Brings events and presses to the app: signed HTTP requests, or envelopes over a Socket Mode connection.
 *
 * https://docs.slack.dev/apis/events-api#retries, https://docs.slack.dev/apis/events-api/using-socket-mode,
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
import { createHmac, randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import type { Faults } from '../faults.ts'
import type { BlockActions, EventCallback } from './wire.ts'

export interface DeliveryOptions {
  readonly signingSecret: string
  readonly faults: Faults
  /** Where events and presses go; absent: to whatever socket is connected. */
  readonly eventsUrl?: string
  /** Waits before each further attempt at an event. Slack's: 0, 60,000, 300,000. */
  readonly retryDelaysMs: readonly number[]
  /** How long the app may take to acknowledge. Slack's: 3,000. */
  readonly acknowledgeMs: number
}

export interface Acknowledgement {
  readonly status: number
  readonly body: string
}

type Outcome = 'ok' | 'http_error' | 'http_timeout' | 'connection_failed' | 'no_retry'

export class Delivery {
  readonly sockets = new Set<WebSocket>()
  readonly #options: DeliveryOptions
  readonly #closing = new AbortController()
  readonly #awaited = new Map<string, () => void>()
  #turn = 0

  constructor(options: DeliveryOptions) {
    this.#options = options
  }

  /** Tries until acknowledged or out of attempts. Resolves with whether the app took it. */
  async event(body: EventCallback): Promise<boolean> {
    let reason: Outcome | undefined
    for (let attempt = 0; attempt <= this.#options.retryDelaysMs.length; attempt += 1) {
      if (attempt > 0) await this.#pause(this.#options.retryDelaysMs[attempt - 1]!)
      if (this.#closing.signal.aborted) return false
      reason = await this.#once('events_api', body, attempt, reason)
      if (reason === 'ok') return true
      if (reason === 'no_retry') return false
    }
    return false
  }

  /** Once: Slack does not retry a press. */
  async press(body: BlockActions): Promise<boolean> {
    return (await this.#once('interactive', body, 0, undefined)) === 'ok'
  }

  /** A request to `eventsUrl` as it stands, for bad input. */
  async raw(body: string, headers: Readonly<Record<string, string>>): Promise<Acknowledgement> {
    if (this.#options.eventsUrl === undefined) throw new Error('cannot deliver raw: this stand-in has no eventsUrl')
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(this.#options.acknowledgeMs)])
    const response = await fetch(this.#options.eventsUrl, {
      method: 'POST',
      body,
      headers,
      signal,
      redirect: 'manual',
    })
    return { status: response.status, body: await response.text() }
  }

  /** The headers that make `body` a request of Slack's, written at `now`. */
  sign(body: string, now = new Date()): Record<string, string> {
    const timestamp = String(Math.floor(now.getTime() / 1000))
    const digest = createHmac('sha256', this.#options.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')
    return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` }
  }

  acknowledged(envelopeId: string): void {
    this.#awaited.get(envelopeId)?.()
  }

  close(): void {
    this.#closing.abort()
    for (const socket of this.sockets) socket.terminate()
  }

  async #once(
    type: 'events_api' | 'interactive',
    body: object,
    attempt: number,
    reason: Outcome | undefined,
  ): Promise<Outcome> {
    const fault = this.#options.faults.take('events')
    if (fault?.kind === 'reset' || fault?.kind === 'status' || fault?.kind === 'refuse') return 'connection_failed'
    const outcome =
      this.#options.eventsUrl === undefined
        ? await this.#throughSocket(type, body, attempt, reason)
        : await this.#throughHttp(type, body, attempt, reason)
    // what came back was lost on its way: delivered, and delivered again
    return fault ? 'http_timeout' : outcome
  }

  async #throughHttp(
    type: 'events_api' | 'interactive',
    body: object,
    attempt: number,
    reason: Outcome | undefined,
  ): Promise<Outcome> {
    const json = JSON.stringify(body)
    const text = type === 'interactive' ? new URLSearchParams({ payload: json }).toString() : json
    const headers = {
      ...this.sign(text),
      'content-type': type === 'interactive' ? 'application/x-www-form-urlencoded' : 'application/json',
      ...(attempt > 0 && { 'x-slack-retry-num': String(attempt), 'x-slack-retry-reason': reason ?? 'unknown_error' }),
    }
    try {
      const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(this.#options.acknowledgeMs)])
      const response = await fetch(this.#options.eventsUrl!, {
        method: 'POST',
        body: text,
        headers,
        signal,
        redirect: 'manual',
      })
      await response.arrayBuffer()
      if (response.ok) return 'ok'
      return response.headers.get('x-slack-no-retry') === '1' ? 'no_retry' : 'http_error'
    } catch (error) {
      return (error as Error).name === 'TimeoutError' ? 'http_timeout' : 'connection_failed'
    }
  }

  async #throughSocket(
    type: 'events_api' | 'interactive',
    payload: object,
    attempt: number,
    reason: Outcome | undefined,
  ): Promise<Outcome> {
    const open = [...this.sockets].filter(s => s.readyState === s.OPEN)
    this.#turn += 1
    const socket = open[this.#turn % open.length]
    if (!socket) return 'connection_failed'
    const envelopeId = randomUUID()
    const { promise, resolve } = Promise.withResolvers<Outcome>()
    const late = setTimeout(() => resolve('http_timeout'), this.#options.acknowledgeMs)
    const gone = () => resolve('connection_failed')
    socket.once('close', gone)
    this.#awaited.set(envelopeId, () => resolve('ok'))
    const retry = type === 'events_api' && { retry_attempt: attempt, retry_reason: reason ?? '' }
    socket.send(
      JSON.stringify({
        envelope_id: envelopeId,
        type,
        payload,
        accepts_response_payload: type === 'interactive',
        ...retry,
      }),
    )
    const outcome = await promise
    clearTimeout(late)
    socket.off('close', gone)
    this.#awaited.delete(envelopeId)
    return outcome
  }

  async #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ms)
    this.#closing.signal.addEventListener('abort', () => resolve(), { once: true })
    await promise
    clearTimeout(timer)
  }
}
