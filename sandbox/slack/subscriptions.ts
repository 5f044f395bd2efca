/**
 * Which events reach the app: those it is subscribed to, may read, and that happen where it is
 * (https://docs.slack.dev/reference/events, "Required scopes" of each).
 */
import type { Manifest } from './manifest.ts'
import { BOT_USER, type Channel, type Workspace } from './workspace.ts'

type Event = Readonly<Record<string, unknown>>

/** By subscription: one of these scopes has to be granted. What needs none is not here. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  reaction_added: ['reactions:read'],
  reaction_removed: ['reactions:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  member_left_channel: ['channels:read', 'groups:read'],
  channel_archive: ['channels:read'],
  channel_unarchive: ['channels:read'],
  channel_rename: ['channels:read'],
  channel_deleted: ['channels:read'],
  channel_left: ['channels:read'],
  group_archive: ['groups:read'],
  group_unarchive: ['groups:read'],
  group_rename: ['groups:read'],
  group_deleted: ['groups:read'],
  group_left: ['groups:read'],
  user_change: ['users:read'],
  subteam_members_changed: ['usergroups:read'],
  subteam_updated: ['usergroups:read'],
}

/** Told about every public channel, and about the end of being in one. */
const EVERYWHERE = /^(channel_|group_left|group_deleted)/

export function isTold(workspace: Workspace, manifest: Manifest, event: Event): boolean {
  const channel = workspace.channels.get(channelOf(event))
  const name = event.type === 'message' && channel ? `message.${SURFACES[surfaceOf(channel)]}` : String(event.type)
  if (!manifest.events.includes(name)) return false
  const needed = SCOPES[name]
  if (needed && !needed.some(scope => workspace.scopes.has(scope))) return false
  return !channel || EVERYWHERE.test(name) || channel.members.has(BOT_USER)
}

const SURFACES = { channel: 'channels', group: 'groups', im: 'im' } as const

/** `channel_type` of messages. */
export function surfaceOf(channel: Channel): 'channel' | 'group' | 'im' {
  if (channel.im !== undefined) return 'im'
  return channel.isPrivate ? 'group' : 'channel'
}

function channelOf({ channel, item }: Event): string {
  if (typeof channel === 'string') return channel
  const at = (channel ?? item) as { readonly id?: unknown; readonly channel?: unknown } | undefined
  return String(at?.id ?? at?.channel ?? '')
}
