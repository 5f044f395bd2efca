/**
 * Slack: where staff see cases and answer.
 *
 * Bolt receives, over HTTP or Socket Mode; its `processEvent` is replaced, so that what came is acknowledged only after
 * it was kept (Bolt itself acknowledges events before any listener runs). The Web API client neither retries nor waits:
 * the outbox does.
 */
import { App, type ExpressReceiver, type SocketModeReceiver } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Adapter, Doors, Log } from '../../src/core/adapter.ts'
import type { DeskViews } from '../../src/core/desk-views.ts'
import type { ToDesk } from '../../src/core/outbound.ts'
import type { StaffDirectory } from '../../src/core/staff-directory.ts'
import { createAsking } from './asking.ts'
import { boltLogger } from './bolt-logger.ts'
import { TEXT_LIMIT } from './content.ts'
import { deleteFile } from './delete-file.ts'
import { createDirectory } from './directory.ts'
import { fetchFile } from './fetch-file.ts'
import { createHome } from './home.ts'
import { type ExpressApp, httpReceiver } from './http-receiver.ts'
import { createIntake } from './intake.ts'
import { isOpen } from './is-open.ts'
import { leaving } from './leaving.ts'
import { createOpenForms } from './open-forms.ts'
import { FILE_LIMIT, plan } from './render.ts'
import { send } from './send.ts'
import { type Connection, keepConnected, socketReceiver } from './socket-receiver.ts'
import { createViews } from './views.ts'
import { watchToken } from './watch-token.ts'

export interface SlackOptions {
  /** xoxb-…; checked for presence only. */
  readonly botToken: string
  /** With its slash at the end: `https://slack.com/api/`. */
  readonly apiRoot: string
  readonly intake: SlackIntake
  /** How long a call may take. Default 10,000. */
  readonly timeoutMs?: number
}

export type SlackIntake =
  /** At `/slack/events` of this app. No body parser may stand before it. */
  | { readonly by: 'http'; readonly app: ExpressApp; readonly signingSecret: string }
  /** xapp-… */
  | { readonly by: 'socket'; readonly appToken: string }

export interface SlackAdapter extends Adapter<ToDesk> {
  readonly directory: StaffDirectory
  readonly views: DeskViews
  /** Takes a file of ours out of Slack; it may be gone already. @throws {SendError} */
  deleteFile(id: string): Promise<void>
}

/** Messages a second for the whole app, over all channels. https://docs.slack.dev/apis/web-api/rate-limits */
const POSTS_PER_SECOND = 5
/** "1 per second per channel. Short bursts of >1 allowed" (there), and some time on the way. */
const POST_EVERY_MS = 1_050
/** Of the 50 a minute and more that chat.update may be called (tier 3). https://docs.slack.dev/reference/methods/chat.update */
const UPDATES_PER_MINUTE = 40
/** How long what is under way may take to end when we stop. */
const CLOSE_MS = 3_000

export function createSlack({ botToken, apiRoot, intake: way, timeoutMs = 10_000 }: SlackOptions): SlackAdapter {
  let log: Log | undefined
  const logger = boltLogger(() => log)
  const clientOptions: WebClientOptions = {
    slackApiUrl: apiRoot,
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger,
  }
  const receiver: ExpressReceiver | SocketModeReceiver =
    way.by === 'http'
      ? httpReceiver(way.app, way.signingSecret, logger)
      : socketReceiver(way.appToken, clientOptions, logger)
  const bolt = new App({
    token: botToken,
    tokenVerificationEnabled: false,
    receiver,
    clientOptions,
    logger,
    convoStore: false,
  })
  const { client } = bolt
  const stopping = new AbortController()
  const token = watchToken(client, stopping.signal)
  const directory = createDirectory(client, token.team)
  const views = createViews(client)
  const quick = [createOpenForms(client), createAsking({ apiRoot, timeoutMs, views }), createHome(client), leaving]
  const intake = createIntake(quick, directory.hear)
  bolt.processEvent = intake.take

  let connection: Connection = { reached: way.by === 'http' }
  const running: Promise<void>[] = []

  return {
    network: 'slack',
    limits: {
      text: TEXT_LIMIT,
      file: FILE_LIMIT,
      recognisedForMs: Number.POSITIVE_INFINITY,
      pins: false,
      bulkPerSecond: POSTS_PER_SECOND,
      postEveryMs: POST_EVERY_MS,
      updatesPerMinute: UPDATES_PER_MINUTE,
    },
    directory,
    views,
    async start(doors: Doors) {
      log = doors.log
      intake.open(doors)
      running.push(token.watch(doors.log, doors.remember))
      if (!('client' in receiver)) return
      const tell = (now: Connection) => {
        connection = now
      }
      running.push(keepConnected(receiver, { signal: stopping.signal, log: doors.log, tell }))
    },
    plan,
    send: (part, attempt) => send({ client, timeoutMs }, part, attempt),
    deleteFile: id => deleteFile(client, id),
    isOpen: door => isOpen(client, door),
    fetchFile: (file, options) => fetchFile({ client, botToken, apiRoot }, file, options),
    health() {
      const trouble = token.trouble() ?? connection.trouble
      const ready = token.reached() && connection.reached
      return trouble === undefined ? { ready } : { ready, trouble }
    },
    async stop() {
      const late = new Promise(resolve => setTimeout(resolve, CLOSE_MS).unref())
      await Promise.race([intake.close(), late])
      stopping.abort()
      await Promise.race([Promise.all(running), late])
    },
  }
}
