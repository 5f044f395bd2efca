/**
 * Updates on their way to the bot: kept until they are confirmed, by `getUpdates` or by a webhook's 2xx.
 * https://core.telegram.org/bots/api#getting-updates
 *
 * By webhook one person's updates go one after another, different people's at once up to `maxConnections`. What was
 * not answered with 2xx is posted again after a pause, which doubles.
 */
import type { Faults } from '../faults.ts'
import { createSender, type WebhookSender } from './webhook-sender.ts'
import { ApiError } from './wire.ts'

export interface Webhook {
  readonly url: string
  readonly secret: string | undefined
  readonly maxConnections: number
}

export interface Poll {
  readonly offset: number
  readonly limit: number
  readonly timeoutS: number
  /** The poller hung up. */
  readonly signal: AbortSignal
}

/** Not sent unless asked for by name. */
const SILENT_KINDS = new Set(['chat_member', 'message_reaction', 'message_reaction_count'])
const RETRY_CEILING = 32

interface Entry {
  readonly update: unknown
  /** Delivered again by a test, although it was confirmed before. */
  again: boolean
}

interface Lane {
  readonly entries: Entry[]
  failures: number
}

export class UpdateQueue {
  #waiting: Entry[] = []
  #lanes = new Map<string, Lane>()
  #ready: string[] = []
  #inFlight = 0
  #poller: { wake: () => void; conflict: () => void } | undefined
  #webhook: Webhook | undefined
  #sender: WebhookSender | undefined
  #allowed: ReadonlySet<string> | undefined
  #lastError: string | undefined
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #faults: Faults
  readonly #retryMs: number

  /** @param retryMs  The first pause before an update is posted to the webhook again. */
  constructor(faults: Faults, retryMs: number) {
    this.#faults = faults
    this.#retryMs = retryMs
  }

  get webhook(): Webhook | undefined {
    return this.#webhook
  }

  get lastError(): string | undefined {
    return this.#lastError
  }

  get pending(): number {
    let inLanes = 0
    for (const lane of this.#lanes.values()) inLanes += lane.entries.length
    return this.#waiting.length + inLanes
  }

  /** Kinds the bot asked for; undefined for the default. Holds for what comes after. */
  allow(kinds: readonly string[] | undefined): void {
    this.#allowed = kinds && kinds.length > 0 ? new Set(kinds) : undefined
  }

  /** @param how  'again': it was confirmed before. 'raw': whatever the bot asked for. */
  add(update: unknown, how: 'new' | 'again' | 'raw' = 'new'): void {
    const kind = kindOf(update)
    if (how === 'new' && (this.#allowed ? !this.#allowed.has(kind) : SILENT_KINDS.has(kind))) return
    const entry = { update, again: how === 'again' }
    if (this.#webhook) this.#enlist(entry)
    else if (entry.again) this.#waiting.unshift(entry)
    else this.#waiting.push(entry)
    this.#poller?.wake()
  }

  /** Waits for updates up to the time-out. @throws {ApiError} 409 where a webhook is set or another poller comes. */
  async poll({ offset, limit, timeoutS, signal }: Poll): Promise<readonly unknown[]> {
    if (this.#webhook) {
      throw new ApiError(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )
    }
    this.#poller?.conflict()
    this.#confirm(offset)
    if (this.#waiting.length === 0 && timeoutS > 0) {
      await this.#arrival(timeoutS, signal)
      this.#confirm(offset)
    }
    const batch = signal.aborted ? [] : this.#waiting.slice(0, limit)
    for (const entry of batch) entry.again = false
    return batch.map(entry => entry.update)
  }

  #confirm(offset: number): void {
    this.#waiting = this.#waiting.filter(entry => entry.again || idOf(entry.update) >= offset)
  }

  #arrival(timeoutS: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (then: () => void) => () => {
        clearTimeout(timer)
        this.#timers.delete(timer)
        signal.removeEventListener('abort', wake)
        if (this.#poller === poller) this.#poller = undefined
        then()
      }
      const wake = settle(resolve)
      const conflict = settle(() =>
        reject(
          new ApiError(
            409,
            'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
          ),
        ),
      )
      const poller = { wake, conflict }
      const timer = setTimeout(wake, timeoutS * 1000)
      this.#timers.add(timer)
      signal.addEventListener('abort', wake)
      this.#poller = poller
    })
  }

  /** Sets, changes or (undefined) removes the webhook. What waits goes the new way. */
  setWebhook(webhook: Webhook | undefined, dropPending: boolean): void {
    this.#sender?.close()
    const undelivered = [...this.#lanes.values()].flatMap(lane => lane.entries)
    const waiting = dropPending ? [] : [...this.#waiting, ...undelivered]
    waiting.sort((a, b) => idOf(a.update) - idOf(b.update))
    this.#lanes.clear()
    this.#ready = []
    this.#waiting = []
    this.#webhook = webhook
    this.#sender = webhook && createSender(webhook.url, webhook.secret)
    if (webhook) for (const entry of waiting) this.#enlist(entry)
    else this.#waiting = waiting
  }

  #enlist(entry: Entry): void {
    const key = personOf(entry.update)
    const lane = this.#lanes.get(key)
    if (lane) {
      lane.entries.push(entry)
      return
    }
    this.#lanes.set(key, { entries: [entry], failures: 0 })
    this.#ready.push(key)
    this.#pump()
  }

  #pump(): void {
    while (this.#sender && this.#ready.length > 0 && this.#inFlight < (this.#webhook?.maxConnections ?? 0)) {
      const key = this.#ready.shift() as string
      const lane = this.#lanes.get(key)
      if (lane) void this.#deliver(key, lane, this.#sender)
    }
  }

  async #deliver(key: string, lane: Lane, sender: WebhookSender): Promise<void> {
    const entry = lane.entries[0]
    if (!entry) return
    this.#inFlight += 1
    const failure = await this.#post(entry.update, sender)
    this.#inFlight -= 1
    // The webhook was changed meanwhile: what was not confirmed went to the new one.
    if (this.#lanes.get(key) !== lane) return this.#pump()
    if (failure === undefined) {
      lane.entries.shift()
      lane.failures = 0
      if (lane.entries.length > 0) this.#ready.push(key)
      else this.#lanes.delete(key)
      return this.#pump()
    }
    this.#lastError = failure
    const pause = this.#retryMs * Math.min(2 ** lane.failures, RETRY_CEILING)
    lane.failures += 1
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      this.#ready.push(key)
      this.#pump()
    }, pause)
    this.#timers.add(timer)
    this.#pump()
  }

  /** What went wrong, or undefined where the bot took it. */
  async #post(update: unknown, sender: WebhookSender): Promise<string | undefined> {
    const fault = this.#faults.take('webhook')
    if (fault && fault.kind !== 'hang' && fault.kind !== 'resetAfter') return `webhook not reached (${fault.kind})`
    try {
      const status = await sender.post(update)
      if (fault) return 'answer lost'
      return status >= 200 && status < 300 ? undefined : `Wrong response from the webhook: ${status}`
    } catch (error) {
      return error instanceof Error ? error.message : String(error)
    }
  }

  close(): void {
    this.#poller?.wake()
    for (const timer of this.#timers) clearTimeout(timer)
    this.#sender?.close()
    this.#sender = undefined
  }
}

function kindOf(update: unknown): string {
  return Object.keys(Object(update)).find(key => key !== 'update_id') ?? ''
}

function idOf(update: unknown): number {
  const id: unknown = Object(update).update_id
  return typeof id === 'number' ? id : 0
}

function personOf(update: unknown): string {
  const content: unknown = Object(Object(update)[kindOf(update)]).from
  return String(Object(content).id ?? 'nobody')
}
