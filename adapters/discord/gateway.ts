/**
 * One connection to Discord's gateway, and its session, which outlives connection and process.
 *
 * The gateway half of discord.js (@discordjs/ws) is used by itself and not its Client: that builds objects of its own
 * from every payload and throws out of reach where one is not as expected; we want the payloads as they came. It
 * reconnects and resumes by itself. The session's name and the last event that is safely kept are remembered, so that
 * the process after us can take it up where Discord still holds it, for some minutes, and have replayed what came
 * meanwhile: taps too. https://docs.discord.com/developers/events/gateway#resuming
 */
import { type SessionInfo, WebSocketManager, WebSocketShardEvents, WebSocketShardStatus } from '@discordjs/ws'
import { GatewayCloseCodes, GatewayIntentBits, type REST } from 'discord.js'
import type { Doors } from '../../src/core/adapter.ts'
import { describeError } from '../../src/core/describe-error.ts'
import { keepTrying, pause } from './backoff.ts'
import type { Intake } from './intake.ts'
import { record, string } from './raw.ts'

/**
 * None of them is privileged. Direct messages come with their words; of what is said in servers we learn that somebody
 * called us, and the words would come only with MessageContent, which we do not ask for.
 * https://docs.discord.com/developers/events/gateway#list-of-intents
 */
const INTENTS = GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages | GatewayIntentBits.DirectMessages

const REMEMBERED = 'discord-session'
const REMEMBER_EVERY_MS = 1000
/** Any code but 1000 and 1001 leaves the session to be resumed. */
const LEAVE_RESUMABLE = 4200
const CLOSE_WITHIN_MS = 3000
const HANDSHAKE_MS = 5000
/** More than 1,000 IDENTIFYs a day cost a bot its token. */
const REFUSED_PAUSE_MS = 2 * 60_000

const FATAL: ReadonlySet<number> = new Set([
  GatewayCloseCodes.AuthenticationFailed,
  GatewayCloseCodes.InvalidShard,
  GatewayCloseCodes.ShardingRequired,
  GatewayCloseCodes.InvalidAPIVersion,
  GatewayCloseCodes.InvalidIntents,
  GatewayCloseCodes.DisallowedIntents,
])

export interface GatewayContext {
  readonly token: string
  readonly rest: REST
  readonly intake: Intake
  readonly doors: Pick<Doors, 'remember' | 'log'>
  /** Told whenever it changes: undefined for a working connection, words for what is wrong. */
  readonly report: (trouble: string | undefined) => void
}

/** Keeps the gateway connected until `held` aborts. */
export async function runGateway(context: GatewayContext, held: AbortSignal): Promise<void> {
  const { doors, report } = context
  const failed = (error: unknown) => {
    report(
      `no connection to the gateway of discord: ${error instanceof GatewayClosed ? error.message : describeError(error)}`,
    )
    doors.log.warn({ error: describeError(error) }, 'no connection to the gateway of discord')
  }
  const session = await keepTrying(held, failed, () => recall(doors.remember))
  let current = session ?? null
  const slot: SessionSlot = {
    get: () => current,
    set: info => {
      current = info
    },
  }
  await keepTrying(held, failed, () => connect(context, held, slot))
}

interface SessionSlot {
  readonly get: () => SessionInfo | null
  readonly set: (info: SessionInfo | null) => void
}

/** Resolves when `held` aborts. @throws where the connection cannot be made, or is refused for good. */
async function connect(context: GatewayContext, held: AbortSignal, slot: SessionSlot): Promise<void> {
  const { token, rest, intake, doors, report } = context
  let over = false
  let greeted = false
  // A 401 makes the SDK forget the token.
  rest.setToken(token)
  const manager = new WebSocketManager({
    token,
    rest,
    intents: INTENTS,
    shardCount: 1,
    handshakeTimeout: HANDSHAKE_MS,
    // Once we left, whatever the manager still has in mind to do has to wait for ever: it reconnects after `destroy`.
    retrieveSessionInfo: () => (over ? new Promise<never>(() => undefined) : slot.get()),
    updateSessionInfo: (_shard, info) => {
      // The SDK drops the session where a connection could not be made at all. Discord still holds it then: only what
      // the gateway itself says after its hello ends a session.
      if (!over && (info || greeted)) slot.set(info)
    },
  })
  const refused = Promise.withResolvers<never>()
  manager.on(WebSocketShardEvents.Dispatch, ({ data }) => intake.take({ t: data.t, d: data.d, s: data.s }))
  manager.on(WebSocketShardEvents.Ready, () => {
    report(undefined)
    intake.begin()
  })
  manager.on(WebSocketShardEvents.Resumed, () => report(undefined))
  manager.on(WebSocketShardEvents.Hello, () => {
    greeted = true
  })
  manager.on(WebSocketShardEvents.Closed, ({ code }) => {
    greeted = false
    report(`the gateway of discord closed the connection (${code})`)
    if (FATAL.has(code)) refused.reject(new GatewayClosed(code))
  })
  manager.on(WebSocketShardEvents.Error, ({ error }) =>
    doors.log.warn({ error: describeError(error) }, 'gateway of discord'),
  )
  manager.connect().catch(refused.reject)

  const remembering = rememberOften(context, slot)
  const released = new Promise<void>(resolve => {
    if (held.aborted) resolve()
    held.addEventListener('abort', () => resolve(), { once: true })
  })
  try {
    await Promise.race([released, refused.promise])
  } finally {
    remembering.stop()
    await leave(manager, () => {
      over = true
    })
    await intake.idle()
    await remembering.now()
  }
}

async function leave(manager: WebSocketManager, left: () => void): Promise<void> {
  const gaveUp = new AbortController()
  const waited = pause(CLOSE_WITHIN_MS, gaveUp.signal)
  const status = (await manager.fetchStatus()).values()
  // A socket that is just being opened cannot be closed: its failure would have nobody to go to.
  if ([...status].includes(WebSocketShardStatus.Connecting)) {
    const opened = new Promise(resolve => {
      manager.once(WebSocketShardEvents.Hello, resolve)
      manager.once(WebSocketShardEvents.Closed, resolve)
    })
    await Promise.race([opened, waited])
  }
  left()
  await Promise.race([manager.destroy({ code: LEAVE_RESUMABLE, reason: 'stopping' }), waited])
  gaveUp.abort()
}

function rememberOften({ intake, doors }: GatewayContext, slot: SessionSlot) {
  let written = ''
  const now = async (): Promise<void> => {
    const info = slot.get()
    const value = info
      ? JSON.stringify({ ...info, sequence: Math.min(info.sequence, intake.settled()), intents: INTENTS })
      : ''
    if (value === written) return
    try {
      await doors.remember.write(REMEMBERED, value)
      written = value
    } catch (error) {
      doors.log.warn({ error: describeError(error) }, 'cannot remember the session of discord')
    }
  }
  const timer = setInterval(() => void now(), REMEMBER_EVERY_MS)
  return { now, stop: () => clearInterval(timer) }
}

/** A session keeps the intents that it began with: one that began with others is not taken up. */
async function recall(remember: Doors['remember']): Promise<SessionInfo | null> {
  const text = await remember.read(REMEMBERED)
  if (!text) return null
  const value = record(JSON.parse(text))
  const sessionId = string(value?.sessionId)
  const resumeURL = string(value?.resumeURL)
  const sequence = value?.sequence
  if (!sessionId || !resumeURL || typeof sequence !== 'number' || value?.intents !== INTENTS) return null
  return { sessionId, resumeURL, sequence, shardId: 0, shardCount: 1 }
}

/** Discord will not have us, until somebody changes a setting. */
class GatewayClosed extends Error {
  override readonly name = 'GatewayClosed'
  readonly code: number
  readonly retryAfterMs = REFUSED_PAUSE_MS
  constructor(code: number) {
    super(`closed with ${code} ${GatewayCloseCodes[code] ?? ''}`.trim())
    this.code = code
  }
}
