/**
 * conversations.*: channels, their members, and what was said in them.
 */
import { putInto } from './membership.ts'
import { type Answer, type Method, refused, type World } from './methods.ts'
import { paged } from './paged.ts'
import type { Params } from './params.ts'
import type { SlackMessage } from './wire.ts'
import { BOT_USER, type Channel } from './workspace.ts'

const reads: readonly string[] = ['channels:read', 'groups:read']
const histories: readonly string[] = ['channels:history', 'groups:history']

export const conversationMethods: readonly (readonly [string, Method])[] = [
  [
    'conversations.info',
    { token: 'bot', scopes: reads, run: withChannel(channel => ({ ok: true, channel: wireChannel(channel) })) },
  ],
  ['conversations.list', { token: 'bot', scopes: reads, run: list }],
  ['conversations.members', { token: 'bot', scopes: reads, run: withChannel(members) }],
  ['conversations.history', { token: 'bot', scopes: histories, run: withChannel(history) }],
  ['conversations.replies', { token: 'bot', scopes: histories, run: withChannel(replies) }],
  ['conversations.open', { token: 'bot', scopes: ['im:write'], run: open }],
  ['conversations.join', { token: 'bot', scopes: ['channels:join'], run: withChannel(join) }],
]

function withChannel(run: (channel: Channel, params: Params, world: World) => Answer): Method['run'] {
  return (params, world) => {
    const channel = world.workspace.channels.get(params.text('channel') ?? '')
    if (!channel || (channel.isPrivate && !channel.members.has(BOT_USER))) return refused('channel_not_found')
    return run(channel, params, world)
  }
}

function wireChannel(channel: Channel): object {
  if (channel.im !== undefined) return { id: channel.id, is_im: true, user: channel.im, is_archived: false }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    // private channels made since 2021 say is_channel too: https://docs.slack.dev/reference/objects/conversation-object
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: channel.isPrivate,
    is_archived: channel.archived,
    is_member: channel.members.has(BOT_USER),
    num_members: channel.members.size,
  }
}

/** Public channels, unless `types` says more. */
function list(params: Params, { workspace }: World): Answer {
  const types = (params.text('types') ?? 'public_channel').split(',').map(type => type.trim())
  if (types.some(type => !['public_channel', 'private_channel', 'im', 'mpim'].includes(type)))
    return refused('invalid_types')
  const wanted = ({ im, isPrivate }: Channel) =>
    types.includes(im !== undefined ? 'im' : isPrivate ? 'private_channel' : 'public_channel')
  const seen = [...workspace.channels.values()]
    .filter(c => wanted(c) && (!c.isPrivate || c.members.has(BOT_USER)))
    .filter(c => !(params.flag('exclude_archived') && c.archived))
  return paged(params, seen.map(wireChannel), 1000, channels => ({ channels }))
}

/** A direct message with one person. */
function open(params: Params, { workspace }: World): Answer {
  const users = params.text('users')
  if (!users) return refused('users_list_not_supplied')
  if (users.includes(',')) return refused('invalid_user_combination')
  const user = workspace.users.get(users)
  if (!user) return refused('user_not_found')
  if (user.kind === 'bot') return refused('cannot_dm_bot')
  if (user.kind === 'deactivated') return refused('user_disabled')
  const present = workspace.directMessage(user.id)
  const channel = present ?? workspace.openDirectMessage(user.id)
  return { ok: true, no_op: present !== undefined, already_open: present !== undefined, channel: { id: channel.id } }
}

/** Only public ones; that the bot was there before is a warning. */
function join(channel: Channel, _: Params, { workspace, tell }: World): Answer {
  if (channel.isPrivate) return refused('method_not_supported_for_channel_type')
  if (channel.archived) return refused('is_archived')
  const was = channel.members.has(BOT_USER)
  putInto({ workspace, tell }, channel, BOT_USER)
  return { ok: true, channel: wireChannel(channel), ...(was && { warning: 'already_in_channel' }) }
}

function members(channel: Channel, params: Params): Answer {
  return paged(params, [...channel.members], 1000, found => ({ members: found }))
}

/** Newest first. */
function history(channel: Channel, params: Params): Answer {
  if (!channel.members.has(BOT_USER)) return refused('not_in_channel')
  const inChannel = channel.messages.filter(
    m => m.thread_ts === undefined || m.thread_ts === m.ts || m.subtype === 'thread_broadcast',
  )
  return paged(params, within(inChannel, params).reverse(), 999, messages => ({ messages: shown(messages, params) }))
}

/** Oldest first, the root on every page. */
function replies(channel: Channel, params: Params, { workspace }: World): Answer {
  if (!channel.members.has(BOT_USER)) return refused('not_in_channel')
  const root = workspace.find(channel.id, params.text('ts') ?? '')
  if (!root) return refused('thread_not_found')
  const thread = workspace.thread(channel.id, root.ts).filter(m => m !== root)
  return paged(params, within(thread, params), 1000, found => ({ messages: shown([root, ...found], params) }))
}

function within(messages: readonly SlackMessage[], params: Params): SlackMessage[] {
  const oldest = params.text('oldest') ?? '0'
  const latest = params.text('latest') ?? '9999999999.999999'
  const inclusive = params.flag('inclusive')
  return messages.filter(
    m =>
      (Number(m.ts) > Number(oldest) || (inclusive && m.ts === oldest)) &&
      (Number(m.ts) < Number(latest) || (inclusive && m.ts === latest)),
  )
}

/** Metadata is left out unless asked for. */
function shown(messages: readonly SlackMessage[], params: Params): readonly SlackMessage[] {
  if (params.flag('include_all_metadata')) return messages
  return messages.map(({ metadata: _, ...message }) => message)
}
