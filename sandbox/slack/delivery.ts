/**
 * Brings events and presses to the app: signed HTTP requests, or envelopes over a Socket Mode connection.
 *
 * https://docs.slack.dev/apis/events-api#retries, https://docs.slack.dev/apis/events-api/using-socket-mode,
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
import { createHmac, randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import type { Faults } from '../faults.ts'
import type { CommandUse, EventCallback, Interaction } from './wire.ts'

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

/** What came of a person's act. `answer` is the app's, where there was a body. */
export interface Outcome {
  readonly taken: boolean
  readonly answer?: unknown
}

type Fate = 'ok' | 'http_error' | 'http_timeout' | 'connection_failed' | 'no_retry'

/** What is sent: an event, an act on an element or a form, a command. */
type Kind = 'events_api' | 'interactive' | 'slash_commands'

interface Once {
  readonly fate: Fate
  readonly answer?: unknown
}

export class Delivery {
  readonly sockets = new Set<WebSocket>()
  readonly #options: DeliveryOptions
  readonly #closing = new AbortController()
  readonly #awaited = new Map<string, (payload: unknown) => void>()
  #turn = 0
  #waiting = 0

  constructor(options: DeliveryOptions) {
    this.#options = options
  }

  /** Events that the app has not taken, and that are tried again. */
  get waiting(): number {
    return this.#waiting
  }

  /** Tries until acknowledged or out of attempts. Resolves with whether the app took it. */
  async event(body: EventCallback): Promise<boolean> {
    this.#waiting += 1
    try {
      return await this.#tryEvent(body)
    } finally {
      this.#waiting -= 1
    }
  }

  async #tryEvent(body: EventCallback): Promise<boolean> {
    let reason: Fate | undefined
    for (let attempt = 0; attempt <= this.#options.retryDelaysMs.length; attempt += 1) {
      if (attempt > 0) await this.#pause(this.#options.retryDelaysMs[attempt - 1]!)
      if (this.#closing.signal.aborted) return false
      ;({ fate: reason } = await this.#once('events_api', body, attempt, reason))
      if (reason === 'ok') return true
      if (reason === 'no_retry') return false
    }
    return false
  }

  /** Once, and with what the app answers: Slack does not retry what a person does. */
  async interact(body: Interaction): Promise<Outcome> {
    return outcomeOf(await this.#once('interactive', body, 0, undefined))
  }

  /** As `interact`. */
  async command(body: CommandUse): Promise<Outcome> {
    return outcomeOf(await this.#once('slash_commands', body, 0, undefined))
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

  acknowledged(envelopeId: string, payload: unknown): void {
    this.#awaited.get(envelopeId)?.(payload)
  }

  close(): void {
    this.#closing.abort()
    for (const socket of this.sockets) socket.terminate()
  }

  async #once(kind: Kind, body: object, attempt: number, reason: Fate | undefined): Promise<Once> {
    const fault = this.#options.faults.take('events')
    if (fault?.kind === 'reset' || fault?.kind === 'status' || fault?.kind === 'refuse')
      return { fate: 'connection_failed' }
    const came =
      this.#options.eventsUrl === undefined
        ? await this.#throughSocket(kind, body, attempt, reason)
        : await this.#throughHttp(kind, body, attempt, reason)
    // what came back was lost on its way: delivered, and delivered again
    return fault ? { fate: 'http_timeout' } : came
  }

  async #throughHttp(kind: Kind, body: object, attempt: number, reason: Fate | undefined): Promise<Once> {
    const text = TEXTS[kind](body)
    const headers = {
      ...this.sign(text),
      'content-type': kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
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
      const answered = await response.text()
      if (response.ok) return { fate: 'ok', ...(answered !== '' && { answer: readAnswer(answered) }) }
      return { fate: response.headers.get('x-slack-no-retry') === '1' ? 'no_retry' : 'http_error' }
    } catch (error) {
      return { fate: (error as Error).name === 'TimeoutError' ? 'http_timeout' : 'connection_failed' }
    }
  }

  async #throughSocket(kind: Kind, payload: object, attempt: number, reason: Fate | undefined): Promise<Once> {
    const open = [...this.sockets].filter(s => s.readyState === s.OPEN)
    this.#turn += 1
    const socket = open[this.#turn % open.length]
    if (!socket) return { fate: 'connection_failed' }
    const envelopeId = randomUUID()
    const { promise, resolve } = Promise.withResolvers<Once>()
    const late = setTimeout(() => resolve({ fate: 'http_timeout' }), this.#options.acknowledgeMs)
    const gone = () => resolve({ fate: 'connection_failed' })
    socket.once('close', gone)
    this.#awaited.set(envelopeId, answer => resolve({ fate: 'ok', answer }))
    const retry = kind === 'events_api' && { retry_attempt: attempt, retry_reason: reason ?? '' }
    socket.send(
      JSON.stringify({
        envelope_id: envelopeId,
        type: kind,
        payload,
        accepts_response_payload: kind !== 'events_api',
        ...retry,
      }),
    )
    const came = await promise
    clearTimeout(late)
    socket.off('close', gone)
    this.#awaited.delete(envelopeId)
    return came
  }

  async #pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const timer = setTimeout(resolve, ms)
    this.#closing.signal.addEventListener('abort', () => resolve(), { once: true })
    await promise
    clearTimeout(timer)
  }
}

/** How each is written over HTTP. */
const TEXTS: Readonly<Record<Kind, (body: object) => string>> = {
  events_api: body => JSON.stringify(body),
  interactive: body => new URLSearchParams({ payload: JSON.stringify(body) }).toString(),
  slash_commands: body => new URLSearchParams({ ...body }).toString(),
}

function outcomeOf({ fate, answer }: Once): Outcome {
  return { taken: fate === 'ok', answer }
}

/** Bolt answers events with words of its own, which are no JSON. */
function readAnswer(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
