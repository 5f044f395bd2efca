/**
 * Who is who in the workspace, asked of Slack and kept for at most a minute, or until Slack tells that it changed: a
 * person who left a channel reaches no resident from it.
 */
import { type UsersInfoResponse, WebAPIPlatformError, type WebClient } from '@slack/web-api'
import { SendError } from '../../src/core/send-error.ts'
import type { StaffDirectory, Standing } from '../../src/core/staff-directory.ts'
import { toSendError } from './errors.ts'
import { keepFor } from './keep-for.ts'
import { type Fields, fieldsOf, idOf, textOf } from './unknown.ts'

const KEEP_MS = 60_000
/** The most that Slack gives at once. */
const PAGE = 1000

/** What Slack says of people whom we may not see. */
const HIDDEN = new Set(['user_not_found', 'user_not_visible'])

type User = NonNullable<UsersInfoResponse['user']>

/** Events after which something of the directory is out of date, by their type, with what they are subscribed as. */
export const DIRECTORY_EVENTS = {
  member_joined_channel: ['member_joined_channel'],
  member_left_channel: ['member_left_channel'],
  user_change: ['user_change'],
  subteam_updated: ['subteam_updated'],
  subteam_members_changed: ['subteam_members_changed'],
  channel_rename: ['channel_rename'],
  group_rename: ['group_rename'],
} as const

export interface SlackDirectory extends StaffDirectory {
  /** Forgets what an event says is out of date. Other events are none of its business. */
  hear(event: Fields): void
}

/** @param team  Our workspace's id, once Slack has told. Failures are `SendError`s. */
export function createDirectory(client: WebClient, team: () => Promise<string>): SlackDirectory {
  const userOf = keepFor(KEEP_MS, async (user: string) => {
    try {
      return (await client.users.info({ user })).user
    } catch (error) {
      if (error instanceof WebAPIPlatformError && HIDDEN.has(error.data.error)) return undefined
      throw toSendError('users.info', error)
    }
  })
  const membersOf = keepFor(KEEP_MS, (channel: string) => readMembers(client, channel))
  const groupsOf = keepFor(KEEP_MS, async (_: 'all') => {
    const answer = await client.usergroups.list().catch(failed('usergroups.list'))
    return new Map(answer.usergroups?.map(group => [group.id, group.handle ?? group.name]))
  })
  const membersOfGroup = keepFor(KEEP_MS, (group: string) => readGroup(client, group))
  const channelOf = keepFor(KEEP_MS, async (channel: string) => {
    const answer = await client.conversations.info({ channel }).catch(failed('conversations.info'))
    return answer.channel?.name
  })
  const forget: Readonly<Record<keyof typeof DIRECTORY_EVENTS, (event: Fields) => void>> = {
    member_joined_channel: ({ channel }) => membersOf.forget(idOf(channel) ?? ''),
    member_left_channel: ({ channel }) => membersOf.forget(idOf(channel) ?? ''),
    user_change: ({ user }) => userOf.forget(idOf(fieldsOf(user).id) ?? ''),
    subteam_updated({ subteam }) {
      membersOfGroup.forget(idOf(fieldsOf(subteam).id) ?? '')
      groupsOf.forget('all')
    },
    subteam_members_changed: ({ subteam_id: id }) => membersOfGroup.forget(idOf(id) ?? ''),
    channel_rename: ({ channel }) => channelOf.forget(idOf(fieldsOf(channel).id) ?? ''),
    group_rename: ({ channel }) => channelOf.forget(idOf(fieldsOf(channel).id) ?? ''),
  }

  return {
    hear(event) {
      const type = textOf(event.type) ?? ''
      if (Object.hasOwn(forget, type)) forget[type as keyof typeof forget](event)
    },
    async standing(channel, id): Promise<Standing> {
      const user = await userOf(id)
      if (!user) return 'stranger'
      if (user.is_bot || id === 'USLACKBOT') return 'bot'
      if (user.deleted) return 'deactivated'
      if (isStranger(user, await team())) return 'stranger'
      if (user.is_restricted || user.is_ultra_restricted) return 'guest'
      return (await membersOf(channel)).has(id) ? 'agent' : 'outsider'
    },
    /** Groups (S…) and channels (C…, G…) have names too: a mention of them is named like a person. Empty where Slack tells none. */
    async nameOf(id) {
      try {
        if (isGroup(id)) return (await groupsOf('all')).get(id) ?? ''
        if (id.startsWith('C') || id.startsWith('G')) return (await channelOf(id)) ?? ''
        return nameOfUser(await userOf(id))
      } catch (error) {
        if (error instanceof SendError && !error.retryable) return ''
        throw error
      }
    },
    async peopleOf(ids) {
      const groups = await Promise.all(ids.filter(isGroup).map(membersOfGroup))
      return [...new Set([...ids.filter(id => !isGroup(id)), ...groups.flatMap(members => [...(members ?? [])])])]
    },
    async isAmong(user, people) {
      if (people.includes(user)) return true
      const groups = await Promise.all(people.filter(isGroup).map(membersOfGroup))
      if (groups.some(members => members?.has(user))) return true
      return groups.includes(undefined) ? undefined : false
    },
  }
}

function isGroup(id: string): boolean {
  return id.startsWith('S')
}

function nameOfUser(user: User | undefined): string {
  return user?.profile?.display_name || user?.profile?.real_name || user?.real_name || user?.name || ''
}

/** In a grid a person may belong to several workspaces (https://docs.slack.dev/reference/objects/user-object). */
function isStranger(user: User, team: string): boolean {
  const teams = user.enterprise_user?.teams ?? []
  return user.is_stranger === true || (user.team_id !== undefined && user.team_id !== team && !teams.includes(team))
}

async function readMembers(client: WebClient, channel: string): Promise<ReadonlySet<string>> {
  const members = new Set<string>()
  let cursor: string | undefined
  do {
    const page = await client.conversations
      .members({ channel, limit: PAGE, ...(cursor && { cursor }) })
      .catch(failed('conversations.members'))
    for (const member of page.members ?? []) members.add(member)
    cursor = page.response_metadata?.next_cursor
  } while (cursor)
  return members
}

/** @returns Undefined where Slack does not tell: a scope is missing. A group that is gone has no members. */
async function readGroup(client: WebClient, usergroup: string): Promise<ReadonlySet<string> | undefined> {
  try {
    return new Set((await client.usergroups.users.list({ usergroup })).users)
  } catch (error) {
    if (error instanceof WebAPIPlatformError && error.data.error === 'no_such_subteam') return new Set()
    const failure = toSendError('usergroups.users.list', error)
    if (failure.retryable) throw failure
    return undefined
  }
}

function failed(method: string): (error: unknown) => never {
  return error => {
    throw toSendError(method, error)
  }
}
