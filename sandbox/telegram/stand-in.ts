/**
 * Telegram's stand-in: a Bot API server for one bot, strict in the calls we use.
 *
 * Paths are the original's: `/bot<token>/<method>` and `/file/bot<token>/<path>`. A call it does not know, or a
 * parameter the original does not know, is a complaint. Faults go by the method's name; `webhook` is the delivery.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Fault, Faults } from '../faults.ts'
import type { Call, StandIn } from '../stand-in.ts'
import { METHODS, tooMany } from './methods.ts'
import { type Params, readParams } from './params.ts'
import { createPerson, type TelegramPerson } from './person.ts'
import { createRateLimits } from './rate-limits.ts'
import { UpdateQueue } from './update-queue.ts'
import { createSender, type WebhookSender } from './webhook-sender.ts'
import { ApiError, badRequest, type WireMessage, type WireUpdate, type WireUser } from './wire.ts'
import { newChat, type SentMessage, World } from './world.ts'

export interface TelegramStandIn extends StandIn {
  readonly bot: WireUser
  readonly people: readonly TelegramPerson[]
  /** The one group, in which everybody is: its messages, oldest first. */
  readonly group: { readonly id: number; readonly title: string; readonly messages: readonly WireMessage[] }
  /** All the bot sent, in order; the first `sentDropped` are no longer kept. */
  readonly sent: readonly SentMessage[]
  readonly sentDropped: number
  /** Calls that were too many. */
  readonly refused: number
  /** Commands the bot registered, by language code; '' is the default. */
  readonly commands: ReadonlyMap<string, readonly { readonly command: string; readonly description: string }[]>
  /** Updates that the bot did not confirm yet. */
  readonly pending: number
  /** Where updates are posted; undefined while the bot polls. */
  readonly webhookUrl: string | undefined
  /** @param person.started  True where they wrote to the bot before: it may write to them. */
  addPerson(person: { firstName: string; languageCode?: string; id?: number; started?: boolean }): TelegramPerson
  /** Their account is gone; what the bot sends them is refused: chat not found. */
  removePerson(person: TelegramPerson): void
  /** Delivers an update once more, confirmed or not. */
  redeliver(update: WireUpdate): void
  /** Delivers anything at all. */
  addUpdate(raw: unknown): void
  /** One more way to the webhook, past the queue: each post goes once. @throws where no webhook is set. */
  openSender(): WebhookSender
  /** The bytes of a file that either side sent. */
  fileBytes(fileId: string): Uint8Array | undefined
}

export interface TelegramOptions {
  readonly token: string
  /** Default 0: any free one. */
  readonly port?: number
  /** First pause before an update is posted to a webhook again; doubles up to 32 times that. Default 50. */
  readonly retryMs?: number
  /** Refuses what is too much. Default: takes all. */
  readonly rateLimits?: { readonly paidBroadcasts: boolean }
  /** Answers paths that are not the Bot API's. Default: 404, as the original. */
  readonly beside?: (request: IncomingMessage, response: ServerResponse) => void
}

const BODY_LIMIT_BYTES = 60 * 1024 * 1024
const JOURNAL_LIMIT = 10_000
const JOURNAL_DROPPED_AT_ONCE = 1_000

export async function startTelegram({
  token,
  port = 0,
  retryMs = 50,
  rateLimits,
  beside,
}: TelegramOptions): Promise<TelegramStandIn> {
  const faults = new Faults()
  const queue = new UpdateQueue(faults, retryMs)
  const bot = { id: 7_000_000_001, is_bot: true, first_name: 'Folkmoot', username: 'folkmoot_bot' }
  const world = new World(bot)
  const limits = rateLimits && createRateLimits(rateLimits.paidBroadcasts)
  const people: TelegramPerson[] = []
  const journal: Call[] = []
  const complaints: string[] = []
  let refused = 0

  function record(call: Call): void {
    if (journal.length >= JOURNAL_LIMIT) journal.splice(0, JOURNAL_DROPPED_AT_ONCE)
    journal.push(call)
  }

  /** Does what was asked and says what to answer. */
  async function call(name: string, request: IncomingMessage, response: ServerResponse, fault: Fault | undefined) {
    const body = await readBody(request)
    const params = await readParams(request.headers['content-type'] ?? '', body)
    try {
      if (fault?.kind === 'status') throw statusError(fault.status, fault.retryAfterS)
      if (fault?.kind === 'refuse') throw new ApiError(codeOf(fault.error), fault.error)
      const method = METHODS.get(name)
      if (!method) {
        complaints.push(`unknown method ${name}`)
        throw new ApiError(404, 'Not Found')
      }
      complain(name, method.takes, params)
      const result = await method.run(params, { world, queue, limits, hangUp: () => closing(response) })
      record({ method: name, params: params.values, status: 200 })
      if (name !== 'getUpdates') world.changed()
      return { status: 200, body: { ok: true, result } }
    } catch (error) {
      if (error instanceof ApiError) {
        record({ method: name, params: params.values, status: error.status })
        if (error.status === 429) refused += 1
      }
      throw error
    }
  }

  function complain(name: string, takes: readonly string[], { values, uploads }: Params): void {
    const attached = (field: string) => uploads.has(field) && !takes.includes(field) && /^[0-9a-f]{32}$/.test(field)
    for (const field of [...Object.keys(values), ...uploads.keys()]) {
      // telegraf repeats the method's name in every form.
      if (!takes.includes(field) && !attached(field) && field !== 'method') {
        complaints.push(`${name}: unknown parameter ${field}`)
      }
    }
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', 'http://stand-in').pathname
    const [, file, given, rest] = /^\/(file\/)?bot([^/]+)\/(.+)$/.exec(path) ?? []
    if (given === undefined || rest === undefined) {
      return beside ? beside(request, response) : reply(response, new ApiError(404, 'Not Found'))
    }
    if (decodeURIComponent(given) !== token) return reply(response, new ApiError(401, 'Unauthorized'))
    const name = file ? 'download' : rest
    const fault = faults.any ? faults.take(name) : undefined
    if (fault?.kind === 'reset') return void request.socket.destroy()
    try {
      const result = file ? download(rest, fault) : await call(name, request, response, fault)
      if (fault?.kind === 'resetAfter') request.socket.destroy()
      else if (fault?.kind !== 'hang') reply(response, result)
    } catch (error) {
      if (!(error instanceof ApiError)) complaints.push(`${name}: ${String(error)}`)
      reply(response, error instanceof ApiError ? error : new ApiError(500, 'Internal Server Error'))
    }
  }

  function download(path: string, fault: Fault | undefined): { status: number; body: Uint8Array } {
    if (fault?.kind === 'status') throw statusError(fault.status, fault.retryAfterS)
    const found = world.fileAt(decodeURIComponent(path))
    if (!found) throw new ApiError(404, 'Not Found')
    record({ method: 'download', params: { path }, status: 200 })
    return { status: 200, body: found.bytes }
  }

  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  return {
    apiRoot: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    faults,
    journal,
    complaints,
    bot,
    people,
    group: {
      get id() {
        return world.group.chat.id
      },
      title: world.group.chat.title ?? '',
      get messages() {
        return [...world.group.messages.values()]
      },
    },
    sent: world.sent,
    get sentDropped() {
      return world.sentDropped
    },
    get refused() {
      return refused
    },
    commands: world.commands,
    get pending() {
      return queue.pending
    },
    get webhookUrl() {
      return queue.webhook?.url
    },
    onChange: listener => world.onChange(listener),
    addPerson: ({ firstName, languageCode, id = world.next('person'), started = false }) => {
      const language = languageCode === undefined ? {} : { language_code: languageCode }
      const user = { id, is_bot: false, first_name: firstName, ...language }
      const state = newChat({ id, type: 'private', first_name: firstName }, started)
      world.chats.set(id, state)
      const person = createPerson(world, queue, user, state)
      people.push(person)
      world.changed()
      return person
    },
    removePerson: person => {
      const index = people.indexOf(person)
      if (index >= 0) people.splice(index, 1)
      // Their account is gone: so says the original of a chat that is.
      world.chats.delete(person.user.id)
      world.changed()
    },
    redeliver: update => queue.add(update, 'again'),
    addUpdate: raw => queue.add(raw, 'raw'),
    openSender: () => {
      if (!queue.webhook) throw new Error('cannot post updates: the bot has set no webhook')
      return createSender(queue.webhook.url, queue.webhook.secret)
    },
    fileBytes: id => world.files.get(id)?.bytes,
    close: async () => {
      queue.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function closing(response: ServerResponse): AbortSignal {
  const hungUp = new AbortController()
  response.on('close', () => hungUp.abort())
  return hungUp.signal
}

function reply(response: ServerResponse, answer: ApiError | { status: number; body: object }): void {
  if (response.destroyed) return
  const { status, body } = answer
  if (body instanceof Uint8Array) {
    response.writeHead(status, { 'content-type': 'application/octet-stream', 'content-length': body.length }).end(body)
    return
  }
  const text = JSON.stringify(body)
  response
    .writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    .end(text)
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length
    if (bytes > BODY_LIMIT_BYTES) throw new ApiError(413, 'Request Entity Too Large')
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

function statusError(status: number, retryAfterS: number | undefined): ApiError {
  if (status === 429) return tooMany(retryAfterS ?? 1)
  if (status >= 500) return new ApiError(status, status === 502 ? 'Bad Gateway' : 'Internal Server Error')
  return status === 401 ? new ApiError(401, 'Unauthorized') : badRequest(`status ${status}`)
}

/** The status that goes with an error's own words. */
function codeOf(description: string): number {
  const codes = { 'Bad Request': 400, Unauthorized: 401, Forbidden: 403, 'Not Found': 404, Conflict: 409 }
  return Object.entries(codes).find(([prefix]) => description.startsWith(prefix))?.[1] ?? 400
}
