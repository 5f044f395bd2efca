/**
 * The sandbox's own server: the page, the live view, and the acts.
 *
 * Bound to 127.0.0.1 and deaf to any other name, so that a page elsewhere cannot reach it through the visitor's
 * browser (DNS rebinding: a foreign Host; cross-site requests: a foreign Origin).
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { type Act, actSchema } from './acts.ts'
import { readAsset } from './assets.ts'
import { type Broadcast, startBroadcast } from './broadcast.ts'
import type { Town, View } from './view.ts'

/** Something that was asked for cannot be done now. The message is for the person on the page. */
export class ActError extends Error {
  override readonly name = 'ActError'
}

export interface Sandbox {
  readonly town: Town
  view(): View
  /** Calls `listener` after anything visible changed. Returns the way to stop. */
  onChange(listener: () => void): () => void
  /** @throws {ActError} */
  perform(act: Act): Promise<void>
  /** Bytes that a stand-in holds, by the path after `/api/file/`; undefined where there are none. */
  file(path: string): Promise<{ readonly bytes: Uint8Array; readonly name: string } | undefined>
}

export interface PageServer {
  readonly url: string
  close(): Promise<void>
}

const mostBodyBytes = 24 * 1024 * 1024

/** @throws where the port is taken (`EADDRINUSE`). */
export async function servePage(sandbox: Sandbox, port: number): Promise<PageServer> {
  const live = startBroadcast(sandbox)
  const server = createServer((request, response) => {
    answer(request, response, sandbox, live).catch(error => {
      if (!response.headersSent) send(response, 500, { error: 'The sandbox failed; its terminal says why.' })
      else response.destroy()
      console.error(
        'sandbox: cannot answer',
        request.method,
        new URL(request.url ?? '/', 'http://page').pathname,
        error,
      )
    })
  })
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', reject)
  server.listen(port, '127.0.0.1', resolve)
  await promise
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      live.close()
      const closed = new Promise(done => server.close(done))
      server.closeAllConnections()
      await closed
    },
  }
}

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  sandbox: Sandbox,
  live: Broadcast,
): Promise<void> {
  response.setHeader('content-security-policy', contentSecurityPolicy)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'no-referrer')
  response.setHeader('cross-origin-resource-policy', 'same-origin')
  response.setHeader('cache-control', 'no-store')
  const foreign = foreignness(request)
  if (foreign) return send(response, 403, { error: foreign })
  const { pathname } = new URL(request.url ?? '/', 'http://localhost')
  if (pathname === '/api/act') return takeAct(request, response, sandbox)
  if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, { error: 'only GET here' })
  if (pathname === '/api/town') return send(response, 200, sandbox.town)
  if (pathname === '/api/live') return live.join(response)
  if (pathname.startsWith('/api/file/')) return sendFile(response, await sandbox.file(pathname.slice(10)))
  const asset = await readAsset(pathname)
  if (!asset) return send(response, 404, { error: 'nothing here' })
  response.writeHead(200, { 'content-type': asset.mediaType }).end(asset.body)
}

/** Why a request does not come from the sandbox's own page; undefined where it does. */
function foreignness(request: IncomingMessage): string | undefined {
  const { host = '', origin } = request.headers
  const hostname = host.replace(/:\d+$/, '')
  if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return 'this server answers to localhost only'
  if (origin !== undefined && origin !== `http://${host}`) return 'this server answers its own page only'
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' && request.headers['sec-fetch-mode'] !== 'navigate')
    return 'this server answers its own page only'
  return undefined
}

async function takeAct(request: IncomingMessage, response: ServerResponse, sandbox: Sandbox): Promise<void> {
  if (request.method !== 'POST') return send(response, 405, { error: 'acts are posted' })
  // A form on another site cannot send this type without asking first.
  if (request.headers['content-type'] !== 'application/json') return send(response, 415, { error: 'acts are JSON' })
  const body = await readBody(request)
  if (body === undefined) {
    // What was not read of the body must not be taken for the next request.
    response.setHeader('connection', 'close')
    return send(response, 413, { error: 'This is too large for the sandbox.' })
  }
  const read = actSchema.safeParse(parseJson(body))
  if (!read.success) return send(response, 400, { error: z.prettifyError(read.error) })
  try {
    await sandbox.perform(read.data)
  } catch (error) {
    if (!(error instanceof ActError)) throw error
    return send(response, 409, { error: error.message })
  }
  response.writeHead(204).end()
}

/** Undefined where the body is too large; it is not read then. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > mostBodyBytes) return undefined
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > mostBodyBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    // Undefined is no act: the schema says so to whoever asked.
    return undefined
  }
}

/** Pictures are shown as what their first bytes say; everything else is only ever saved. */
function sendFile(
  response: ServerResponse,
  file: { readonly bytes: Uint8Array; readonly name: string } | undefined,
): void {
  if (!file) {
    send(response, 404, { error: 'no such file' })
    return
  }
  const mediaType = pictureType(file.bytes)
  response.setHeader('content-security-policy', "default-src 'none'; sandbox")
  response.setHeader('content-type', mediaType ?? 'application/octet-stream')
  const name = encodeURIComponent(file.name.toWellFormed())
  response.setHeader('content-disposition', `${mediaType ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
  response.end(file.bytes)
}

function pictureType(bytes: Uint8Array): string | undefined {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1')
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg'
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png'
  if (start.startsWith('RIFF') && start.endsWith('WEBP')) return 'image/webp'
  if (start.startsWith('GIF8')) return 'image/gif'
  return undefined
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}
