/**
 * Slack's deliveries over Socket Mode.
 *
 * The SDK's own reconnecting is off: it gives up for good on a refused connection and lets the rejection end the
 * process. Here one loop connects again for as long as the adapter runs.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { type Logger, SocketModeReceiver, type webApi } from '@slack/bolt'
import type { Log } from '../../src/core/adapter.ts'
import { reasonOf } from './errors.ts'

export interface Connection {
  /** Connected at least once. */
  readonly reached: boolean
  /** For people, while it is not connected. */
  readonly trouble?: string
}

const SHORTEST_WAIT_MS = 250
const LONGEST_WAIT_MS = 30_000
/** From the request for a socket to Slack's hello. */
const CONNECT_MS = 15_000

export function socketReceiver(
  appToken: string,
  clientOptions: webApi.WebClientOptions,
  logger: Logger,
): SocketModeReceiver {
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions },
    // not acknowledged: Slack delivers it again
    processEventErrorHandler: async () => false,
  })
  surviveOddMessages(receiver, logger)
  return receiver
}

/** The SDK reads `payload.event.type` of whatever comes, in a promise that nobody awaits: a throw there ends the process. */
function surviveOddMessages({ client }: SocketModeReceiver, logger: Logger): void {
  const handlers = client.listeners('ws_message')
  client.removeAllListeners('ws_message')
  for (const handle of handlers) {
    client.on('ws_message', (...args: unknown[]) => {
      Promise.resolve(Reflect.apply(handle, client, args)).catch(() =>
        logger.warn('ignored a message of an unknown shape'),
      )
    })
  }
}

/** Connects, and connects again, until `signal` aborts; resolves when the last connection is closed. */
export async function keepConnected(
  receiver: SocketModeReceiver,
  { signal, log, tell }: { readonly signal: AbortSignal; readonly log: Log; readonly tell: (now: Connection) => void },
): Promise<void> {
  let reached = false
  let failures = 0
  while (!signal.aborted) {
    try {
      await holdConnection(receiver, signal, () => {
        reached = true
        failures = 0
        tell({ reached })
      })
      if (!signal.aborted) log.info({}, 'slack closed the socket: connecting again')
    } catch (error) {
      failures += 1
      const trouble = `apps.connections.open: ${reasonOf(error)}`
      tell({ reached, trouble })
      log.warn({ failures, trouble }, 'no socket to slack')
    }
    const waitMs = Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** failures)
    await pause(waitMs, undefined, { signal }).catch(() => undefined)
  }
}

/** Resolves when a connection that Slack greeted has ended; rejects where there was none. */
async function holdConnection(receiver: SocketModeReceiver, signal: AbortSignal, greeted: () => void): Promise<void> {
  const { client } = receiver
  const { promise: ended, resolve: end } = Promise.withResolvers<void>()
  const close = () => void client.disconnect()
  const late = setTimeout(close, CONNECT_MS)
  client.once('disconnected', end)
  signal.addEventListener('abort', close, { once: true })
  try {
    await receiver.start()
    clearTimeout(late)
    // asked to stop while Slack was asked for an address
    if (signal.aborted) return void (await client.disconnect())
    greeted()
    await ended
  } finally {
    clearTimeout(late)
    client.off('disconnected', end)
    signal.removeEventListener('abort', close)
  }
}
