/**
 * A real Bolt app before the stand-in, by Socket Mode: what a listener gets is what Slack's own library makes of it.
 */
import { App } from '@slack/bolt'
import { type Logger, LogLevel, type WebClient } from '@slack/web-api'
import { vi } from 'vitest'
import { type Manifest, readManifest } from '../../sandbox/slack/manifest.ts'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { type SlackOptions, type SlackStandIn, startSlack } from '../../sandbox/slack/stand-in.ts'
import type { Channel } from '../../sandbox/slack/workspace.ts'

export const SECRETS = { botToken: 'xoxb-sandbox', appToken: 'xapp-sandbox', signingSecret: 'sandbox-secret' }

const nothing = () => undefined
export const QUIET: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
}

export interface Room extends AsyncDisposable {
  readonly standIn: SlackStandIn
  readonly app: App
  readonly client: WebClient
  readonly channel: Channel
  readonly priya: SlackUser
  /** The answer, also where it is a refusal. */
  call(method: string, params?: object): Promise<Record<string, unknown>>
}

/** @param asked  What the manifest of this app has beside ours. */
export async function openRoom(
  asked: Partial<Manifest> = {},
  options: Partial<SlackOptions> = {},
  listen: (app: App) => void = nothing,
): Promise<Room> {
  const ours = readManifest()
  const manifest = { ...ours, ...asked, scopes: [...ours.scopes, ...(asked.scopes ?? [])] }
  const standIn = await startSlack({ ...SECRETS, ...options, manifest })
  const clientOptions = { slackApiUrl: standIn.apiRoot, retryConfig: { retries: 0 }, logger: QUIET }
  const app = new App({
    token: SECRETS.botToken,
    appToken: SECRETS.appToken,
    socketMode: true,
    clientOptions,
    logger: QUIET,
    convoStore: false,
  })
  app.error(async () => undefined)
  listen(app)
  await app.start()
  await vi.waitUntil(() => standIn.socketCount > 0, { timeout: 20_000, interval: 5 })
  const channel = standIn.addChannel({ name: 'highways', id: 'C0HIGHWAYS' })
  const priya = standIn.addUser({ name: 'Priya', kind: 'member' })
  standIn.join(priya, channel.id)
  return {
    standIn,
    app,
    client: app.client,
    channel,
    priya,
    call: (method, params = {}) => app.client.apiCall(method, { ...params }).catch(error => error.data),
    async [Symbol.asyncDispose]() {
      await app.stop()
      await standIn.close()
    },
  }
}
