/**
 * The Web API's methods, by name: who may call them, and what they do. Strict as https://docs.slack.dev/reference/methods.
 */

import { reactionEvent } from './events.ts'
import { chatMethods } from './methods-chat.ts'
import { conversationMethods } from './methods-conversations.ts'
import { fileMethods } from './methods-files.ts'
import type { Params } from './params.ts'
import { viewMethods } from './views.ts'
import { APP, BOT, BOT_USER, TEAM, type UserRecord, type Workspace } from './workspace.ts'

export interface Answer {
  readonly ok: boolean
  readonly error?: string
  readonly [field: string]: unknown
}

export interface World {
  readonly workspace: Workspace
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
  ['users.info', { token: 'bot', scopes: ['users:read'], run: usersInfo }],
  [
    'usergroups.list',
    { token: 'bot', scopes: ['usergroups:read'], run: (_, w) => ({ ok: true, usergroups: w.workspace.usergroups }) },
  ],
  ['reactions.add', { token: 'bot', scopes: ['reactions:write'], run: (p, w) => react(p, w, 'react') }],
  ['reactions.remove', { token: 'bot', scopes: ['reactions:write'], run: (p, w) => react(p, w, 'unreact') }],
  ['reactions.get', { token: 'bot', scopes: ['reactions:read'], run: reactionsGet }],
  ...chatMethods,
  ...conversationMethods,
  ...fileMethods,
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

function usersInfo(params: Params, { workspace }: World): Answer {
  const user = workspace.users.get(params.text('user') ?? '')
  return user ? { ok: true, user: wireUser(user, workspace) } : refused('user_not_found')
}

/** https://docs.slack.dev/reference/objects/user-object. People of other workspaces have another `team_id`. */
function wireUser(user: UserRecord, workspace: Workspace): object {
  const shared = [...workspace.channels.values()].some(c => c.members.has(user.id))
  return {
    id: user.id,
    team_id: user.kind === 'stranger' ? 'T0ELSEWHERE' : TEAM,
    name: user.name.toLowerCase(),
    deleted: user.kind === 'deactivated',
    real_name: user.name,
    profile: { real_name: user.name, display_name: user.name, team: user.kind === 'stranger' ? 'T0ELSEWHERE' : TEAM },
    is_bot: user.kind === 'bot',
    is_app_user: false,
    is_admin: false,
    is_restricted: user.kind === 'guest',
    is_ultra_restricted: false,
    ...(user.kind === 'stranger' && { is_stranger: !shared }),
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
  if (!error && verb === 'react') tell(reactionEvent(channel, message, name, BOT_USER, workspace.nextTs()))
  return error ? refused(error) : { ok: true }
}

function reactionsGet(params: Params, { workspace }: World): Answer {
  const channel = workspace.channels.get(params.text('channel') ?? '')
  if (!channel) return refused('channel_not_found')
  const message = workspace.find(channel.id, params.text('timestamp') ?? '')
  return message ? { ok: true, type: 'message', channel: channel.id, message } : refused('message_not_found')
}
