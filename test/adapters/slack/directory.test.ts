/**
 * Who may reach residents, and how people, groups and channels are called.
 */
import { expect, test, vi } from 'vitest'
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
  const { id } = standIn.addChannel({ name: 'everybody' })
  const users = Array.from({ length: 1_100 }, (_, i) => standIn.addUser({ name: `Person ${i}`, kind: 'member' }))
  for (const user of users) standIn.join(user, id)
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
