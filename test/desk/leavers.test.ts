/**
 * Who leaves the channel, or staff, has no case any more: at once where Slack tells, next morning where nobody did.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { colleague, showsOnCard } from '../support/cards.ts'
import { asksQuestion, type Thread, threadOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

async function caseOf(name: string): Promise<{ readonly thread: Thread; readonly user: SlackUser }> {
  const person = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(person))
  const user = colleague(town, thread, name)
  // Taken by Folkmoot when this resolves: what it knew of the channel before is forgotten.
  await town.slack.dispatch({ type: 'member_joined_channel', user: user.id, channel: thread.channel })
  user.presses(thread.channel, thread.ts, 'claim')
  await showsOnCard(town, thread, new RegExp(`With\\s*: ${name}`))
  return { thread, user }
}

async function unassigned(thread: Thread, name: string): Promise<void> {
  await showsOnCard(town, thread, /With\s*: nobody yet/)
  const said = `${name} is not in the channel any more: nobody has this case now.`
  await eventually(() => expect(thread.posts().filter(post => post.includes(said))).toHaveLength(1))
}

const unassignments = async () =>
  town.connections.db.selectFrom('case_events').select(['actor', 'detail']).where('kind', '=', 'unassigned').execute()

test('who leaves the channel has the case no more; leaving another channel changes nothing', async () => {
  const { thread, user } = await caseOf('Tom')
  const other = town.slack.channels.find(({ id }) => id !== thread.channel)!.id
  town.slack.join(user, other)
  town.slack.leave(user, other)
  await town.slack.dispatch({ type: 'member_left_channel', user: user.id, channel: other })
  expect(await unassignments()).toEqual([])
  town.slack.leave(user, thread.channel)
  await unassigned(thread, 'Tom')
  expect(await unassignments()).toEqual([{ actor: 'folkmoot', detail: { from: user.id } }])
})

test('who is deactivated, too', async () => {
  const { thread, user } = await caseOf('Uma')
  town.slack.deactivate(user)
  await unassigned(thread, 'Uma')
})

test('what slack told nobody is found in the morning', async () => {
  const { thread, user } = await caseOf('Vic')
  const channel = town.slack.channels.find(({ id }) => id === thread.channel)!
  await town.stop()
  channel.members.delete(user.id)
  await town.start()
  await town.moveClock(24 * 3_600_000)
  await unassigned(thread, 'Vic')
})
