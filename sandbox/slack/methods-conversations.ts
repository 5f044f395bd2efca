/**
 * conversations.*: channels, their members, and what was said in them.
 */
import { type Answer, type Method, refused, type World } from './methods.ts'
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
]

function withChannel(run: (channel: Channel, params: Params, world: World) => Answer): Method['run'] {
  return (params, world) => {
    const channel = world.workspace.channels.get(params.text('channel') ?? '')
    if (!channel || (channel.isPrivate && !channel.members.has(BOT_USER))) return refused('channel_not_found')
    return run(channel, params, world)
  }
}

function wireChannel(channel: Channel): object {
  return {
    id: channel.id,
    name: channel.name,
    is_channel: !channel.isPrivate,
    is_group: channel.isPrivate,
    is_private: channel.isPrivate,
    is_archived: channel.archived,
    is_member: channel.members.has(BOT_USER),
    num_members: channel.members.size,
  }
}

function list(params: Params, { workspace }: World): Answer {
  const seen = [...workspace.channels.values()].filter(c => !c.isPrivate || c.members.has(BOT_USER))
  return paged(params, seen.map(wireChannel), 1000, channels => ({ channels }))
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

/** Cursor pagination, https://docs.slack.dev/apis/web-api/pagination. */
function paged<Item>(
  params: Params,
  items: readonly Item[],
  most: number,
  answer: (page: readonly Item[]) => object,
): Answer {
  const limit = Number(params.text('limit') ?? 100)
  if (!Number.isInteger(limit) || limit < 1 || limit > most) return refused('invalid_limit')
  const cursor = params.text('cursor')
  const start = cursor ? Number(Buffer.from(cursor, 'base64url').toString().replace('next:', '')) : 0
  if (!Number.isInteger(start)) return refused('invalid_cursor')
  const more = start + limit < items.length
  const next = more ? Buffer.from(`next:${start + limit}`).toString('base64url') : ''
  return {
    ok: true,
    ...answer(items.slice(start, start + limit)),
    has_more: more,
    response_metadata: { next_cursor: next },
  }
}
