/**
 * chat.*: posting, changing and whispering.
 */
import { faultsOfBlocks } from './blocks.ts'
import { messageEvent } from './events.ts'
import { type Answer, type Method, refused, type World } from './methods.ts'
import type { Params } from './params.ts'
import type { Block, SlackMetadata } from './wire.ts'
import { BOT, BOT_USER, type Channel, TEAM, type Workspace } from './workspace.ts'

const chat = (run: Method['run']): Method => ({ token: 'bot', scopes: ['chat:write'], run })

export const chatMethods: readonly (readonly [string, Method])[] = [
  ['chat.postMessage', chat(postMessage)],
  ['chat.update', chat(update)],
  ['chat.postEphemeral', chat(postEphemeral)],
  ['chat.delete', chat(remove)],
  ['chat.getPermalink', { token: 'bot', scopes: [], run: getPermalink }],
]

type Opened = { readonly channel: Channel } | { readonly refusal: Answer }

function openChannel(params: Params, { workspace }: World): Opened {
  const id = params.text('channel') ?? ''
  const channel = workspace.channels.get(id) ?? directMessageTo(id, workspace)
  if (!channel) return { refusal: refused('channel_not_found') }
  if (channel.archived) return { refusal: refused('is_archived') }
  if (!channel.members.has(BOT_USER))
    return { refusal: refused(channel.isPrivate ? 'channel_not_found' : 'not_in_channel') }
  if (channel.restricted) return { refusal: refused('restricted_action') }
  return { channel }
}

/** A person's id in the place of a channel's (https://docs.slack.dev/reference/methods/chat.postMessage#app_home). */
function directMessageTo(id: string, workspace: Workspace): Channel | undefined {
  const user = workspace.users.get(id)
  if (!user || user.kind === 'bot' || user.kind === 'deactivated') return undefined
  return workspace.directMessage(id) ?? workspace.openDirectMessage(id)
}

type Content = { readonly text: string; readonly blocks?: readonly Block[]; readonly metadata?: SlackMetadata }

/** Text, blocks and metadata, or what is wrong with them. */
function readContent(params: Params): Content | { readonly refusal: Answer } {
  const text = params.text('text') ?? ''
  const blocks = params.json('blocks')
  if (params.text('blocks') !== undefined) {
    const messages = faultsOfBlocks(blocks)
    if (messages.length > 0)
      return { refusal: refused('invalid_blocks', { errors: messages, response_metadata: { messages } }) }
  } else if (text === '') return { refusal: refused('no_text') }
  if (text.length > 40_000) return { refusal: refused('msg_too_long') }
  if (params.text('metadata') === undefined) return { text, ...withBlocks(blocks) }
  const metadata = params.json('metadata')
  if (!isMetadata(metadata)) return { refusal: refused('invalid_metadata_format') }
  return { text, ...withBlocks(blocks), metadata }
}

function withBlocks(blocks: unknown): { blocks?: readonly Block[] } {
  return blocks === undefined ? {} : { blocks: blocks as readonly Block[] }
}

function isMetadata(value: unknown): value is SlackMetadata {
  if (typeof value !== 'object' || value === null) return false
  const { event_type, event_payload } = value as Partial<SlackMetadata>
  return (
    typeof event_type === 'string' &&
    event_type.length > 0 &&
    typeof event_payload === 'object' &&
    event_payload !== null
  )
}

function postMessage(params: Params, world: World): Answer {
  const opened = openChannel(params, world)
  if ('refusal' in opened) return opened.refusal
  const content = readContent(params)
  if ('refusal' in content) return content.refusal
  const { channel } = opened
  const thread = params.text('thread_ts')
  if (thread !== undefined && !isRoot(world, channel, thread)) return refused('thread_not_found')
  const message = world.workspace.post(channel, {
    user: BOT_USER,
    ...content,
    ...(thread !== undefined && { thread }),
    broadcast: params.flag('reply_broadcast'),
  })
  world.tell(messageEvent(channel, message))
  return { ok: true, channel: channel.id, ts: message.ts, message }
}

export function isRoot({ workspace }: World, channel: Channel, ts: string): boolean {
  const message = workspace.find(channel.id, ts)
  return message !== undefined && (message.thread_ts === undefined || message.thread_ts === message.ts)
}

function update(params: Params, world: World): Answer {
  const opened = openChannel(params, world)
  if ('refusal' in opened) return opened.refusal
  const message = world.workspace.find(opened.channel.id, params.text('ts') ?? '')
  if (!message) return refused('message_not_found')
  if (message.bot_id !== BOT) return refused('cant_update_message')
  const content = readContent(params)
  if ('refusal' in content) return content.refusal
  const before = structuredClone(message)
  world.workspace.edit(message, BOT_USER, content)
  world.tell(messageEvent(opened.channel, message, { changedFrom: before }))
  return { ok: true, channel: opened.channel.id, ts: message.ts, text: message.text, message }
}

function postEphemeral(params: Params, world: World): Answer {
  const opened = openChannel(params, world)
  if ('refusal' in opened) return opened.refusal
  const { channel } = opened
  const user = params.text('user') ?? ''
  if (!channel.members.has(user)) return refused('user_not_in_channel')
  const content = readContent(params)
  if ('refusal' in content) return content.refusal
  const thread = params.text('thread_ts')
  const message = {
    type: 'message' as const,
    ts: world.workspace.nextTs(),
    user: BOT_USER,
    bot_id: BOT,
    team: TEAM,
    ...content,
    ...(thread !== undefined && { thread_ts: thread }),
  }
  world.workspace.ephemerals.push({ channel: channel.id, user, message })
  world.workspace.changed()
  return { ok: true, message_ts: message.ts }
}

function remove(params: Params, world: World): Answer {
  const channel = world.workspace.channels.get(params.text('channel') ?? '')
  if (!channel) return refused('channel_not_found')
  const message = world.workspace.find(channel.id, params.text('ts') ?? '')
  if (!message) return refused('message_not_found')
  if (message.bot_id !== BOT) return refused('cant_delete_message')
  const { ts } = message
  const before = structuredClone(message)
  const left = world.workspace.remove(channel, message)
  world.tell(
    messageEvent(
      channel,
      message,
      left === 'tombstone' ? { changedFrom: before } : { deletedAt: world.workspace.nextTs() },
    ),
  )
  return { ok: true, channel: channel.id, ts }
}

function getPermalink(params: Params, { workspace, origin }: World): Answer {
  const channel = workspace.channels.get(params.text('channel') ?? '')
  if (!channel) return refused('channel_not_found')
  const message = workspace.find(channel.id, params.text('message_ts') ?? '')
  if (!message) return refused('message_not_found')
  return {
    ok: true,
    channel: channel.id,
    permalink: `${origin}/archives/${channel.id}/p${message.ts.replace('.', '')}`,
  }
}
