/**
 * A Telegram adapter on a stand-in, with doors that write down: what the tests of this folder begin with.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createTelegram, type TelegramAdapter } from '../../../adapters/telegram/index.ts'
import { startTelegram, type TelegramStandIn } from '../../../sandbox/telegram/stand-in.ts'
import type { Doors } from '../../../src/core/adapter.ts'
import type { Inbound, Receive } from '../../../src/core/inbound.ts'
import { createRecorder, type Recorder } from '../../contract/recording-doors.ts'

export interface TelegramTown extends AsyncDisposable {
  readonly standIn: TelegramStandIn
  readonly adapter: TelegramAdapter
  readonly recorder: Recorder
  /** Log lines, as they would be written. */
  readonly lines: readonly string[]
  /** Where the adapter's webhook stands open. */
  readonly webhookUrl: string
  /** Another adapter on the same stand-in and the same doors, started. */
  startAnother(): Promise<TelegramAdapter>
}

export const TOKEN = '7000000001:town-token'
export const SECRET = 'town-secret'

export interface TownOptions {
  readonly by: 'polling' | 'webhook'
  readonly commands?: ReadonlyMap<string, readonly { readonly name: string; readonly description: string }[]>
  /** Default: as the recorder has it. */
  readonly exclusively?: Doors['exclusively']
  /** Awaited before the recorder gets an inbound. */
  readonly delay?: (inbound: Inbound) => Promise<void>
  /** Faults that hold from the very beginning. */
  readonly before?: (standIn: TelegramStandIn) => void
}

export async function startTown({
  by,
  commands = new Map(),
  exclusively,
  delay,
  before,
}: TownOptions): Promise<TelegramTown> {
  const standIn = await startTelegram({ token: TOKEN, retryMs: 10 })
  const recorder = createRecorder()
  const lines: string[] = []
  const write = (fields: object, message: string) => void lines.push(JSON.stringify({ ...fields, message }))
  const log = { debug: write, info: write, warn: write, error: write }
  const receive: Receive = async inbound => {
    await delay?.(inbound)
    await recorder.doors.receive(inbound)
  }
  const doors = { ...recorder.doors, receive, log, ...(exclusively ? { exclusively } : {}) }
  const server = createServer((request, response) => void adapter.handleWebhook(request, response))
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const create = () =>
    createTelegram({
      token: TOKEN,
      apiRoot: standIn.apiRoot,
      commands: () => commands,
      timeoutMs: 5_000,
      ...(by === 'webhook' ? { webhook: { publicUrl, secret: SECRET } } : {}),
    })
  const adapter = create()
  const adapters = [adapter]
  before?.(standIn)
  await adapter.start(doors)
  return {
    standIn,
    adapter,
    recorder,
    lines,
    webhookUrl: `${publicUrl}/telegram/webhook`,
    startAnother: async () => {
      const another = create()
      adapters.push(another)
      await another.start(doors)
      return another
    },
    [Symbol.asyncDispose]: async () => {
      for (const each of adapters) await each.stop()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await standIn.close()
    },
  }
}
