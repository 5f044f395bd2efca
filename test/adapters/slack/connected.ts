/**
 * The adapter and the stand-in, connected, for tests.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { createSlack, type SlackAdapter, type SlackIntake } from '../../../adapters/slack/index.ts'
import { type SlackStandIn, startSlack } from '../../../sandbox/slack/stand-in.ts'
import type { Attempt } from '../../../src/core/adapter.ts'
import type { ToDesk } from '../../../src/core/outbound.ts'
import { createRecorder, type Recorder } from '../../contract/recording-doors.ts'

const BOT_TOKEN = 'xoxb-test'
const APP_TOKEN = 'xapp-test'
const SIGNING_SECRET = 'test-secret'

export interface Connected extends AsyncDisposable {
  readonly standIn: SlackStandIn
  readonly slack: SlackAdapter
  readonly recorder: Recorder
  /** Of the server that the adapter listens on, over HTTP. */
  readonly url: string
}

/** Not started yet: `slack.start(recorder.doors)` does that. */
export async function connect(
  by: SlackIntake['by'],
  given: { readonly botToken?: string; readonly appToken?: string } = {},
): Promise<Connected> {
  const app = express()
  const server = createServer(app)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const standIn = await startSlack({
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    signingSecret: SIGNING_SECRET,
    retryDelaysMs: [0, 20, 100],
    acknowledgeMs: 1_500,
    ...(by === 'http' && { eventsUrl: `${url}/slack/events` }),
  })
  const slack = createSlack({
    botToken: given.botToken ?? BOT_TOKEN,
    apiRoot: standIn.apiRoot,
    timeoutMs: 1_500,
    intake: by === 'http' ? { by, app, signingSecret: SIGNING_SECRET } : { by, appToken: given.appToken ?? APP_TOKEN },
  })
  return {
    standIn,
    slack,
    url,
    recorder: createRecorder(),
    [Symbol.asyncDispose]: async () => {
      await slack.stop()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await standIn.close()
    },
  }
}

/** Makes all calls of a plan as delivery does: each with a key of its own, and the ids of those before it. */
export async function sendAll(
  { slack }: Connected,
  message: ToDesk,
  { key = 'row', ...attempt }: Partial<Attempt> = {},
): Promise<string[]> {
  const earlier: string[] = []
  for (const [i, part] of slack.plan(message).parts.entries()) {
    const whole = {
      mayHaveArrived: false,
      queuedAt: new Date(),
      open: bytesOf,
      ...attempt,
      key: `${key}.${i}`,
      earlier: [...earlier],
    }
    earlier.push(await slack.send(JSON.parse(JSON.stringify(part)), whole))
  }
  return earlier
}

/** A file's bytes are its name: enough to tell it from others. */
export async function bytesOf(sha256: string): Promise<Uint8Array> {
  return Buffer.from(`bytes of ${sha256}`)
}
