/**
 * Discord's REST API v10: what the stand-in answers to each call that Folkmoot makes.
 */
import { GatewayIntentBits, InteractionResponseType, MessageFlags } from 'discord.js'
import { attach } from './attachments.ts'
import { checkCommands, checkMessage, type Form, isRecord } from './form.ts'
import type { GatewayEvent } from './gateway.ts'
import { invalidForm, refuse, withStatus } from './refusals.ts'
import {
  type APIMessage,
  addMessage,
  type Channel,
  changeMessage,
  dmOf,
  findMessage,
  type Interaction,
  isEphemeral,
  removeMessage,
  type World,
} from './world.ts'

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

const RESPOND_WITHIN_MS = 3000
const TOKEN_LIVES_MS = 15 * 60_000
const NONCE_LIVES_MS = 5 * 60_000

const ID = '(\\d{15,20})'
const TOKEN = '([\\w-]+)'

const route = (name: string, path: string, bot: boolean, run: Route['run']): Route => ({
  name,
  pattern: new RegExp(`^${name.split(' ')[0]} ${path}$`),
  bot,
  run,
})

export const ROUTES: readonly Route[] = [
  route('GET /gateway/bot', '/gateway/bot', true, ({ gatewayUrl }) =>
    ok({
      url: gatewayUrl,
      shards: 1,
      session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
    }),
  ),
  route('GET /users/@me', '/users/@me', true, ({ world }) => ok(world.bot)),
  route('GET /applications/@me', '/applications/@me', true, ({ world }) => ok(applicationOf(world))),
  route('GET /oauth2/applications/@me', '/oauth2/applications/@me', true, ({ world }) => ok(applicationOf(world))),
  route('GET /applications/:id/commands', `/applications/${ID}/commands`, true, ({ world }) => ok(world.commands)),
  route('PUT /applications/:id/commands', `/applications/${ID}/commands`, true, putCommands),
  route('POST /users/@me/channels', '/users/@me/channels', true, openDm),
  route('GET /channels/:id', `/channels/${ID}`, true, ({ world }, { params }) =>
    ok(channelOf(world, channelById(world, params[0]))),
  ),
  route('GET /channels/:id/messages', `/channels/${ID}/messages`, true, readMessages),
  route('POST /channels/:id/messages', `/channels/${ID}/messages`, true, postMessage),
  route('PATCH /channels/:id/messages/:id', `/channels/${ID}/messages/${ID}`, true, editMessage),
  route('DELETE /channels/:id/messages/:id', `/channels/${ID}/messages/${ID}`, true, deleteMessage),
  route('POST /interactions/:id/:token/callback', `/interactions/${ID}/${TOKEN}/callback`, false, respond),
  route('POST /webhooks/:id/:token', `/webhooks/${ID}/${TOKEN}`, false, followUp),
  route(
    'GET /webhooks/:id/:token/messages/@original',
    `/webhooks/${ID}/${TOKEN}/messages/@original`,
    false,
    (context, call) => ok(originalOf(context.world, liveInteraction(context.world, call))),
  ),
  route(
    'PATCH /webhooks/:id/:token/messages/@original',
    `/webhooks/${ID}/${TOKEN}/messages/@original`,
    false,
    editOriginal,
  ),
  route(
    'DELETE /webhooks/:id/:token/messages/@original',
    `/webhooks/${ID}/${TOKEN}/messages/@original`,
    false,
    deleteOriginal,
  ),
]

function ok(body: unknown): Answer {
  return { status: 200, body }
}

const NOTHING: Answer = { status: 204 }

function applicationOf(world: World): unknown {
  return { id: world.applicationId, name: 'Folkmoot', bot: world.bot, flags: 0, bot_public: false, description: '' }
}

function putCommands({ world }: RouteContext, { form }: RouteCall): Answer {
  const list = form.body.list
  if (!Array.isArray(list)) throw withStatus(400)
  checkCommands(list)
  world.commands = list.map(command => ({
    ...command,
    id: world.nextId(),
    application_id: world.applicationId,
    type: command.type ?? 1,
    version: world.nextId(),
  }))
  return ok(world.commands)
}

function openDm({ world }: RouteContext, { form }: RouteCall): Answer {
  const id = String(form.body.recipient_id)
  if (!world.users.has(id) || id === world.bot.id) throw refuse(50007)
  return ok(channelOf(world, dmOf(world, id)))
}

function channelById(world: World, id: string | undefined): Channel {
  const channel = world.channels.get(id ?? '')
  if (!channel) throw refuse(10003)
  return channel
}

function channelOf(world: World, channel: Channel): unknown {
  const person = channel.personId === undefined ? undefined : world.users.get(channel.personId)
  const last = channel.messages.findLast(message => !isEphemeral(message))
  return {
    id: channel.id,
    last_message_id: last?.id ?? null,
    ...(person ? { type: 1, recipients: [person], flags: 0 } : { type: 0, guild_id: world.guildId, name: 'general' }),
  }
}

/** `after` gives the messages next to that id, and still the newest of them first. */
function readMessages({ world }: RouteContext, { params, query }: RouteCall): Answer {
  const channel = channelById(world, params[0])
  const limit = Number(query.get('limit') ?? 50)
  if (!(limit >= 1 && limit <= 100))
    throw invalidForm({
      limit: { _errors: [{ code: 'NUMBER_TYPE_MAX', message: 'int value should be less than or equal to 100.' }] },
    })
  const all = channel.messages.filter(message => !isEphemeral(message))
  const after = query.get('after')
  const before = query.get('before')
  if (after !== null) {
    const page = all.filter(message => BigInt(message.id) > BigInt(after)).slice(0, limit)
    return ok(page.reverse())
  }
  const older = before === null ? all : all.filter(message => BigInt(message.id) < BigInt(before))
  return ok(older.slice(-limit).reverse())
}

function postMessage(context: RouteContext, { params, form }: RouteCall): Answer {
  const { world } = context
  const channel = channelById(world, params[0])
  checkMessage(form, false)
  if (channel.personId !== undefined && world.closed.has(channel.personId)) throw refuse(50007)
  const { nonce, enforce_nonce } = form.body
  if (enforce_nonce === true && nonce !== undefined) {
    const earlier = channel.messages.find(
      message => message.nonce === nonce && Date.parse(message.timestamp) > world.now() - NONCE_LIVES_MS,
    )
    if (earlier) return ok(earlier)
  }
  const message = addMessage(world, channel, world.bot, fieldsOf(context, channel, form))
  announce(context, channel, 'MESSAGE_CREATE', message)
  return ok(message)
}

function editMessage(context: RouteContext, { params, form }: RouteCall): Answer {
  const channel = channelById(context.world, params[0])
  const message = findMessage(channel, params[1] ?? '')
  if (!message || isEphemeral(message)) throw refuse(10008)
  if (message.author.id !== context.world.bot.id) throw refuse(50005)
  checkMessage(form, true)
  const changed = changeMessage(context.world, message, fieldsOf(context, channel, form, message), true)
  announce(context, channel, 'MESSAGE_UPDATE', changed)
  return ok(changed)
}

function deleteMessage(context: RouteContext, { params }: RouteCall): Answer {
  const channel = channelById(context.world, params[0])
  const message = findMessage(channel, params[1] ?? '')
  if (!message) throw refuse(10008)
  if (message.author.id !== context.world.bot.id) throw refuse(channel.personId === undefined ? 50013 : 50005)
  removeMessage(channel, message.id)
  context.dispatch({ ...intentsFor(channel), t: 'MESSAGE_DELETE', d: { id: message.id, channel_id: channel.id } })
  return NOTHING
}

function fieldsOf(context: RouteContext, channel: Channel, { body, files }: Form, before?: APIMessage) {
  const uploaded = files.map(file => attach(context.world, context.publicRoot, channel.id, file))
  return {
    content: typeof body.content === 'string' ? body.content : (before?.content ?? ''),
    components: Array.isArray(body.components) ? body.components : (before?.components ?? []),
    attachments: [...(before?.attachments ?? []), ...uploaded],
    flags: typeof body.flags === 'number' ? body.flags : (before?.flags ?? 0) & ~MessageFlags.Loading,
    ...(body.nonce === undefined ? {} : { nonce: body.nonce as string }),
  }
}

function announce(context: RouteContext, channel: Channel, t: string, message: APIMessage): void {
  if (!isEphemeral(message)) context.dispatch({ ...intentsFor(channel), t, d: { ...message, channel_type: 1 } })
}

export function intentsFor(channel: Channel): Pick<GatewayEvent, 'intents'> {
  return {
    intents: channel.personId === undefined ? GatewayIntentBits.GuildMessages : GatewayIntentBits.DirectMessages,
  }
}

/** https://docs.discord.com/developers/interactions/receiving-and-responding#create-interaction-response */
function respond(context: RouteContext, { params, form }: RouteCall): Answer {
  const { world } = context
  const interaction = world.interactions.get(params[1] ?? '')
  if (!interaction || interaction.id !== params[0]) throw refuse(10062)
  if (interaction.acknowledged) throw refuse(40060)
  if (world.now() - interaction.receivedAt > RESPOND_WITHIN_MS) throw refuse(10062)
  const data = isRecord(form.body.data) ? form.body.data : {}
  const flags = Number(data.flags ?? 0) & MessageFlags.Ephemeral
  switch (form.body.type) {
    case InteractionResponseType.ChannelMessageWithSource:
      checkMessage({ body: data, files: form.files }, false)
      interaction.originalId = answer(context, interaction, { body: data, files: form.files }).id
      break
    case InteractionResponseType.DeferredChannelMessageWithSource:
      interaction.originalId = answer(context, interaction, {
        body: { content: '', flags: flags | MessageFlags.Loading },
        files: [],
      }).id
      break
    case InteractionResponseType.DeferredMessageUpdate:
      if (interaction.kind !== 'component')
        throw invalidForm({
          type: { _errors: [{ code: 'ENUM_TYPE_COERCE', message: 'invalid for this interaction' }] },
        })
      break
    default:
      throw invalidForm({ type: { _errors: [{ code: 'ENUM_TYPE_COERCE', message: 'Value is not a valid type' }] } })
  }
  interaction.acknowledged = true
  return NOTHING
}

function answer(context: RouteContext, interaction: Interaction, form: Form): APIMessage {
  const channel = channelById(context.world, interaction.channelId)
  const message = addMessage(context.world, channel, context.world.bot, fieldsOf(context, channel, form))
  if (isEphemeral(message)) context.world.seenOnlyBy.set(message.id, interaction.userId)
  announce(context, channel, 'MESSAGE_CREATE', message)
  return message
}

function liveInteraction(world: World, { params }: RouteCall): Interaction {
  const interaction = world.interactions.get(params[1] ?? '')
  if (!interaction?.acknowledged || params[0] !== world.applicationId) throw refuse(10015)
  if (world.now() - interaction.receivedAt > TOKEN_LIVES_MS) throw refuse(50027)
  return interaction
}

function originalOf(world: World, interaction: Interaction): APIMessage {
  const channel = channelById(world, interaction.channelId)
  const message = findMessage(channel, interaction.originalId ?? '')
  if (!message) throw refuse(10008)
  return message
}

function followUp(context: RouteContext, call: RouteCall): Answer {
  const interaction = liveInteraction(context.world, call)
  checkMessage(call.form, false)
  return ok(answer(context, interaction, call.form))
}

function editOriginal(context: RouteContext, call: RouteCall): Answer {
  const message = originalOf(context.world, liveInteraction(context.world, call))
  checkMessage(call.form, true)
  const loading = ((message.flags ?? 0) & MessageFlags.Loading) !== 0
  const channel = channelById(context.world, message.channel_id)
  const fields = fieldsOf(context, channel, call.form, message)
  // Who sees a message is settled when it is made.
  const flags = (fields.flags & ~MessageFlags.Ephemeral) | ((message.flags ?? 0) & MessageFlags.Ephemeral)
  const changed = changeMessage(context.world, message, { ...fields, flags }, !loading)
  announce(context, channel, 'MESSAGE_UPDATE', changed)
  return ok(changed)
}

function deleteOriginal(context: RouteContext, call: RouteCall): Answer {
  const message = originalOf(context.world, liveInteraction(context.world, call))
  removeMessage(channelById(context.world, message.channel_id), message.id)
  return NOTHING
}
