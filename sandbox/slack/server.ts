/**
 * The stand-in's HTTP: the Web API under /api/, uploads, downloads, and the socket of Socket Mode.
 */
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { buffer as readBuffer } from 'node:stream/consumers'
import type { WebSocketServer } from 'ws'
import type { Fault, Faults } from '../faults.ts'
import type { Call } from '../stand-in.ts'
import { answerAt } from './answers.ts'
import type { Delivery } from './delivery.ts'
import { type Answer, METHODS, refused, type World } from './methods.ts'
import { readParams } from './params.ts'
import type { RateLimits } from './rate-limits.ts'
import { APP } from './workspace.ts'

export interface Serving {
  readonly options: { readonly botToken: string; readonly appToken: string }
  readonly world: World
  readonly faults: Faults
  readonly journal: Call[]
  readonly complaints: string[]
  readonly sockets: WebSocketServer
  readonly delivery: Delivery
  /** Absent: as many calls as anybody likes. */
  readonly limits?: RateLimits
}

interface Response {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

export function serveSlack(server: Server, serving: Serving): void {
  server.on('request', (request, response) => {
    answer(request, response, serving).catch(error => {
      serving.complaints.push(`stand-in failed: ${(error as Error).message}`)
      response.destroy()
    })
  })
  server.on('upgrade', (request, socket, head) => {
    if (!request.url?.startsWith('/link?ticket=')) return socket.destroy()
    if (serving.faults.take('socket')) return socket.destroy()
    serving.sockets.handleUpgrade(request, socket, head, ws => {
      const { sockets } = serving.delivery
      // one for each delivery under way
      ws.setMaxListeners(0)
      sockets.add(ws)
      ws.on('close', () => sockets.delete(ws))
      ws.on('error', () => ws.terminate())
      ws.on('message', data => acknowledge(String(data), serving))
      const hello = {
        type: 'hello',
        num_connections: sockets.size,
        connection_info: { app_id: APP },
        debug_info: { host: 'stand-in' },
      }
      ws.send(JSON.stringify(hello))
    })
  })
}

function acknowledge(message: string, { delivery, complaints }: Serving): void {
  const { envelope_id: id, payload } = JSON.parse(message) as { envelope_id?: unknown; payload?: unknown }
  if (typeof id === 'string') delivery.acknowledged(id, payload)
  else complaints.push('socket: an acknowledgement without envelope_id')
}

async function answer(request: IncomingMessage, response: ServerResponse, serving: Serving): Promise<void> {
  const url = new URL(request.url ?? '/', serving.world.origin)
  const [, room = '', ...rest] = url.pathname.split('/')
  const name =
    room === 'api' ? rest.join('/') : room === 'upload' ? 'upload' : room === 'files-pri' ? 'download' : url.pathname
  const fault = serving.faults.take(name)
  if (fault?.kind === 'reset') {
    request.socket.destroy()
    return
  }
  const { params, answered } = await act(room, name, rest, request, serving, fault)
  serving.journal.push({ method: name, params, status: answered.status })
  if (serving.journal.length > 10_000) serving.journal.shift()
  if (fault?.kind === 'hang') return
  if (fault?.kind === 'resetAfter') {
    request.socket.destroy()
    return
  }
  response.writeHead(answered.status, answered.headers)
  response.end(answered.body)
}

async function act(
  room: string,
  name: string,
  rest: readonly string[],
  request: IncomingMessage,
  serving: Serving,
  fault: Fault | undefined,
) {
  const body = await readBuffer(request)
  if (fault?.kind === 'status') return { params: {}, answered: statusAnswer(fault) }
  if (room === 'upload') return { params: { bytes: body.length }, answered: upload(rest[1] ?? '', body, serving) }
  if (room === 'files-pri') return { params: {}, answered: download(rest[0] ?? '', request, serving) }
  const { pathname } = new URL(request.url ?? '/', serving.world.origin)
  const answered: Response | undefined = answerAt(serving.world.workspace, pathname, readJson(body))
  if (answered) return { params: {}, answered }
  const params = readParams(request.headers['content-type'] ?? '', body.toString())
  if (fault?.kind === 'refuse') return { params: params?.all, answered: json(refused(fault.error), serving) }
  if (room !== 'api') {
    serving.complaints.push(`${request.method} ${name}: no such address`)
    return { params: {}, answered: { status: 404, body: 'Not Found' } }
  }
  const method = METHODS.get(name)
  if (!method) serving.complaints.push(`${name}: the stand-in does not know this method`)
  if (!method || !params)
    return { params: params?.all, answered: json(refused(method ? 'invalid_form_data' : 'unknown_method'), serving) }
  const waitS = serving.limits?.take(name, params.text('channel'))
  if (waitS !== undefined)
    return { params: params.all, answered: statusAnswer({ kind: 'status', status: 429, retryAfterS: waitS }) }
  return {
    params: params.all,
    answered: json(authorised(name, method, request, serving) ?? method.run(params, serving.world), serving),
  }
}

function authorised(
  name: string,
  method: { token: 'bot' | 'app'; scopes: readonly string[] },
  request: IncomingMessage,
  serving: Serving,
): Answer | undefined {
  const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (name === 'api.test') return undefined
  if (token === undefined) return refused('not_authed')
  const { botToken, appToken } = serving.options
  const { tokenTrouble } = serving.world.workspace
  if (token === botToken && tokenTrouble !== undefined) return refused(tokenTrouble)
  if (token !== botToken && token !== appToken) return refused('invalid_auth')
  if ((token === appToken) !== (method.token === 'app')) return refused('not_allowed_token_type')
  const granted = serving.world.workspace.scopes
  if (method.scopes.length === 0 || method.scopes.some(scope => granted.has(scope))) return undefined
  return refused('missing_scope', { needed: method.scopes.join(','), provided: [...granted].join(',') })
}

function statusAnswer(fault: Extract<Fault, { kind: 'status' }>): Response {
  if (fault.status !== 429) return { status: fault.status, body: `<html><body>${fault.status}</body></html>` }
  return {
    status: 429,
    headers: { 'retry-after': String(fault.retryAfterS ?? 1), 'content-type': 'application/json' },
    body: '{"ok":false,"error":"ratelimited"}',
  }
}

function json(body: Answer, { world }: Serving): Response {
  const scopes = [...world.workspace.scopes].join(',')
  return {
    status: 200,
    headers: { 'content-type': 'application/json; charset=utf-8', 'x-oauth-scopes': scopes },
    body: JSON.stringify(body),
  }
}

function upload(id: string, bytes: Uint8Array, { world }: Serving): Response {
  const found = world.workspace.uploads.get(id)
  if (!found || found.completed) return { status: 404, body: 'Not Found' }
  if (bytes.length !== found.length) return { status: 400, body: `expected ${found.length} bytes` }
  found.bytes = bytes
  return { status: 200, body: `OK - ${bytes.length}` }
}

/** Without the bot's token, or without `files:read`, Slack shows its login page, with status 200. */
function download(id: string, request: IncomingMessage, { options, world }: Serving): Response {
  const found = world.workspace.uploads.get(id)
  const { scopes, tokenTrouble } = world.workspace
  const known = request.headers.authorization === `Bearer ${options.botToken}` && tokenTrouble === undefined
  if (!known || !scopes.has('files:read')) {
    const page = '<!DOCTYPE html><html><head><title>Slack</title></head><body>Sign in to your workspace</body></html>'
    return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: page }
  }
  if (!found?.bytes) return { status: 404, body: 'Not Found' }
  return {
    status: 200,
    headers: { 'content-type': found.file.mimetype, 'content-length': String(found.bytes.length) },
    body: found.bytes,
  }
}

function readJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString())
  } catch {
    return undefined
  }
}
