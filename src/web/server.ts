/**
 * The one HTTP server: health, figures, and the doors that networks knock on.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express, { type ErrorRequestHandler, type Express } from 'express'
import type { Log } from '../core/adapter.ts'
import { StartError } from '../core/start-error.ts'
import type { Readiness } from './readiness.ts'

/** Networks answer within seconds; whoever takes longer to send a request is not one. */
const REQUEST_TIMEOUT_MS = 20_000

export interface WebParts {
  readonly readiness: () => Promise<Readiness>
  readonly metrics: () => Promise<{ readonly contentType: string; readonly body: string }>
}

/** An app with everything that is ours; networks mount theirs on it before `listen`. */
export function createWeb({ readiness, metrics }: WebParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.get('/healthz', (_request, response) => {
    response.json({ alive: true })
  })
  app.get('/readyz', async (_request, response) => {
    const state = await readiness()
    response.status(state.ready ? 200 : 503).json(state)
  })
  app.get('/metrics', async (_request, response) => {
    const { contentType, body } = await metrics()
    response.type(contentType).send(body)
  })
  return app
}

export interface Listening {
  readonly port: number
  /** Takes no new requests, ends those under way. */
  close(): Promise<void>
}

/** @throws {StartError} where the port is taken. */
export async function listen(app: Express, port: number, log: Log): Promise<Listening> {
  app.use((_request, response) => {
    response.status(404).json({ error: 'nothing here' })
  })
  const onError: ErrorRequestHandler = (error, request, response, next) => {
    const status = typeof error?.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : 500
    log[status < 500 ? 'info' : 'error']({ err: error, path: request.path, status }, 'a request could not be answered')
    if (response.headersSent) return next(error)
    response
      .status(status)
      .json({ error: status < 500 ? 'the request could not be read' : 'something went wrong here' })
  }
  app.use(onError)

  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS }, app)
  server.listen(port)
  try {
    await once(server, 'listening')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new StartError(`cannot listen on port ${port} (${code}); free it, or set PORT to another`, { cause: error })
  }
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise(resolve => server.close(resolve))
      server.closeIdleConnections()
      await closed
    },
  }
}
