/**
 * The Web API's methods, by name: who may call them, and what they do. Strict as https://docs.slack.dev/reference/methods.
 */

import { reactionEvent } from './events.ts'
import type { Manifest } from './manifest.ts'
import { chatMethods } from './methods-chat.ts'
import { conversationMethods } from './methods-conversations.ts'
import { fileMethods } from './methods-files.ts'
import { userMethods } from './methods-users.ts'
import { viewMethods } from './methods-views.ts'
import type { Params } from './params.ts'
import { APP, BOT, BOT_USER, TEAM, type Workspace } from './workspace.ts'

export interface Answer {
  readonly ok: boolean
  readonly error?: string
  readonly [field: string]: unknown
}

export interface World {
  readonly workspace: Workspace
  readonly manifest: Manifest
  /** Of this stand-in, without a slash at its end. */
  readonly origin: string
  /** Bot's own doings that Slack tells as events. */
  readonly tell: (event: Readonly<Record<string, unknown>>) => void
  /** A fresh address for a Socket Mode connection. */
  readonly openSocket: () => string
}

export interface Method {
  /** `app` is the app-level token's; everything else is the bot's. */
  readonly token: 'bot' | 'app'
  /** One of these has to be granted; empty: none is needed. */
  readonly scopes: readonly string[]
  readonly run: (params: Params, world: World) => Answer
}

export const refused = (error: string, more: object = {}): Answer => ({ ok: false, error, ...more })

export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['api.test', { token: 'bot', scopes: [], run: () => ({ ok: true }) }],
  ['auth.test', { token: 'bot', scopes: [], run: authTest }],
  ['apps.connections.open', { token: 'app', scopes: [], run: (_, world) => ({ ok: true, url: world.openSocket() }) }],
  ['reactions.add', { token: 'bot', scopes: ['reactions:write'], run: (p, w) => react(p, w, 'react') }],
  ['reactions.remove', { token: 'bot', scopes: ['reactions:write'], run: (p, w) => react(p, w, 'unreact') }],
  ['reactions.get', { token: 'bot', scopes: ['reactions:read'], run: reactionsGet }],
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
  ...userMethods,
  ...viewMethods,
])

function authTest(_: Params, world: World): Answer {
  return {
    ok: true,
    url: `${world.origin}/`,
    team: 'Folkmoot',
    user: 'folkmoot',
    team_id: TEAM,
    user_id: BOT_USER,
    bot_id: BOT,
    app_id: APP,
  }
}

function react(params: Params, { workspace, tell }: World, verb: 'react' | 'unreact'): Answer {
  const channel = workspace.channels.get(params.text('channel') ?? '')
  if (!channel) return refused('channel_not_found')
  const name = params.text('name') ?? ''
  if (!/^[a-z0-9_+'-]+(::skin-tone-[2-6])?$/.test(name)) return refused('invalid_name')
  const message = workspace.find(channel.id, params.text('timestamp') ?? '')
  if (!message) return refused('message_not_found')
  if (!channel.members.has(BOT_USER)) return refused('not_in_channel')
  if (channel.archived) return refused('is_archived')
  const error = workspace[verb](message, name, BOT_USER)
  if (!error) tell(reactionEvent(verb, channel, message, name, BOT_USER, workspace.nextTs()))
  return error ? refused(error) : { ok: true }
}

function reactionsGet(params: Params, { workspace }: World): Answer {
  const channel = workspace.channels.get(params.text('channel') ?? '')
  if (!channel) return refused('channel_not_found')
  const message = workspace.find(channel.id, params.text('timestamp') ?? '')
  return message ? { ok: true, type: 'message', channel: channel.id, message } : refused('message_not_found')
}
