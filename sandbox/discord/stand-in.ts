/**
 * A stand-in of Discord: REST API v10, gateway and CDN on one port, for the calls that Folkmoot makes.
 *
 * The real discord.js runs unchanged against it, given `apiRoot` as its REST `api`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { APIApplicationCommand, APIMessage } from 'discord.js'
import { type Fault, Faults } from '../faults.ts'
import type { Call, StandIn } from '../stand-in.ts'
import { download } from './attachments.ts'
import { MAX_REQUEST_BYTES, readForm } from './form.ts'
import { createGateway, type Gateway, type GatewayEvent, gatewayUrlOf } from './gateway.ts'
import { createPerson, type DiscordPerson, type NewPerson } from './people.ts'
import { createRateLimits } from './rate-limits.ts'
import { Refusal, refuse, withStatus } from './refusals.ts'
import type { Answer, RouteContext } from './route.ts'
import { ROUTES } from './routes.ts'
import { createWorld, isEphemeral } from './world.ts'

export interface DiscordStandIn extends StandIn {
  /** Everything but `/api`: where attachments lie. */
  readonly root: string
  readonly people: readonly DiscordPerson[]
  readonly gateway: Pick<Gateway, 'drop' | 'askToReconnect' | 'connected' | 'waiting'>
  /** As the bot registered them. */
  readonly commands: readonly APIApplicationCommand[]
  /** Messages of the server's one channel that everybody sees. */
  readonly serverMessages: readonly APIMessage[]
  /** Whether the bot may write in the server's channel. */
  letWriteInServer(may: boolean): void
  /** The bytes at an attachment's address, while it is valid. */
  fileAt(url: string): Uint8Array | undefined
  addPerson(person: NewPerson): DiscordPerson
  /** Their account is gone; what the bot sends them is refused with 10003, Unknown Channel. */
  removePerson(person: DiscordPerson): void
  /** Dispatches once more what a verb returned. */
  redeliver(event: GatewayEvent): void
  /** Dispatches anything, for tests of bad input. */
  dispatch(event: { readonly t: string; readonly d: unknown }): void
}

export interface DiscordStandInOptions {
  readonly token: string
  readonly port?: number
  readonly now?: () => number
  /** Messages to one channel in 5 s; default 5, as the original. */
  readonly messagesPer5s?: number
  /** Calls of the bot in one second; default 50, as the original. */
  readonly callsPerSecond?: number
  /** Direct messages that the bot may open anew in 10 minutes. Discord tells no figure; default 25, of which bots were quarantined. */
  readonly newDmsPer10Minutes?: number
  /** Default 41,250, as the original. */
  readonly heartbeatMs?: number
  /** Default 3 minutes. */
  readonly resumeWindowMs?: number
}

const JOURNAL_LENGTH = 10_000

export async function startDiscord(options: DiscordStandInOptions): Promise<DiscordStandIn> {
  const { token, port = 0, now = Date.now, messagesPer5s = 5, callsPerSecond = 50 } = options
  const world = createWorld(now, options.newDmsPer10Minutes ?? 25)
  const faults = new Faults()
  const journal: Call[] = []
  const complaints: string[] = []
  const people: DiscordPerson[] = []
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }
  const rateLimits = createRateLimits({ now, messagesPer5s, callsPerSecond })
  const server = createServer((request, response) => {
    serve(request, response).catch(error => {
      complaints.push(`stand-in failed: ${error instanceof Error ? error.stack : error}`)
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const gatewayUrl = gatewayUrlOf(server)
  const root = gatewayUrl.replace('ws:', 'http:')
  const gateway = createGateway(server, world, {
    token,
    faults,
    heartbeatMs: options.heartbeatMs ?? 41_250,
    resumeWindowMs: options.resumeWindowMs ?? 180_000,
  })
  const dispatch = (event: GatewayEvent) => {
    gateway.dispatch(event)
    changed()
  }
  const context: RouteContext = { world, gatewayUrl, publicRoot: root, dispatch }

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', root)
    if (url.pathname.startsWith('/attachments/')) return serveFile(url, response)
    const { name, params, answer, fault } = await handle(request, url)
    journal.push({ method: name, params, status: answer.status })
    if (journal.length > JOURNAL_LENGTH) journal.shift()
    changed()
    await reply(response, answer, fault)
  }

  async function handle(request: IncomingMessage, url: URL): Promise<Handled> {
    const path = url.pathname.replace(/^\/api\/v10(?=\/)/, '')
    const found =
      path === url.pathname ? undefined : ROUTES.find(each => each.pattern.test(`${request.method} ${path}`))
    const name = found?.name ?? `${request.method} ${url.pathname}`
    const bytes = await readBody(request)
    let body: unknown
    let fault: Fault | undefined
    try {
      if (!found) {
        complaints.push(`no such call: ${name}`)
        throw withStatus(404)
      }
      fault = faults.take(name)
      if (fault?.kind === 'reset') return { name, params: undefined, answer: { status: 0 }, fault }
      if (fault?.kind === 'status') throw withStatus(fault.status, fault.retryAfterS)
      if (fault?.kind === 'refuse') throw refuse(fault.error)
      checkHeaders(request, found.bot ? token : undefined)
      const params = (found.pattern.exec(`${request.method} ${path}`) ?? []).slice(1)
      const headers = found.bot ? rateLimits.take(name, params[0] ?? '') : {}
      if (bytes.length > MAX_REQUEST_BYTES) throw refuse(40005)
      const form = await readForm(bytes, request.headers['content-type'])
      body = form.body
      return {
        name,
        params: body,
        answer: { headers, ...found.run(context, { params, query: url.searchParams, form }) },
        fault,
      }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      if (fault?.kind !== 'refuse' && [50006, 50035, 50109, 40333].includes(error.body.code ?? 0))
        complaints.push(`${name}: ${JSON.stringify(error.body)}`)
      return { name, params: body, answer: { status: error.status, body: error.body, headers: error.headers }, fault }
    }
  }

  async function serveFile(url: URL, response: ServerResponse): Promise<void> {
    const name = 'GET /attachments'
    const fault = faults.take(name)
    const file = fault?.kind === 'status' || fault?.kind === 'refuse' ? undefined : download(world, url)
    const status = fault?.kind === 'status' ? fault.status : file ? 200 : 404
    journal.push({ method: name, params: { path: url.pathname }, status })
    const bytes = file ? Buffer.from(file.bytes) : Buffer.from('This content is no longer available.')
    await reply(response, { status, bytes, headers: { 'content-type': file?.contentType ?? 'text/plain' } }, fault)
  }

  return {
    apiRoot: `${root}/api`,
    root,
    faults,
    journal,
    complaints,
    people,
    gateway,
    get commands() {
      return world.commands
    },
    get serverMessages() {
      return world.channels.get(world.guildChannelId)?.messages.filter(message => !isEphemeral(message)) ?? []
    },
    letWriteInServer(may) {
      if (may) world.mute.delete(world.guildChannelId)
      else world.mute.add(world.guildChannelId)
    },
    fileAt: url => download(world, new URL(url))?.bytes,
    addPerson(person) {
      const added = createPerson({ world, publicRoot: root, dispatch }, person)
      people.push(added)
      changed()
      return added
    },
    removePerson(person) {
      const index = people.indexOf(person)
      if (index >= 0) people.splice(index, 1)
      world.users.delete(person.id)
      world.channels.delete(person.dmId)
      changed()
    },
    redeliver: dispatch,
    dispatch: event => dispatch({ ...event, intents: 0 }),
    onChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      gateway.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

interface Handled {
  readonly name: string
  readonly params: unknown
  readonly answer: FullAnswer
  readonly fault: Fault | undefined
}

type FullAnswer = Answer & { readonly headers?: Readonly<Record<string, string>>; readonly bytes?: Buffer }

async function reply(response: ServerResponse, answer: FullAnswer, fault: Fault | undefined): Promise<void> {
  if (fault?.kind === 'reset' || fault?.kind === 'resetAfter') return void response.destroy()
  if (fault?.kind === 'hang') return
  const bytes = answer.bytes ?? (answer.body === undefined ? undefined : Buffer.from(JSON.stringify(answer.body)))
  response.writeHead(answer.status, { ...(bytes ? { 'content-type': 'application/json' } : {}), ...answer.headers })
  response.end(bytes)
}

async function readBody(request: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** @throws {Refusal} 40333 without a User-Agent of a bot, 401 with a wrong token */
function checkHeaders(request: IncomingMessage, token: string | undefined): void {
  if (!/^DiscordBot \(.+\)/.test(request.headers['user-agent'] ?? '')) throw refuse(40333)
  if (token !== undefined && request.headers.authorization !== `Bot ${token}`) throw withStatus(401)
}
