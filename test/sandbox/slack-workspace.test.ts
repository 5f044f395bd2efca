/**
 * What happens to people, channels, groups and the token, and how an app hears of it
 * (https://docs.slack.dev/reference/events).
 */
import { expect, test } from 'vitest'
import type { SlackStandIn } from '../../sandbox/slack/stand-in.ts'
import { openRoom, type Room } from './bolt.ts'

const EVENTS = [
  'message.channels',
  'message.groups',
  'message.im',
  'member_joined_channel',
  'member_left_channel',
  'channel_archive',
  'channel_unarchive',
  'channel_rename',
  'channel_deleted',
  'channel_left',
  'group_archive',
  'group_left',
  'user_change',
  'subteam_members_changed',
  'tokens_revoked',
]

interface Heard {
  readonly type: string
  readonly [field: string]: unknown
}

async function hearing() {
  const scopes = ['im:history', 'im:write', 'channels:join']
  const heard: Heard[] = []
  const room = await openRoom({ events: EVENTS, scopes }, {}, app => {
    app.event(/.*/, async ({ event }) => void heard.push({ ...event }))
  })
  await expect.poll(() => heard.map(({ type }) => type)).toEqual(['member_joined_channel'])
  heard.length = 0
  return Object.assign(room, { heard })
}

test.for<[string, (standIn: SlackStandIn, room: Room) => void, object]>([
  [
    'somebody joins',
    (s, { channel }) => s.join(s.addUser({ id: 'U0TOM', name: 'Tom', kind: 'member' }), channel.id),
    { type: 'member_joined_channel', user: 'U0TOM', channel: 'C0HIGHWAYS', team: 'T0FOLKMOOT' },
  ],
  [
    'somebody leaves',
    (s, { priya, channel }) => s.leave(priya, channel.id),
    { type: 'member_left_channel', channel: 'C0HIGHWAYS' },
  ],
  ['the bot is put out', s => s.kickBot('C0HIGHWAYS'), { type: 'channel_left', channel: 'C0HIGHWAYS' }],
  ['a channel is archived', s => s.archive('C0HIGHWAYS'), { type: 'channel_archive', channel: 'C0HIGHWAYS' }],
  [
    'a channel is renamed',
    s => s.rename('C0HIGHWAYS', 'roads'),
    { type: 'channel_rename', channel: { id: 'C0HIGHWAYS', name: 'roads' } },
  ],
  ['a channel is deleted', s => s.removeChannel('C0HIGHWAYS'), { type: 'channel_deleted', channel: 'C0HIGHWAYS' }],
  [
    'somebody is deactivated',
    (s, { priya }) => s.deactivate(priya),
    { type: 'user_change', user: { real_name: 'Priya', deleted: true } },
  ],
  ['the token is revoked', s => s.revokeToken(), { type: 'tokens_revoked', tokens: { bot: ['U0FOLKMOOT'] } }],
])('told: %s', async ([, happens, told]) => {
  await using room = await hearing()
  happens(room.standIn, room)
  await expect.poll(() => room.heard).toMatchObject([told])
})

test('a private channel that is archived is told by another name, and only where the bot is', async () => {
  await using room = await hearing()
  const inside = room.standIn.addChannel({ name: 'inside', isPrivate: true })
  const elsewhere = room.standIn.addChannel({ name: 'elsewhere', isPrivate: true, withoutBot: true })
  room.standIn.archive(elsewhere.id)
  room.standIn.archive(inside.id)
  await expect.poll(() => room.heard).toMatchObject([{ type: 'group_archive', channel: inside.id }])
})

test('who is in a group, and what is told when that changes', async () => {
  await using room = await hearing()
  const { standIn, priya } = room
  const tom = standIn.addUser({ name: 'Tom', kind: 'member' })
  standIn.addUsergroup({ id: 'S0CREW', handle: 'crew', name: 'Crew', users: [priya] })
  expect(await room.call('usergroups.users.list', { usergroup: 'S0CREW' })).toMatchObject({ users: [priya.id] })
  expect(await room.call('usergroups.users.list', { usergroup: 'S0NONE' })).toMatchObject({ error: 'no_such_subteam' })
  standIn.setUsergroup('S0CREW', [tom])
  await expect
    .poll(() => room.heard)
    .toMatchObject([{ subteam_id: 'S0CREW', added_users: [tom.id], removed_users: [priya.id] }])
  expect(await room.call('usergroups.list', { include_users: true })).toMatchObject({
    usergroups: [{ users: [tom.id] }],
  })
})

test('no event without its scope, nor from where the bot is not', async () => {
  await using room = await hearing()
  const { standIn, priya, channel, heard } = room
  const elsewhere = standIn.addChannel({ name: 'elsewhere', withoutBot: true })
  priya.writes(elsewhere.id, 'not heard')
  standIn.scopes.delete('channels:history')
  priya.writes(channel.id, 'not heard either')
  standIn.scopes.add('channels:history')
  priya.writes(channel.id, 'heard')
  await expect.poll(() => heard).toMatchObject([{ type: 'message', text: 'heard', channel_type: 'channel' }])
})

test('a direct message is opened once, and written to', async () => {
  await using room = await hearing()
  const { priya, heard } = room
  const opened = await room.call('conversations.open', { users: priya.id })
  expect(opened).toMatchObject({ ok: true, already_open: false, channel: { id: expect.stringMatching(/^D/) } })
  const { id } = opened.channel as { id: string }
  expect(await room.call('chat.postMessage', { channel: priya.id, text: 'hello' })).toMatchObject({ channel: id })
  priya.writes(id, 'hello yourself')
  await expect.poll(() => heard.at(-1)).toMatchObject({ text: 'hello yourself', channel_type: 'im' })
  expect(await room.call('conversations.open', { users: 'U0NONE' })).toMatchObject({ error: 'user_not_found' })
})

test('what cannot be posted to', async () => {
  await using room = await hearing()
  const { standIn, channel } = room
  const post = () => room.call('chat.postMessage', { channel: channel.id, text: 'hello' })
  standIn.restrict(channel.id, true)
  expect(await post()).toMatchObject({ error: 'restricted_action' })
  standIn.restrict(channel.id, false)
  standIn.revokeToken('account_inactive')
  expect(await post()).toMatchObject({ error: 'account_inactive' })
  standIn.restoreToken()
  expect(await post()).toMatchObject({ ok: true })
  standIn.scopes.delete('im:write')
  expect(await room.call('conversations.open', { users: room.priya.id })).toMatchObject({
    error: 'missing_scope',
    needed: 'im:write',
    provided: expect.stringContaining('chat:write'),
  })
})

test('channels are listed by kind; the bot joins public ones by itself', async () => {
  await using room = await hearing()
  const { standIn } = room
  const open = standIn.addChannel({ name: 'open', withoutBot: true })
  const closed = standIn.addChannel({ name: 'closed', isPrivate: true })
  const ids = async (types?: string) =>
    ((await room.call('conversations.list', { types })).channels as { id: string }[]).map(({ id }) => id)
  expect(await ids()).toEqual(['C0HIGHWAYS', open.id])
  expect(await ids('private_channel')).toEqual([closed.id])
  expect(await room.call('conversations.join', { channel: open.id })).toMatchObject({ channel: { is_member: true } })
  expect(await room.call('conversations.join', { channel: closed.id })).toMatchObject({
    error: 'method_not_supported_for_channel_type',
  })
  await expect.poll(() => room.heard).toMatchObject([{ type: 'member_joined_channel', user: 'U0FOLKMOOT' }])
})
