/**
 * A stand-in of Slack: Web API, Events API, interactivity and Socket Mode, for what Folkmoot uses.
 *
 * The real Bolt and @slack/web-api run unchanged against it. Anything that Slack would not take is refused as Slack
 * refuses it; a method we do not use is a complaint.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { WebSocketServer } from 'ws'
import { Faults } from '../faults.ts'
import type { Call, StandIn } from '../stand-in.ts'
import { type Administration, administrate } from './administration.ts'
import { type Acknowledgement, Delivery, type Outcome } from './delivery.ts'
import { callbackOf } from './events.ts'
import { type Manifest, readManifest } from './manifest.ts'
import type { World } from './methods.ts'
import { createRateLimits } from './rate-limits.ts'
import { serveSlack } from './server.ts'
import { type Desk, type SlackUser, userOf } from './staff.ts'
import { isTold } from './subscriptions.ts'
import type { CommandUse, EventCallback, Interaction } from './wire.ts'
import {
  BOT_USER,
  type Channel,
  type Ephemeral,
  type StoredUpload,
  TEAM,
  type UserKind,
  Workspace,
} from './workspace.ts'

export interface SlackOptions {
  readonly botToken: string
  readonly appToken: string
  readonly signingSecret: string
  /** Default: any free port. */
  readonly port?: number
  /** Where the app takes events; absent: it comes by Socket Mode. */
  readonly eventsUrl?: string
  /** Waits before an event is tried again. Default as Slack: at once, 1 min, 5 min. */
  readonly retryDelaysMs?: readonly number[]
  /** Default as Slack: 3,000. */
  readonly acknowledgeMs?: number
  /** How long a press opens a modal. Default as Slack: 3,000. */
  readonly triggerMs?: number
  /** Whether calls are counted as Slack counts them. Default: no. */
  readonly rateLimits?: boolean
  /** What the app is installed with. Default: `adapters/slack/manifest.yaml`. */
  readonly manifest?: Manifest
}

export interface SlackStandIn extends StandIn, Administration {
  readonly team: string
  readonly botUser: string
  /** What the bot's token was granted: take one away and its methods answer `missing_scope`. */
  readonly scopes: Set<string>
  readonly channels: readonly Channel[]
  readonly users: readonly SlackUser[]
  readonly ephemerals: readonly Ephemeral[]
  readonly manifest: Manifest
  /** What is behind it all. */
  readonly workspace: Workspace
  /** By file id, with their bytes. */
  readonly uploads: ReadonlyMap<string, StoredUpload>
  readonly socketCount: number
  /** Events that the app has not taken, and that are tried again. */
  readonly waiting: number
  addUser(person: { readonly name: string; readonly kind: UserKind; readonly id?: string }): SlackUser
  /** Byte for byte what was delivered before. Resolves with whether the app acknowledged it. */
  redeliver(delivered: EventCallback | Interaction | CommandUse): Promise<boolean>
  /** What an interaction of this person would give the app to open a modal with. */
  trigger(user: SlackUser): string
  /** An act as it stands, whatever is on anybody's screen. */
  interact(body: Interaction): Promise<Outcome>
  /** Any event, as if it happened. */
  dispatch(event: Readonly<Record<string, unknown>>): Promise<boolean>
  /** A request to `eventsUrl` as it stands. */
  deliverRaw(request: {
    readonly body: string
    readonly headers: Readonly<Record<string, string>>
  }): Promise<Acknowledgement>
  /** The headers that make `body` a request of Slack's. */
  sign(body: string, now?: Date): Record<string, string>
  /** What saving the request URL in Slack's settings does. */
  verifyUrl(): Promise<boolean>
  /** Asks each connected socket to reconnect, as Slack does every few hours. */
  refreshSockets(): void
  /** Sends this to each connected socket as it stands, for bad input. */
  pushRaw(message: string): void
}

export async function startSlack(options: SlackOptions): Promise<SlackStandIn> {
  const workspace = new Workspace(options.triggerMs)
  const manifest = options.manifest ?? readManifest()
  for (const scope of manifest.scopes) workspace.scopes.add(scope)
  const faults = new Faults()
  const journal: Call[] = []
  const complaints: string[] = []
  const delivery = new Delivery({
    signingSecret: options.signingSecret,
    faults,
    ...(options.eventsUrl !== undefined && { eventsUrl: options.eventsUrl }),
    retryDelaysMs: options.retryDelaysMs ?? [0, 60_000, 300_000],
    acknowledgeMs: options.acknowledgeMs ?? 3_000,
  })

  const server = createServer()
  server.listen(options.port ?? 0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const deliver = (event: EventCallback) => {
    if (workspace.tokenTrouble === undefined && isTold(workspace, manifest, event.event)) void delivery.event(event)
  }
  const world: World = {
    workspace,
    manifest,
    origin,
    tell: event => deliver(callbackOf(workspace, event)),
    openSocket: () => `${origin.replace('http', 'ws')}/link?ticket=${crypto.randomUUID()}`,
  }
  serveSlack(server, {
    options,
    world,
    faults,
    journal,
    complaints,
    sockets: new WebSocketServer({ noServer: true }),
    delivery,
    ...(options.rateLimits && { limits: createRateLimits() }),
  })
  const desk: Desk = {
    workspace,
    manifest,
    origin,
    deliver,
    interact: body => delivery.interact(body),
    command: body => delivery.command(body),
    complain: what => void complaints.push(what),
  }
  const users: SlackUser[] = []

  return {
    ...administrate(world),
    apiRoot: `${origin}/api/`,
    team: TEAM,
    botUser: BOT_USER,
    faults,
    journal,
    complaints,
    manifest,
    workspace,
    scopes: workspace.scopes,
    users,
    ephemerals: workspace.ephemerals,
    uploads: workspace.uploads,
    get channels() {
      return [...workspace.channels.values()]
    },
    get waiting() {
      return delivery.waiting
    },
    get socketCount() {
      return delivery.sockets.size
    },
    onChange(listener) {
      workspace.listeners.add(listener)
      return () => workspace.listeners.delete(listener)
    },
    addUser({ name, kind, id = workspace.nextId('U') }) {
      const record = { id, name, kind }
      workspace.users.set(id, record)
      const user = userOf(record, desk)
      users.push(user)
      workspace.changed()
      return user
    },
    async redeliver(delivered) {
      if (isCommand(delivered)) return (await delivery.command(delivered)).taken
      if (delivered.type === 'event_callback') return delivery.event(delivered)
      return (await delivery.interact(delivered)).taken
    },
    trigger: user => workspace.trigger(user.id),
    interact: body => delivery.interact(body),
    dispatch: event => delivery.event(callbackOf(workspace, event)),
    deliverRaw: ({ body, headers }) => delivery.raw(body, headers),
    sign: (body, now) => delivery.sign(body, now),
    async verifyUrl() {
      const challenge = crypto.randomUUID()
      const body = JSON.stringify({ type: 'url_verification', token: 'deprecated-verification-token', challenge })
      const answer = await delivery.raw(body, { 'content-type': 'application/json', ...delivery.sign(body) })
      return answer.status === 200 && answer.body.includes(challenge)
    },
    refreshSockets() {
      for (const socket of delivery.sockets) {
        socket.send(
          JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: { host: 'stand-in' } }),
        )
      }
    },
    pushRaw(message) {
      for (const socket of delivery.sockets) socket.send(message)
    },
    async close() {
      delivery.close()
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function isCommand(delivered: EventCallback | Interaction | CommandUse): delivered is CommandUse {
  return 'command' in delivered
}
