/**
 * The stand-in as a process of its own: `node sandbox/telegram/serve.ts PORT TOKEN`. Prints `{"apiRoot": …}` in one line.
 *
 * Beside the Bot API it answers, with JSON in and out, for tests and benchmarks that drive many people:
 * - `POST /control/updates` `{updates}`: delivers raw updates until each is confirmed. Their senders become people.
 * - `POST /control/post` `{updates, inFlight}`: posts raw updates to the webhook once each, `inFlight` at a time, and
 *   answers `{statuses, latenciesMs}` when all were answered (status 0: no answer).
 * - `GET /control/sent?since=N`: `{next, messages}`: what the bot sent from the Nth on, with the clock.
 * - `POST /control/faults` `{method, fault, times?}`, `DELETE /control/faults`.
 * - `GET /control/state`: `{pending, sent, webhookUrl, complaints}`.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import type { Fault } from '../faults.ts'
import { startTelegram } from './stand-in.ts'
import type { WireUpdate } from './wire.ts'

const [port, token] = process.argv.slice(2)
if (port === undefined || token === undefined) {
  console.error('usage: node sandbox/telegram/serve.ts PORT TOKEN')
  process.exit(2)
}

const telegram = await startTelegram({ token, port: Number(port), beside: (...door) => void control(...door) })
const known = new Set<number>()
console.log(JSON.stringify({ apiRoot: telegram.apiRoot }))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void telegram.close())

async function control(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', telegram.apiRoot)
  const answer = ROUTES[`${request.method} ${url.pathname}`]
  try {
    const result = answer ? await answer(request, url) : { error: `no route ${request.method} ${url.pathname}` }
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' }).end(JSON.stringify(result))
  } catch (error) {
    response.writeHead(500).end(JSON.stringify({ error: String(error) }))
  }
}

const ROUTES: Readonly<Record<string, (request: IncomingMessage, url: URL) => unknown>> = {
  'POST /control/updates': async request => {
    const { updates } = (await json(request)) as { updates: readonly WireUpdate[] }
    for (const update of updates) welcome(update)
    for (const update of updates) telegram.addUpdate(update)
    return { accepted: updates.length }
  },
  'POST /control/post': async request => {
    const { updates, inFlight } = (await json(request)) as { updates: readonly WireUpdate[]; inFlight: number }
    for (const update of updates) welcome(update)
    return await postAll(updates, inFlight)
  },
  'GET /control/sent': (_, url) => {
    const since = Math.max(Number(url.searchParams.get('since') ?? 0), telegram.sentDropped)
    const messages = telegram.sent.slice(since - telegram.sentDropped)
    return { next: since + messages.length, messages }
  },
  'POST /control/faults': async request => {
    const { method, fault, times } = (await json(request)) as { method: string; fault: Fault; times?: number }
    telegram.faults.on(method, fault, times)
    return {}
  },
  'DELETE /control/faults': () => {
    telegram.faults.clear()
    return {}
  },
  'GET /control/state': () => ({
    pending: telegram.pending,
    sent: telegram.sentDropped + telegram.sent.length,
    webhookUrl: telegram.webhookUrl,
    complaints: telegram.complaints,
  }),
}

/** Whoever sends an update may be written to. */
function welcome({ message, edited_message, callback_query }: WireUpdate): void {
  const from = (message ?? edited_message ?? callback_query)?.from
  if (!from || known.has(from.id)) return
  known.add(from.id)
  telegram.addPerson({ id: from.id, firstName: from.first_name, started: true })
}

async function postAll(updates: readonly WireUpdate[], inFlight: number) {
  const sender = telegram.openSender()
  const statuses: Record<number, number> = {}
  const latenciesMs: number[] = []
  const waiting = updates.values()
  const lane = async () => {
    for (const update of waiting) {
      const begun = performance.now()
      const status = await sender.post(update).catch(() => 0)
      latenciesMs.push(performance.now() - begun)
      statuses[status] = (statuses[status] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
  sender.close()
  return { statuses, latenciesMs }
}
