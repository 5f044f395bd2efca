/**
 * Trouble with a channel: archived, left by the bot, made private, renamed, the token revoked. What is for it waits in its
 * order, new cases go to the front desk, admins hear of it once, and nothing is lost or posted twice.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { choosesInMenu } from '../support/cards.ts'
import { asksQuestion, hears, type Thread, threadIn, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let admin: SlackUser
beforeAll(async () => {
  town = await startTown()
  admin = town.slack.addUser({ name: 'Rae', kind: 'member', id: town.place.admins[0]! })
})
afterAll(() => town[Symbol.asyncDispose]())

const channelOf = (department: string) => town.place.departments.get(department)!.channel

async function caseAt(department: string) {
  const person = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const reference = await asksQuestion(person)
  const first = await threadOf(town, reference)
  if (department === 'desk') return { person, reference, thread: first }
  await choosesInMenu(town, town.priya, first, 'transfer')
  await town.priya.submits({ department, reason: 'Theirs.' })
  const thread = await threadIn(town, reference, channelOf(department))
  await eventually(() => expect(thread.posts()).toHaveLength(1))
  return { person, reference, thread }
}

function directs(): readonly string[] {
  const channel = town.slack.channels.find(c => c.id.startsWith('D') && c.members.has(admin.id))
  return channel?.messages.map(wordsOf) ?? []
}

async function closed() {
  return (
    (await (await fetch(`${town.url()}/readyz`)).json()) as { closed: readonly { door: string; parked: number }[] }
  ).closed
}

async function parked(): Promise<string | undefined> {
  const figures = await (await fetch(`${town.url()}/metrics`)).text()
  return /folkmoot_outbox_parked\{network="slack",kind="conversation"\} (\d+)/.exec(figures)?.[1]
}

const said = (thread: Thread, words: RegExp) => thread.posts().filter(post => words.test(post))

test.each([
  ['archived', 'parks', () => town.slack.archive(channelOf('parks')), () => town.slack.unarchive(channelOf('parks'))],
  [
    'left by the bot',
    'waste',
    () => town.slack.kickBot(channelOf('waste')),
    () => town.slack.inviteBot(channelOf('waste')),
  ],
])(
  'a channel that is %s: words wait in order, admins are told once, and again when it is back',
  async (_, department, close, open) => {
    const { person, thread } = await caseAt(department)
    const before = directs().length
    close()
    person.says('First.')
    person.says('Second.')
    await eventually(() =>
      expect(directs().slice(before)).toEqual([expect.stringMatching(/cannot write to the channel of/)]),
    )
    await eventually(async () => expect(await closed()).toMatchObject([{ door: channelOf(department), parked: 1 }]))
    await eventually(async () => expect(await parked()).toBe('1'))
    expect(said(thread, /First|Second/)).toEqual([])

    open()
    await eventually(() =>
      expect(directs().slice(before + 1)).toEqual([expect.stringMatching(/can write to .* again/)]),
    )
    await eventually(() => expect(said(thread, /First|Second/).join()).toMatch(/First\.[\s\S]*Second\./))
    expect(said(thread, /First\./)).toHaveLength(1)
    expect(said(thread, /Second\./)).toHaveLength(1)
    await eventually(async () => expect(await closed()).toEqual([]))
  },
)

test('the card of a new case goes to the front desk, which says whose it is', async () => {
  const { reference, thread } = await caseAt('desk')
  town.slack.archive(channelOf('parks'))
  const posts = thread.posts().length
  await choosesInMenu(town, town.priya, thread, 'transfer')
  await town.priya.submits({ department: 'parks', reason: 'Trees.' })
  const cards = () =>
    town.slack.channels
      .find(c => c.id === channelOf('desk'))!
      .messages.filter(m => !m.thread_ts || m.thread_ts === m.ts)
  await eventually(() => expect(cards().filter(m => wordsOf(m).includes(reference))).toHaveLength(2))
  const card = cards().findLast(m => wordsOf(m).includes(reference))!
  const replies = () =>
    town.slack.channels
      .find(c => c.id === channelOf('desk'))!
      .messages.filter(m => m.thread_ts === card.ts && m !== card)
  await eventually(() => expect(replies().map(wordsOf).join()).toMatch(/This is for Parks and beaches, whose channel/))
  expect(thread.posts().length).toBeGreaterThanOrEqual(posts)
  town.slack.unarchive(channelOf('parks'))
  await eventually(async () => expect(await closed()).toEqual([]))
})

test('the front desk itself: cards wait, and go out in order when it is back', async () => {
  town.slack.archive(channelOf('desk'))
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const first = await asksQuestion(ana)
  const second = await asksQuestion(town.telegram.addPerson({ firstName: 'Ben', languageCode: 'en' }))
  await eventually(async () => expect(await closed()).toMatchObject([{ door: channelOf('desk'), parked: 2 }]))
  town.slack.unarchive(channelOf('desk'))
  const [one, two] = [await threadOf(town, first), await threadOf(town, second)]
  expect(Number(one.ts)).toBeLessThan(Number(two.ts))
  town.priya.writes(one.channel, 'We are here.', { thread: one.ts })
  await hears(ana, /We are here/)
})

test('a token that was revoked: everything waits, and goes on when it is good again', async () => {
  const { person, thread } = await caseAt('desk')
  town.slack.revokeToken()
  person.says('Is anybody there?')
  await eventually(async () => expect(await closed()).toMatchObject([{ door: 'token', parked: 1 }]))
  town.slack.restoreToken()
  await eventually(() => expect(said(thread, /Is anybody there/)).toHaveLength(1))
})

test('renamed or made private it is the same channel: nothing waits', async () => {
  const { person, thread } = await caseAt('highways')
  town.slack.rename(channelOf('highways'), 'roads')
  town.slack.makePrivate(channelOf('highways'))
  person.says('Still here?')
  await eventually(() => expect(said(thread, /Still here/)).toHaveLength(1))
  expect(await closed()).toEqual([])
})
