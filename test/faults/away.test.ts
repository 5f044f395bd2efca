/**
 * Networks that are away, slow, or refuse; and residents who do.
 */
import { expect, test } from 'vitest'
import { asksQuestion, commands, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown } from '../support/town.ts'

test('a network that was down gets everything, once and in order, when it is back', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))

  town.telegram.faults.on('sendMessage', { kind: 'reset' })
  const first = town.priya.writes(thread.channel, 'First.', { thread: thread.ts })
  const second = town.priya.writes(thread.channel, 'Second.', { thread: thread.ts })
  await eventually(() => expect(thread.marks(first.event.ts as string)).toEqual(['hourglass_flowing_sand']))
  await eventually(async () => expect(await attempts()).toBeGreaterThan(2))
  town.telegram.faults.clear()

  await hears(ana, /Second\./)
  expect(
    ana
      .heard()
      .slice(-2)
      .map(text => text.split('\n')[1]),
  ).toEqual(['First.', 'Second.'])
  for (const { event } of [first, second])
    await eventually(() => expect(thread.marks(event.ts as string)).toEqual(['white_check_mark']))

  async function attempts(): Promise<number> {
    const { rows } = await town.connections.pool.query('select max(attempts) as n from outbox')
    return rows[0].n
  }
})

test('a storm of "slow down" delays, and loses nothing', async () => {
  await using town = await startTown()
  const people = Array.from({ length: 30 }, (_, n) =>
    town.telegram.addPerson({ firstName: `P${n}`, languageCode: 'en' }),
  )
  town.telegram.faults.on('sendMessage', { kind: 'status', status: 429, retryAfterS: 1 }, 60)
  for (const person of people) person.presses('/ask')
  for (const person of people) await hears(person, /What would you like to know/, 20_000)
  for (const person of people) expect(person.heard()).toHaveLength(1)
})

test('a resident who blocked the bot: the reply fails with its reason, and Retry sends it once they are back', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const ben = town.telegram.addPerson({ firstName: 'Ben', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))
  town.telegram.faults.on('sendMessage', { kind: 'refuse', error: 'Forbidden: bot was blocked by the user' }, 1)

  const reply = town.priya.writes(thread.channel, 'From ten to four.', { thread: thread.ts })
  await eventually(() => expect(thread.marks(reply.event.ts as string)).toEqual(['x']))
  await eventually(() => expect(thread.posts().join('\n')).toMatch(/Not delivered to Ana: they have blocked the bot/))
  await asksQuestion(ben)

  ana.says('I am here again')
  await eventually(() => expect(thread.posts().join('\n')).toMatch(/Ana can be reached on Telegram again/))
  const failure = town.slack.channels
    .find(c => c.id === thread.channel)!
    .messages.find(m => JSON.stringify(m.blocks ?? []).includes('retry-reply'))!
  town.priya.presses(thread.channel, failure.ts, 'retry-reply')
  await hears(ana, /From ten to four/)
  await eventually(() => expect(thread.marks(reply.event.ts as string)).toEqual(['white_check_mark']))
})

test('Slack that was down gets the card and what came after it, in order', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  town.slack.faults.on('chat.postMessage', { kind: 'status', status: 503 })
  const reference = await asksQuestion(ana)
  ana.says('And on holidays?')
  await hears(ana, /Passed on to/)
  town.slack.faults.clear()
  const thread = await threadOf(town, reference)
  await eventually(() => expect(thread.posts().join('\n')).toContain('And on holidays?'))
})

test('while Slack cannot say who somebody is, what they wrote waits and is not refused', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))
  town.slack.faults.on('users.info', { kind: 'status', status: 503 }, 2)
  const reply = town.priya.writes(thread.channel, 'From ten to four.', { thread: thread.ts })
  await hears(ana, /From ten to four/)
  await eventually(() => expect(thread.marks(reply.event.ts as string)).toEqual(['white_check_mark']))
})

test('a first-ever message while Discord cannot be reached for a moment is answered once it is back', async () => {
  await using town = await startTown()
  const ben = town.discord.addPerson({ username: 'ben', locale: 'en-GB' })
  town.discord.faults.on('gateway', { kind: 'reset' }, 3)
  town.discord.gateway.drop({ invalidate: false })
  ben.says('Hello')
  await eventually(() => expect(town.discord.faults.any).toBe(false))
  // discord.js pauses between its attempts, and a busy machine makes each of them longer.
  await hears(ben, /What would you like to do/, 25_000)
})

test('a send that arrived though its answer was lost stands once where the network can tell', async () => {
  await using town = await startTown()
  const ben = town.discord.addPerson({ username: 'ben', locale: 'en-GB' })
  const thread = await threadOf(town, await asksQuestion(ben))
  town.discord.faults.on('POST /channels/:id/messages', { kind: 'resetAfter' }, 1)
  town.priya.writes(thread.channel, 'From ten to four.', { thread: thread.ts })
  await eventually(() => expect(thread.marks(lastOf(thread.channel))).toEqual(['white_check_mark']))
  expect(ben.heard().filter(text => text.includes('From ten to four'))).toHaveLength(1)

  town.slack.faults.on('chat.postMessage', { kind: 'resetAfter' }, 1)
  commands(ben, 'cancel')
  ben.says('Thank you!')
  await eventually(() => expect(thread.posts().filter(p => p.includes('Thank you!'))).toHaveLength(1))

  function lastOf(channel: string): string {
    return town.slack.channels.find(c => c.id === channel)!.messages.findLast(m => m.user === town.priya.id)!.ts
  }
})
