/**
 * What the routes of the stand-in have in common.
 */
import { type APIMessage, GatewayIntentBits, MessageFlags } from 'discord.js'
import { attach } from './attachments.ts'
import { type Form, isRecord } from './form.ts'
import type { GatewayEvent } from './gateway.ts'
import { refuse } from './refusals.ts'
import { type Channel, isEphemeral, type World } from './world.ts'

export interface RouteContext {
  readonly world: World
  readonly gatewayUrl: string
  readonly publicRoot: string
  readonly dispatch: (event: GatewayEvent) => void
}

export interface RouteCall {
  readonly params: readonly string[]
  readonly query: URLSearchParams
  readonly form: Form
}

export interface Answer {
  readonly status: number
  readonly body?: unknown
}

export interface Route {
  readonly name: string
  readonly pattern: RegExp
  /** False for calls whose path carries their own token. */
  readonly bot: boolean
  readonly run: (context: RouteContext, call: RouteCall) => Answer
}

export function ok(body: unknown): Answer {
  return { status: 200, body }
}

export const NOTHING: Answer = { status: 204 }

export function channelById(world: World, id: string | undefined): Channel {
  const channel = world.channels.get(id ?? '')
  if (!channel) throw refuse(10003)
  return channel
}

/** A message as a body makes it, or changes it. */
export function fieldsOf(context: RouteContext, channel: Channel, { body, files }: Form, before?: APIMessage) {
  const uploaded = files.map(file => attach(context.world, context.publicRoot, channel.id, file))
  return {
    content: typeof body.content === 'string' ? body.content : (before?.content ?? ''),
    components: Array.isArray(body.components) ? body.components : (before?.components ?? []),
    attachments: [...keptOf(body.attachments, before?.attachments ?? []), ...uploaded],
    flags: typeof body.flags === 'number' ? body.flags : (before?.flags ?? 0) & ~MessageFlags.Loading,
    ...(body.nonce === undefined ? {} : { nonce: body.nonce as string }),
  }
}

/** Where a change names attachments, those that it does not name go; new ones are named by their number in the request. */
function keptOf(named: unknown, before: APIMessage['attachments']): APIMessage['attachments'] {
  if (!Array.isArray(named)) return before
  return before.filter(({ id }) => named.some(one => isRecord(one) && one.id === id))
}

/** Tells the gateway, unless only one person sees it. */
export function announce(context: RouteContext, channel: Channel, t: string, message: APIMessage): void {
  if (!isEphemeral(message))
    context.dispatch({ ...intentsFor(channel), t, d: { ...message, ...whereOf(context.world, channel) } })
}

/** What an event of a message says of where that is. */
export function whereOf(world: World, { personId }: Channel) {
  return personId === undefined ? { channel_type: 0, guild_id: world.guildId } : { channel_type: 1 }
}

export function intentsFor(channel: Channel): Pick<GatewayEvent, 'intents'> {
  return {
    intents: channel.personId === undefined ? GatewayIntentBits.GuildMessages : GatewayIntentBits.DirectMessages,
  }
}
