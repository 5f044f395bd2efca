/**
 * `/moot panel post`: the invitation to the panel in a Discord channel.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { TOWN_TALK } from '../../sandbox/discord/world.ts'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { whispersTo } from '../support/cards.ts'
import { type PlaceCopy, placeWithAll } from '../support/places.ts'
import { wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let place: PlaceCopy
let town: Town
let channel: string
/** In the panel's channel and in no department's. */
let omar: SlackUser
beforeAll(async () => {
  place = await placeWithAll(['organisers: [U0LEAD]', 'organisers: [U0OMAR]'])
  town = await startTown({ placeFile: place.file })
  omar = town.slack.addUser({ id: 'U0OMAR', name: 'Omar', kind: 'member' })
  channel = town.place.panel!.channel
  town.slack.join(omar, channel)
})
afterAll(async () => {
  await town[Symbol.asyncDispose]()
  await place[Symbol.asyncDispose]()
})

/** What is answered to `/moot panel post`, and where. */
async function asks(user: SlackUser) {
  const answers = () => town.slack.ephemerals.filter(one => one.user === user.id).map(one => one.message)
  const before = answers().length
  await user.runs('/moot panel post', channel)
  return eventually(() => {
    const answer = answers()[before]
    if (!answer) throw new Error('no answer yet')
    return answer
  })
}

const invitations = () =>
  town.discord.serverMessages.filter(({ content }) => content.includes('Have your say in Harbourside'))

test('an organiser posts it; whoever presses it reads what the panel is, for their eyes, and may join', async () => {
  const answer = await asks(omar)
  expect(buttonsOf(answer).map(({ label }) => label)).toEqual(['Post in #town-talk'])
  omar.presses(channel, answer.ts, 'postInvitation')
  await eventually(() => expect(whispersTo(town, omar).at(-1)).toBe('It is on its way to #town-talk.'))
  const [post] = await eventually(() => {
    expect(invitations()).toHaveLength(1)
    return invitations()
  })
  expect(post?.content).toMatch(/At most one survey in 7 days[\s\S]*only you see what comes next/)
  const ben = town.discord.addPerson({ username: 'ben', globalName: 'Ben' })
  ben.taps('Join the panel', post?.id)
  await eventually(() => expect(ben.ephemerals.at(-1)?.content).toMatch(/The panel of Harbourside/))
  ben.taps('Join', ben.ephemerals.at(-1)?.id)
  // pressed twice: once is what was meant
  omar.presses(channel, answer.ts, 'postInvitation')
  await eventually(() => expect(whispersTo(town, omar).at(-1)).toMatch(/It was already posted in #town-talk/))
  expect(invitations()).toHaveLength(1)
  const { db } = town.connections
  await eventually(async () => {
    const members = await db.selectFrom('members').select(['address', 'source', 'direct']).execute()
    expect(members).toEqual([{ address: `discord:${ben.id}`, source: TOWN_TALK, direct: false }])
  })
  expect(ben.ephemerals).toHaveLength(1)
  expect(ben.heard()).toEqual([])
})

test('where it was posted before it is offered anew, with the day', async () => {
  const answer = await asks(omar)
  expect(wordsOf(answer)).toMatch(/It was posted in #town-talk on/)
  expect(buttonsOf(answer).map(({ label }) => label)).toEqual(['Post anew in #town-talk'])
  omar.presses(channel, answer.ts, 'postInvitation')
  await eventually(() => expect(invitations()).toHaveLength(2))
})

test('a channel that does not take it is told to who posted it', async () => {
  town.discord.letWriteInServer(false)
  omar.presses(channel, (await asks(omar)).ts, 'postInvitation')
  await eventually(() => {
    const told = town.slack.channels.flatMap(({ messages }) => messages.map(wordsOf))
    expect(told.filter(words => words.includes('did not take the invitation'))).toHaveLength(1)
  })
  town.discord.letWriteInServer(true)
  expect(buttonsOf(await asks(omar)).map(({ label }) => label)).toEqual(['Post in #town-talk'])
})

test('nobody else is offered it', async () => {
  expect(wordsOf(await asks(town.priya))).toBe('Links to the panel are for those who organise it: ask an admin.')
  expect(buttonsOf(await asks(town.priya))).toEqual([])
})
