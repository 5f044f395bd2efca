/**
 * Discord's gateway: HELLO, IDENTIFY, READY, heartbeats, RESUME, and dispatches to whoever is connected.
 *
 * A session outlives its socket for a while, and what happens meanwhile is replayed to who resumes it. Without any
 * session an event is gone, as with the original. https://docs.discord.com/developers/events/gateway
 */
import type { Server } from 'node:http'
import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord.js'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Faults } from '../faults.ts'
import { isRecord } from './form.ts'
import type { World } from './world.ts'

export interface Gateway {
  /** To every session whose intents cover it. True where at least one has it, or will have it when it resumes. */
  dispatch(event: GatewayEvent): boolean
  /** Ends every connection; sessions can be resumed unless `invalidate`. */
  drop(options: { readonly invalidate: boolean }): void
  /** Asks every connection to reconnect (opcode 7). */
  askToReconnect(): void
  /** Sockets that are identified or resumed. */
  readonly connected: number
  /** Events that are kept for who resumes a session. */
  readonly waiting: number
  close(): void
}

/** `t` and `d` of a dispatch. `intents`: any of these bits lets a session have it; 0 for what needs none. */
export interface GatewayEvent {
  readonly t: string
  readonly d: unknown
  readonly intents: number
}

export interface GatewayOptions {
  readonly token: string
  readonly faults: Faults
  readonly heartbeatMs: number
  /** How long a session without a socket can be resumed. */
  readonly resumeWindowMs: number
}

interface Session {
  readonly id: string
  readonly intents: number
  sequence: number
  /** What may have to be replayed; the newest thousand. */
  readonly sent: { readonly s: number; readonly t: string; readonly d: unknown }[]
  socket: WebSocket | undefined
  leftAt: number | undefined
  /** The last event that its socket took. */
  taken: number
}

const REPLAYED = 1000
const ALL_INTENTS = Object.values(GatewayIntentBits).reduce<number>(
  (all, bit) => (typeof bit === 'number' ? all | bit : all),
  0,
)

export function createGateway(server: Server, world: World, options: GatewayOptions): Gateway {
  const sessions = new Map<string, Session>()
  const sockets = new WebSocketServer({ noServer: true })

  server.on('upgrade', (request, socket, head) => {
    if (options.faults.take('gateway')) return void socket.destroy()
    sockets.handleUpgrade(request, socket, head, connected => accept(connected, new URL(request.url ?? '/', 'ws://x')))
  })

  const transmit = (session: Session, t: string, d: unknown): void => {
    session.sequence += 1
    const event = { s: session.sequence, t, d }
    session.sent.push(event)
    if (session.sent.length > REPLAYED) session.sent.shift()
    if (!session.socket) return
    if (options.faults.take('gateway')) session.socket.terminate()
    else session.socket.send(JSON.stringify({ op: GatewayOpcodes.Dispatch, ...event }))
  }

  const isAlive = (session: Session): boolean =>
    session.socket !== undefined || world.now() - (session.leftAt ?? 0) <= options.resumeWindowMs

  function accept(socket: WebSocket, url: URL): void {
    if (url.searchParams.get('v') !== '10') {
      socket.close(GatewayCloseCodes.InvalidAPIVersion)
      return
    }
    if (url.searchParams.get('encoding') !== 'json') {
      socket.close(GatewayCloseCodes.DecodeError)
      return
    }
    let session: Session | undefined
    let lastBeat = Date.now()
    const watch = setInterval(() => {
      if (Date.now() - lastBeat > options.heartbeatMs * 2) socket.close(GatewayCloseCodes.SessionTimedOut)
    }, options.heartbeatMs)
    const send = (op: number, d: unknown) => socket.send(JSON.stringify({ op, d, s: null, t: null }))
    send(GatewayOpcodes.Hello, { heartbeat_interval: options.heartbeatMs })

    socket.on('close', code => {
      clearInterval(watch)
      if (!session || session.socket !== socket) return
      session.socket = undefined
      session.leftAt = world.now()
      session.taken = session.sequence
      if (code === 1000 || code === 1001) sessions.delete(session.id)
    })
    socket.on('message', data => {
      const payload = parse(String(data))
      if (!payload) return socket.close(GatewayCloseCodes.DecodeError)
      switch (payload.op) {
        case GatewayOpcodes.Heartbeat:
          lastBeat = Date.now()
          return send(GatewayOpcodes.HeartbeatAck, null)
        case GatewayOpcodes.Identify:
          if (session) return socket.close(GatewayCloseCodes.AlreadyAuthenticated)
          session = identify(socket, payload.d)
          return
        case GatewayOpcodes.Resume:
          session = resume(socket, payload.d)
          if (!session) send(GatewayOpcodes.InvalidSession, false)
          return
        case GatewayOpcodes.PresenceUpdate:
          if (!session) socket.close(GatewayCloseCodes.NotAuthenticated)
          return
        default:
          return socket.close(GatewayCloseCodes.UnknownOpcode)
      }
    })
  }

  function identify(socket: WebSocket, d: Record<string, unknown>): Session | undefined {
    const intents = Number(d.intents)
    if (d.token !== options.token) socket.close(GatewayCloseCodes.AuthenticationFailed)
    else if (!Number.isInteger(intents) || (intents & ~ALL_INTENTS) !== 0)
      socket.close(GatewayCloseCodes.InvalidIntents)
    else if (!isRecord(d.properties)) socket.close(GatewayCloseCodes.DecodeError)
    else {
      const session: Session = {
        id: world.nextId(),
        intents,
        sequence: 0,
        sent: [],
        socket,
        leftAt: undefined,
        taken: 0,
      }
      sessions.set(session.id, session)
      transmit(session, 'READY', readyOf(server, world, session.id))
      if ((intents & GatewayIntentBits.Guilds) !== 0) transmit(session, 'GUILD_CREATE', guildOf(world))
      return session
    }
    return undefined
  }

  function resume(socket: WebSocket, d: Record<string, unknown>): Session | undefined {
    const session = sessions.get(String(d.session_id))
    if (d.token !== options.token || !session || !isAlive(session)) return undefined
    const after = Number(d.seq)
    const oldest = session.sent[0]?.s ?? 1
    if (after > session.sequence || after < oldest - 1) return undefined
    session.socket?.terminate()
    session.socket = socket
    session.leftAt = undefined
    for (const event of session.sent.filter(each => each.s > after))
      socket.send(JSON.stringify({ op: GatewayOpcodes.Dispatch, ...event }))
    transmit(session, 'RESUMED', {})
    return session
  }

  return {
    dispatch({ t, d, intents }) {
      let reached = false
      for (const session of sessions.values()) {
        if (!isAlive(session)) sessions.delete(session.id)
        else if (intents === 0 || (session.intents & intents) !== 0) {
          transmit(session, t, d)
          reached = true
        }
      }
      return reached
    },
    drop({ invalidate }) {
      for (const session of sessions.values()) {
        session.socket?.terminate()
        if (invalidate) sessions.delete(session.id)
      }
    },
    askToReconnect() {
      for (const { socket } of sessions.values())
        socket?.send(JSON.stringify({ op: GatewayOpcodes.Reconnect, d: null }))
    },
    get connected() {
      return [...sessions.values()].filter(({ socket }) => socket !== undefined).length
    },
    get waiting() {
      const left = [...sessions.values()].filter(session => !session.socket && isAlive(session))
      return left.reduce((total, { sequence, taken }) => total + sequence - taken, 0)
    },
    close() {
      for (const client of sockets.clients) client.terminate()
      sockets.close()
    },
  }
}

function parse(text: string): { readonly op: number; readonly d: Record<string, unknown> } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    if (!isRecord(value) || typeof value.op !== 'number') return undefined
    return { op: value.op, d: isRecord(value.d) ? value.d : {} }
  } catch {
    return undefined
  }
}

export function gatewayUrlOf(server: Server): string {
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('cannot name the gateway: the server has no port')
  return `ws://127.0.0.1:${address.port}`
}

/** https://docs.discord.com/developers/events/gateway-events#ready */
function readyOf(server: Server, world: World, sessionId: string): unknown {
  return {
    v: 10,
    user: world.bot,
    guilds: [{ id: world.guildId, unavailable: true }],
    private_channels: [],
    session_id: sessionId,
    resume_gateway_url: gatewayUrlOf(server),
    shard: [0, 1],
    application: { id: world.applicationId, flags: 0 },
  }
}

function guildOf(world: World): unknown {
  return {
    id: world.guildId,
    name: 'Neighbours',
    owner_id: world.bot.id,
    unavailable: false,
    roles: [],
    emojis: [],
    stickers: [],
    features: [],
    members: [],
    member_count: 1,
    voice_states: [],
    threads: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    channels: [{ id: world.guildChannelId, type: 0, name: 'general', position: 0, permission_overwrites: [] }],
    preferred_locale: 'en-GB',
    joined_at: new Date(world.now()).toISOString(),
    large: false,
  }
}
