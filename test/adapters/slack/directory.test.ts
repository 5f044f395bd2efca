/**
 * Who may reach residents, and how people, groups and channels are called.
 */
import { expect, test, vi } from 'vitest'
import type { SlackUser } from '../../../sandbox/slack/staff.ts'
import type { SlackStandIn } from '../../../sandbox/slack/stand-in.ts'
import type { UserKind } from '../../../sandbox/slack/workspace.ts'
import type { Standing } from '../../../src/core/staff-directory.ts'
import { connect } from './connected.ts'

const IN_CHANNEL: Readonly<Record<UserKind, Standing>> = {
  member: 'agent',
  guest: 'guest',
  stranger: 'stranger',
  bot: 'bot',
  deactivated: 'deactivated',
}

test.for(Object.entries(IN_CHANNEL))('in the channel, a %s is: %s', async ([kind, standing]) => {
  await using connected = await connect('http')
  const { standIn, slack } = connected
  const user = standIn.addUser({ name: 'Priya', kind: kind as UserKind })
  const { id } = standIn.addChannel({ name: 'highways' })
  standIn.join(user, id)
  expect(await slack.directory.standing(id, user.id)).toBe(standing)
})

test('a full member who is not in the channel is an outsider; who is unknown, a stranger', async () => {
  await using connected = await connect('http')
  const { standIn, slack } = connected
  const user = standIn.addUser({ name: 'Tom', kind: 'member' })
  const { id } = standIn.addChannel({ name: 'highways' })
  expect(await slack.directory.standing(id, user.id)).toBe('outsider')
  expect(await slack.directory.standing(id, 'U0NOBODY')).toBe('stranger')
})

test('who leaves the channel is an agent for a minute at most', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    await using connected = await connect('http')
    const { standIn, slack } = connected
    const user = standIn.addUser({ name: 'Priya', kind: 'member' })
    const { id } = standIn.addChannel({ name: 'highways' })
    standIn.join(user, id)
    expect(await slack.directory.standing(id, user.id)).toBe('agent')
    standIn.leave(user, id)
    const calls = standIn.journal.length
    expect(await slack.directory.standing(id, user.id)).toBe('agent')
    expect(standIn.journal).toHaveLength(calls)
    vi.setSystemTime(Date.now() + 60_001)
    expect(await slack.directory.standing(id, user.id)).toBe('outsider')
  } finally {
    vi.useRealTimers()
  }
})

test('a failure is told, and not remembered', async () => {
  await using connected = await connect('http')
  const { standIn, slack } = connected
  const user = standIn.addUser({ name: 'Priya', kind: 'member' })
  const { id } = standIn.addChannel({ name: 'highways' })
  standIn.join(user, id)
  standIn.faults.on('users.info', { kind: 'status', status: 503 }, 1)
  await expect(slack.directory.standing(id, user.id)).rejects.toMatchObject({ name: 'SendError', code: 'UNREACHABLE' })
  expect(await slack.directory.standing(id, user.id)).toBe('agent')
})

test('more members than Slack gives at once', async () => {
  await using connected = await connect('http')
  const { standIn, slack } = connected
  const { id, members } = standIn.addChannel({ name: 'everybody' })
  const users = Array.from({ length: 1_100 }, (_, i) => standIn.addUser({ name: `Person ${i}`, kind: 'member' }))
  // All at once: nobody is told of each.
  for (const user of users) members.add(user.id)
  expect(await slack.directory.standing(id, users.at(-1)!.id)).toBe('agent')
})

test('people, groups and channels have names; the rest have none', async () => {
  await using connected = await connect('http')
  const { standIn, slack } = connected
  const user = standIn.addUser({ name: 'Priya Shah', kind: 'member' })
  const { id } = standIn.addChannel({ name: 'highways' })
  standIn.addUsergroup({ id: 'S0CREW', handle: 'crew', name: 'The crew' })
  const names = await Promise.all([user.id, 'S0CREW', id, 'U0NOBODY', 'S0NONE', 'C0NONE'].map(slack.directory.nameOf))
  expect(names).toEqual(['Priya Shah', 'crew', 'highways', '', '', ''])
})

test('people are among others by their id or by a group; a group that is gone has nobody in it', async () => {
  await using connected = await connect('http')
  const { standIn, slack } = connected
  const [priya, tom] = ['Priya', 'Tom'].map(name => standIn.addUser({ name, kind: 'member' })) as [SlackUser, SlackUser]
  standIn.addUsergroup({ id: 'S0CREW', handle: 'crew', name: 'The crew', users: [priya] })
  const { isAmong } = slack.directory
  expect(await isAmong(tom.id, [tom.id])).toBe(true)
  expect(await isAmong(priya.id, [tom.id, 'S0CREW'])).toBe(true)
  expect(await isAmong(tom.id, ['S0CREW', 'S0NONE'])).toBe(false)
})

test('without the scope nobody can tell who is in a group', async () => {
  await using connected = await connect('http')
  const { standIn, slack } = connected
  const priya = standIn.addUser({ name: 'Priya', kind: 'member' })
  standIn.addUsergroup({ id: 'S0CREW', handle: 'crew', name: 'The crew', users: [priya] })
  standIn.scopes.delete('usergroups:read')
  expect(await slack.directory.isAmong(priya.id, [priya.id, 'S0CREW'])).toBe(true)
  expect(await slack.directory.isAmong(priya.id, ['S0CREW'])).toBeUndefined()
})

test.each<[string, (standIn: SlackStandIn, user: SlackUser) => void]>([
  ['left the channel', (standIn, user) => standIn.leave(user, 'C0HIGHWAYS')],
  ['was deactivated', (standIn, user) => standIn.deactivate(user)],
])('who %s is an agent no longer as soon as slack tells', async (_, happens) => {
  await using connected = await connect('http')
  const { standIn, slack, recorder } = connected
  await slack.start(recorder.doors)
  const user = standIn.addUser({ name: 'Priya', kind: 'member' })
  standIn.addChannel({ id: 'C0HIGHWAYS', name: 'highways' })
  standIn.join(user, 'C0HIGHWAYS')
  await expect.poll(() => slack.directory.standing('C0HIGHWAYS', user.id)).toBe('agent')
  happens(standIn, user)
  await expect.poll(() => slack.directory.standing('C0HIGHWAYS', user.id)).not.toBe('agent')
})

test('who joins a channel or a group is in it as soon as slack tells', async () => {
  await using connected = await connect('http')
  const { standIn, slack, recorder } = connected
  await slack.start(recorder.doors)
  const user = standIn.addUser({ name: 'Priya', kind: 'member' })
  const { id: channel } = standIn.addChannel({ name: 'highways' })
  standIn.addUsergroup({ id: 'S0CREW', handle: 'crew', name: 'The crew' })
  expect(await slack.directory.standing(channel, user.id)).toBe('outsider')
  expect(await slack.directory.isAmong(user.id, ['S0CREW'])).toBe(false)
  standIn.join(user, channel)
  standIn.setUsergroup('S0CREW', [user])
  await expect.poll(() => slack.directory.standing(channel, user.id)).toBe('agent')
  await expect.poll(() => slack.directory.isAmong(user.id, ['S0CREW'])).toBe(true)
})

test('a channel has its new name as soon as slack tells', async () => {
  await using connected = await connect('http')
  const { standIn, slack, recorder } = connected
  await slack.start(recorder.doors)
  const { id } = standIn.addChannel({ name: 'highways' })
  expect(await slack.directory.nameOf(id)).toBe('highways')
  standIn.rename(id, 'roads')
  await expect.poll(() => slack.directory.nameOf(id)).toBe('roads')
})
