/**
 * Telegram: residents by long polling or webhook, messages to them by the Bot API.
 *
 * An update is confirmed to Telegram only after `receive` resolved; what was not is delivered again, for 24 hours.
 * Telegram has no key that makes a send idempotent: after a lost answer nobody can tell whether it arrived.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Adapter, type Doors, WAY_TO_US } from '../../src/core/adapter.ts'
import { describeError } from '../../src/core/describe-error.ts'
import type { Inbound } from '../../src/core/inbound.ts'
import type { ForResident } from '../../src/core/outbound.ts'
import { SendError } from '../../src/core/send-error.ts'
import { createApi } from './api.ts'
import { createBackoff } from './backoff.ts'
import { type Commands, namesOf, registerCommands } from './commands.ts'
import { parseUpdate, type Self, tapOf, UPDATE_KINDS } from './parse.ts'
import { poll } from './poll.ts'
import { FILE_LIMIT_BYTES, TEXT_LIMIT, type TelegramCall } from './render.ts'
import { plan } from './render-change.ts'
import { makeCall } from './send.ts'
import { answerWebhook } from './webhook.ts'

export interface TelegramOptions {
  readonly token: string
  /** Bare: `https://api.telegram.org`, or a local Bot API server's. */
  readonly apiRoot: string
  /** Present: updates come by webhook; absent: by long polling. */
  readonly webhook?: {
    /** Where people reach this server; the webhook is at `telegram/webhook` below it. */
    readonly publicUrl: string
    readonly secret: string
  }
  /** The menu's commands per language, the default language first; asked again after `commandsChanged`. */
  readonly commands: () => Commands
  /** Up to 1000 a second, where the town pays for bulk. Absent: as much as is free. */
  readonly paidBroadcastPerSecond?: number
  /** How long a call may take. Default 10 s. */
  readonly timeoutMs?: number
}

export interface TelegramAdapter extends Adapter<ForResident> {
  /** To be mounted at `POST /telegram/webhook`, before anything reads the body. */
  handleWebhook(request: IncomingMessage, response: ServerResponse): Promise<void>
}

const TIMEOUT_MS = 10_000
/** The network allows 30: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this. Talks come off it. */
const BULK_PER_SECOND = 30
/** The most that Telegram opens: https://core.telegram.org/bots/api#setwebhook */
const WEBHOOK_CONNECTIONS = 100
/** An update that comes before `getMe` was answered waits this long. */
const SELF_WITHIN_MS = 5_000

export function createTelegram(options: TelegramOptions): TelegramAdapter {
  const { token, apiRoot, webhook, commands, paidBroadcastPerSecond, timeoutMs = TIMEOUT_MS } = options
  const bulkPerSecond = paidBroadcastPerSecond ?? BULK_PER_SECOND
  const api = createApi({ token, apiRoot, timeoutMs })
  const stopping = new AbortController()
  const { signal } = stopping
  const self = Promise.withResolvers<Self>()
  const answering = new Set<Promise<void>>()
  let doors: Doors | undefined
  let running = Promise.resolve()
  let ready = false
  let trouble: string | undefined

  async function run(open: Doors): Promise<void> {
    const me = await keepTrying(open, 'getMe', async () => {
      const { id, username } = await api.call('getMe', {}, { signal })
      return { id, username, commands: namesOf(commands()) }
    })
    if (!me) return
    self.resolve(me)
    ready = true
    await keepTrying(open, 'remember', () => open.remember.write(WAY_TO_US.telegram, me.username))
    await showCommands(open, me)
    if (webhook) {
      await keepTrying(open, 'setWebhook', () => api.call('setWebhook', webhookOf(webhook), { signal }))
      return
    }
    await open.exclusively('telegram-polling', signal, async held => {
      await poll({
        api,
        takeAll: updates => takeAll(open, me, updates),
        report: word => {
          trouble = word
        },
        log: open.log,
        backoff: createBackoff,
        signal: AbortSignal.any([held, signal]),
      })
    })
  }

  async function whoWeAre(): Promise<Self> {
    try {
      return await within(self.promise, SELF_WITHIN_MS)
    } catch (cause) {
      throw new SendError('UNREACHABLE', 'telegram has not told yet who we are', { cause })
    }
  }

  async function showCommands(open: Doors, me: Self): Promise<void> {
    await keepTrying(open, 'setMyCommands', () => registerCommands(api, commands(), me.id, open.remember, signal))
  }

  /** Until it succeeds; undefined where the adapter stopped first. */
  async function keepTrying<T>(open: Doors, what: string, attempt: () => Promise<T>): Promise<T | undefined> {
    const pauses = createBackoff()
    while (!signal.aborted) {
      try {
        const result = await attempt()
        trouble = undefined
        return result
      } catch (error) {
        if (signal.aborted) return undefined
        trouble = `${what} fails: ${describeError(error)}`
        open.log.warn({ network: 'telegram', call: what, error: describeError(error) }, 'call failed, trying again')
        await pauses.wait(error, signal)
      }
    }
    return undefined
  }

  /** Different people's at once, one person's in order. All are tried before a failure is told. */
  async function takeAll(open: Doors, me: Self, updates: readonly unknown[]): Promise<void> {
    const read = updates.map(update => ({ update, inbound: parseUpdate(update, me) }))
    const lanes = Map.groupBy(read, ({ inbound }) => inbound?.lane)
    const outcomes = await Promise.allSettled(
      [...lanes.values()].map(async lane => {
        for (const { update, inbound } of lane) await take(open, update, inbound)
      }),
    )
    const failed = outcomes.find(outcome => outcome.status === 'rejected')
    if (failed) throw failed.reason
  }

  async function take(open: Doors, update: unknown, inbound: Inbound | undefined): Promise<void> {
    if (inbound) await open.receive(inbound)
    else open.log.info({ network: 'telegram', kinds: kindsOf(update) }, 'update ignored')
    const tap = tapOf(update)
    if (tap === undefined) return
    const answer: Promise<void> = answerTap(open, tap).finally(() => answering.delete(answer))
    answering.add(answer)
  }

  /** Takes the little clock off the button. Best effort: a tap that is long past cannot be answered. */
  async function answerTap(open: Doors, tap: string): Promise<void> {
    try {
      await api.call('answerCallbackQuery', { callback_query_id: tap }, { signal })
    } catch (error) {
      open.log.debug({ network: 'telegram', error: describeError(error) }, 'tap could not be answered')
    }
  }

  return {
    network: 'telegram',
    limits: { text: TEXT_LIMIT, file: FILE_LIMIT_BYTES, recognisedForMs: 0, pins: true, bulkPerSecond },
    start: async open => {
      doors = open
      running = run(open)
    },
    plan,
    send: (part, attempt) => {
      const isPaid = paidBroadcastPerSecond !== undefined && attempt.bulk === true
      return makeCall(api, part.call as TelegramCall, attempt, { self: whoWeAre, isPaid })
    },
    fetchFile: (file, limits) => api.fetchFile(file.ref, limits),
    answers: () =>
      api.call('getMe', {}, { signal }).then(
        () => true,
        () => false,
      ),
    commandsChanged() {
      const open = doors
      // Before Telegram told who we are, the start itself is about to show them.
      if (!open || !ready) return
      const showing: Promise<void> = self.promise
        .then(me => showCommands(open, me))
        .finally(() => answering.delete(showing))
      answering.add(showing)
    },
    health: () => ({ ready, ...(trouble === undefined ? {} : { trouble }) }),
    stop: async () => {
      stopping.abort()
      await running
      await Promise.all(answering)
      api.close()
    },
    handleWebhook: async (request, response) => {
      if (!doors || !webhook) {
        response.writeHead(503).end()
        return
      }
      const open = doors
      await answerWebhook(request, response, {
        secret: webhook.secret,
        log: open.log,
        take: async update => {
          const me = await within(self.promise, SELF_WITHIN_MS)
          await take(open, update, parseUpdate(update, me))
        },
      })
    },
  }
}

function webhookOf({ publicUrl, secret }: NonNullable<TelegramOptions['webhook']>) {
  return {
    url: `${publicUrl.replace(/\/+$/, '')}/telegram/webhook`,
    secret_token: secret,
    allowed_updates: UPDATE_KINDS,
    max_connections: WEBHOOK_CONNECTIONS,
  }
}

function kindsOf(update: unknown): readonly string[] {
  return Object.keys(Object(update)).filter(key => /^[a-z_]{1,40}$/.test(key))
}

async function within<T>(promise: Promise<T>, timeoutMs: number): Promise<T> {
  const timeout = Promise.withResolvers<never>()
  const timer = setTimeout(() => timeout.reject(new Error('telegram has not told yet who we are')), timeoutMs)
  try {
    return await Promise.race([promise, timeout.promise])
  } finally {
    clearTimeout(timer)
  }
}
