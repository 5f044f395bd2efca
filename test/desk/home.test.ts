/**
 * App Home: one's own cases, the queue of one's departments, and for admins how Folkmoot stands.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { showsOnCard } from '../support/cards.ts'
import { homeOf, leavesOutLessons } from '../support/home.ts'
import { asksQuestion, type Thread, threadOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let thread: Thread
const references: string[] = []

beforeAll(async () => {
  town = await startTown()
  for (let n = 0; n < 12; n += 1) {
    const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
    references.push(await asksQuestion(ana, n === 3 ? 'Is the café open?' : `Lamp ${n}?`))
  }
  thread = await threadOf(town, references[0]!)
  for (const reference of references) await threadOf(town, reference)
})
afterAll(async () => {
  await town[Symbol.asyncDispose]()
})

async function shows(user: SlackUser, words: RegExp): Promise<string> {
  return eventually(() => {
    expect(homeOf(user)).toMatch(words)
    return homeOf(user)
  })
}

test('who has no case sees the queue of their departments, each with its thread; then their own', async () => {
  const { priya } = town
  await leavesOutLessons(priya)
  const queue = await shows(priya, /12 cases/)
  expect(queue).toMatch(/Mine \(0\)/)
  expect(queue).toContain(references[0])
  expect(queue).not.toContain(references[11])
  expect(JSON.stringify(priya.home!.view.blocks)).toContain(
    `/archives/${thread.channel}/p${thread.ts.replace('.', '')}`,
  )
  priya.pressesIn('home', 'turn')
  await shows(priya, new RegExp(references[11]!))
  expect(homeOf(priya)).not.toContain(`${references[0]} `)
  priya.presses(thread.channel, thread.ts, 'claim')
  await showsOnCard(town, thread, /With\s*: Priya/)
  priya.pressesIn('home', 'show')
  await shows(priya, /Mine \(1\)[\s\S]*1 case/)
  expect(homeOf(priya)).toContain(references[0])
  expect(homeOf(priya)).not.toContain(references[1])
})

test('the queue is sifted by what is chosen and typed, and all of it cleared at once', async () => {
  const omar = town.slack.addUser({ name: 'Omar', kind: 'member' })
  town.slack.join(omar, thread.channel)
  await leavesOutLessons(omar)
  await shows(omar, /12 cases/)
  omar.pressesIn('home', 'words', 'CAFE')
  await shows(omar, /1 case\b/)
  expect(homeOf(omar)).toContain(references[3])
  omar.pressesIn('home', 'assignee', town.priya.id)
  await shows(omar, /No open case is like that/)
  omar.pressesIn('home', 'clear')
  await shows(omar, /12 cases/)
  omar.pressesIn('home', 'assignee', town.priya.id)
  await shows(omar, /1 case\b/)
  omar.pressesIn('home', 'assignee', '-')
  await shows(omar, /11 cases/)
  omar.pressesIn('home', 'due', 'overdue')
  await shows(omar, /No open case is like that/)
  town.advance(90 * 86_400_000)
  omar.opensHome()
  await shows(omar, /11 cases[\s\S]*overdue/)
  town.advance(-90 * 86_400_000)
})

test('two choices at once both count', async () => {
  const lea = town.slack.addUser({ name: 'Lea', kind: 'member' })
  town.slack.join(lea, thread.channel)
  await leavesOutLessons(lea)
  await shows(lea, /12 cases/)
  lea.pressesIn('home', 'assignee', town.priya.id)
  lea.pressesIn('home', 'status', 'new')
  await shows(lea, /1 case\b/)
})

test('strangers, guests and members of no department see one sentence; a forged press shows nothing more', async () => {
  for (const kind of ['guest', 'stranger', 'member'] as const) {
    const user = town.slack.addUser({ name: `No ${kind}`, kind })
    user.opensHome()
    expect(await shows(user, /./)).toBe(
      'Only full members of this workspace who are in a department’s channel can ask that.',
    )
  }
  town.priya.opensHome()
  await shows(town.priya, /Mine/)
  const body = town.priya.pressesIn('home', 'show')
  const forge = (values: object, view: object = {}) =>
    town.slack.interact({ ...body, ...values, view: { ...Object(body.view), hash: '', ...view } })
  for (const private_metadata of [
    '',
    '[]',
    '{"list":"health","page":-1}',
    '{"page":1e9}',
    'null',
    '{"list":"__proto__"}',
  ]) {
    expect(await forge({}, { private_metadata })).toMatchObject({ taken: true })
    expect(
      await forge({ actions: [{ type: 'button', action_id: 'turn', value: '99999' }] }, { private_metadata }),
    ).toMatchObject({ taken: true })
  }
  expect(await forge({ actions: [{ type: 'button', action_id: 'show', value: 'health' }] })).toMatchObject({
    taken: true,
  })
  await shows(town.priya, /cases/)
  expect(homeOf(town.priya)).not.toContain('How Folkmoot stands')
})

test('admins see how Folkmoot stands and what went wrong, without anybody’s words', async () => {
  const admin = town.slack.addUser({ name: 'Ada', kind: 'member', id: town.place.admins[0]! })
  const ben = town.telegram.addPerson({ firstName: 'Ben', languageCode: 'en' })
  const about = await threadOf(town, await asksQuestion(ben, 'My secret question?'))
  ben.blocks()
  const { event } = town.priya.writes(about.channel, 'Open till nine.', { thread: about.ts })
  await eventually(() => expect(about.marks(String(event.ts))).toEqual(['x']))
  await leavesOutLessons(admin)
  await shows(admin, /Health/)
  admin.pressesIn('home', 'show#3')
  const health = await shows(admin, /How Folkmoot stands/)
  expect(health).toMatch(/Folkmoot works\.[\s\S]*Slack: all is well/)
  expect(health).toMatch(/Telegram: messages that were not delivered: 1/)
  expect(health).not.toContain('secret')
})
