/**
 * Discord's REST API v10: what the stand-in answers to each call that Folkmoot makes.
 */
import { MessageReferenceType, MessageType } from 'discord.js'
import { checkCommands, checkMessage, type Form, isRecord } from './form.ts'
import { deleteOriginal, editOriginal, followUp, readOriginal, respond } from './interactions.ts'
import { invalidForm, refuse, withStatus } from './refusals.ts'
import {
  type Answer,
  announce,
  channelById,
  fieldsOf,
  intentsFor,
  NOTHING,
  ok,
  type Route,
  type RouteCall,
  type RouteContext,
  whereOf,
} from './route.ts'
import {
  addMessage,
  type Channel,
  changeMessage,
  dmOf,
  findMessage,
  isEphemeral,
  memberOf,
  removeMessage,
  type World,
} from './world.ts'

const NONCE_LIVES_MS = 5 * 60_000
const NEW_DMS_MS = 10 * 60_000

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
  route('GET /guilds/:id', `/guilds/${ID}`, true, ({ world }, { params }) => ok(guildOf(world, params[0]))),
  route('GET /guilds/:id/members/:id', `/guilds/${ID}/members/${ID}`, true, ({ world }, { params }) =>
    ok(guildMember(world, params[0], params[1])),
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
    readOriginal,
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
  const dm = dmOf(world, id)
  if (dm.messages.length === 0 && !world.openedByBot.has(id)) {
    const lately = [...world.openedByBot.values()].filter(at => at > world.now() - NEW_DMS_MS)
    if (lately.length >= world.newDmsPer10Minutes) throw refuse(40003)
    world.openedByBot.set(id, world.now())
  }
  return ok(channelOf(world, dm))
}

function channelOf(world: World, channel: Channel): unknown {
  const person = channel.personId === undefined ? undefined : world.users.get(channel.personId)
  const last = channel.messages.findLast(message => !isEphemeral(message))
  return {
    id: channel.id,
    last_message_id: last?.id ?? null,
    ...(person
      ? { type: 1, recipients: [person], flags: 0 }
      : { type: 0, guild_id: world.guildId, name: 'town-talk', permission_overwrites: overwritesOf(world, channel) }),
  }
}

/** https://docs.discord.com/developers/resources/guild#guild-object */
function guildOf(world: World, id: string | undefined): unknown {
  if (id !== world.guildId) throw refuse(50001)
  // What a new server lets everybody do.
  const everyone = { id: world.guildId, name: '@everyone', permissions: '2248473465835073' }
  return { id: world.guildId, name: 'The town', owner_id: world.applicationId, roles: [everyone] }
}

function guildMember(world: World, guild: string | undefined, id: string | undefined): unknown {
  const user = world.users.get(id ?? '')
  if (guild !== world.guildId || !user || world.strangers.has(user.id)) throw refuse(10007)
  return { user, ...memberOf(world) }
}

/** Where the bot may not write, that is said of the bot alone. */
function overwritesOf(world: World, { id }: Channel): unknown {
  return world.mute.has(id) ? [{ id: world.bot.id, type: 1, allow: '0', deny: SEND_MESSAGES }] : []
}

const SEND_MESSAGES = String(1n << 11n)

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
  if (channel.personId !== undefined && world.strangers.has(channel.personId)) throw refuse(50278)
  if (channel.personId !== undefined && world.closed.has(channel.personId)) throw refuse(50007)
  if (world.mute.has(channel.id)) throw refuse(50013)
  const { nonce, enforce_nonce } = form.body
  if (enforce_nonce === true && nonce !== undefined) {
    const earlier = channel.messages.find(
      message => message.nonce === nonce && Date.parse(message.timestamp) > world.now() - NONCE_LIVES_MS,
    )
    if (earlier) return ok(earlier)
  }
  const message = addMessage(world, channel, world.bot, {
    ...fieldsOf(context, channel, form),
    ...repliedTo(world, channel, form),
  })
  announce(context, channel, 'MESSAGE_CREATE', message)
  return ok(message)
}

/** https://docs.discord.com/developers/resources/message#message-reference-structure */
function repliedTo(world: World, channel: Channel, { body }: Form) {
  const reference = body.message_reference
  if (!isRecord(reference)) return {}
  const replied = findMessage(channel, String(reference.message_id))
  if (replied) {
    const { id: message_id } = replied
    const at = { type: MessageReferenceType.Default, channel_id: channel.id, message_id }
    const where = channel.personId === undefined ? { guild_id: world.guildId } : {}
    return { type: MessageType.Reply, message_reference: { ...at, ...where }, referenced_message: replied }
  }
  if (reference.fail_if_not_exists === false) return {}
  throw invalidForm({
    message_reference: { _errors: [{ code: 'REPLIES_UNKNOWN_MESSAGE', message: 'Unknown message' }] },
  })
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
  const { guild_id } = { guild_id: undefined, ...whereOf(context.world, channel) }
  const where = { channel_id: channel.id, ...(guild_id !== undefined && { guild_id }) }
  context.dispatch({ ...intentsFor(channel), t: 'MESSAGE_DELETE', d: { id: message.id, ...where } })
  return NOTHING
}
