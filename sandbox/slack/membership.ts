/**
 * What happens to channels, people and groups, and what Slack tells of it
 * (https://docs.slack.dev/reference/events: member_joined_channel, channel_archive, user_change, subteam_members_changed, …).
 */
import { wireUser } from './wire-user.ts'
import { BOT_USER, type Channel, TEAM, type Usergroup, type UserRecord, type Workspace } from './workspace.ts'

export interface Town {
  readonly workspace: Workspace
  readonly tell: (event: Readonly<Record<string, unknown>>) => void
}

/** Who did what nobody in the stand-in did: an administrator of the workspace. */
const ADMIN = 'U0WORKSPACEADMIN'

export function putInto({ workspace, tell }: Town, channel: Channel, user: string): void {
  if (channel.members.has(user)) return
  channel.members.add(user)
  workspace.changed()
  tell({ type: 'member_joined_channel', ...memberOf(workspace, channel, user) })
}

/** The bot itself hears of its own end in a channel by another event. */
export function takeOutOf({ workspace, tell }: Town, channel: Channel, user: string): void {
  if (!channel.members.delete(user)) return
  workspace.changed()
  if (user === BOT_USER)
    tell({ type: kindOf(channel, 'left'), channel: channel.id, actor_id: ADMIN, event_ts: workspace.nextTs() })
  else tell({ type: 'member_left_channel', ...memberOf(workspace, channel, user) })
}

export function setArchived({ workspace, tell }: Town, channel: Channel, archived: boolean): void {
  if (channel.archived === archived) return
  channel.archived = archived
  workspace.changed()
  const type = kindOf(channel, archived ? 'archive' : 'unarchive')
  tell({ type, channel: channel.id, user: ADMIN, event_ts: workspace.nextTs() })
}

export function rename({ workspace, tell }: Town, channel: Channel, name: string): void {
  channel.name = name
  workspace.changed()
  const told = { id: channel.id, name, name_normalized: name, created: 0, is_channel: true, is_mpim: false }
  tell({ type: kindOf(channel, 'rename'), channel: told, event_ts: workspace.nextTs() })
}

/** Slack tells of this by no event of its own; the bot stays where it was a member. */
export function makePrivate({ workspace }: Town, channel: Channel): void {
  channel.isPrivate = true
  workspace.changed()
}

/** Told while the channel can still be looked up, as it is gone from then on. */
export function removeChannel({ workspace, tell }: Town, channel: Channel): void {
  tell({ type: kindOf(channel, 'deleted'), channel: channel.id, actor_id: ADMIN, event_ts: workspace.nextTs() })
  workspace.channels.delete(channel.id)
  workspace.changed()
}

/** @param change  What is different about this person now. */
export function changeUser(
  { workspace, tell }: Town,
  user: UserRecord,
  change: Partial<Pick<UserRecord, 'kind' | 'name'>>,
): void {
  Object.assign(user, change)
  workspace.changed()
  const ts = workspace.nextTs()
  tell({ type: 'user_change', user: wireUser(user, workspace), cache_ts: Math.floor(Number(ts)), event_ts: ts })
}

export function setMembers({ workspace, tell }: Town, group: Usergroup, users: readonly string[]): void {
  const added = users.filter(user => !group.users.includes(user))
  const removed = group.users.filter(user => !users.includes(user))
  group.users = [...users]
  workspace.changed()
  const ts = workspace.nextTs()
  tell({
    type: 'subteam_members_changed',
    subteam_id: group.id,
    team_id: TEAM,
    date_previous_update: 0,
    date_update: Math.floor(Number(ts)),
    added_users: added,
    added_users_count: added.length,
    removed_users: removed,
    removed_users_count: removed.length,
    event_ts: ts,
  })
}

function kindOf(channel: Channel, what: string): string {
  return `${channel.isPrivate ? 'group' : 'channel'}_${what}`
}

function memberOf(workspace: Workspace, channel: Channel, user: string): object {
  const stranger = workspace.users.get(user)?.kind === 'stranger'
  const team = stranger ? 'T0ELSEWHERE' : TEAM
  return { user, channel: channel.id, channel_type: 'C', team, event_ts: workspace.nextTs() }
}
