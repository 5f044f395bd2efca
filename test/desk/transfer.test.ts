/**
 * A case goes to another department, by hand or with its category: a card there, both threads linked, its resident told, and
 * the thread before still good for writing and pressing.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { cardOf, choosesInMenu, labelsOn, showsOnCard, whispersTo } from '../support/cards.ts'
import { hears, opensCase, type Thread, threadIn, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
/** A member of the front desk alone. */
let lea: SlackUser
beforeAll(async () => {
  town = await startTown()
  lea = town.slack.addUser({ name: 'Lea', kind: 'member' })
  town.slack.join(lea, channelOf('desk'))
})
afterAll(() => town[Symbol.asyncDispose]())

const channelOf = (department: string) => town.place.departments.get(department)!.channel

async function transfers(user: SlackUser, thread: Thread, department: string, reason = 'It is about trees.') {
  await choosesInMenu(town, user, thread, 'transfer')
  await user.submits({ department, reason })
}

test('a new card, both threads linked, and the resident told who has it and until when', async () => {
  const { person, reference, thread } = await opensCase(town, 'Ana')
  await transfers(town.priya, thread, 'parks')
  expect(town.priya.view).toBeUndefined()
  await hears(person, new RegExp(`${reference}: Parks and beaches has it now, and you will hear from them by \\w+day`))

  const there = await threadIn(town, reference, channelOf('parks'))
  expect(wordsOf(cardOf(town, there))).toMatch(/Department\s*: Parks and beaches/)
  const here = await eventually(() => {
    expect(there.posts()).toHaveLength(1)
    return there.posts()[0]
  })
  expect(here).toMatch(/Priya\s+brought this here from\s+Front desk\s*\.\s*It is about trees\.\s*The thread before/)
  expect(JSON.stringify(town.slack.channels.find(c => c.id === there.channel)!.messages)).toContain(
    `/archives/${thread.channel}/p${thread.ts.replace('.', '')}`,
  )
  // Another channel, which waits for none.
  await eventually(() =>
    expect(thread.posts()).toEqual([
      expect.stringMatching(/Priya\s+gave this to\s+Parks and beaches\s*\.\s*It is about trees\./),
    ]),
  )
  await showsOnCard(town, thread, /Goes on with\s*:\s+Parks and beaches/)
  expect(JSON.stringify(cardOf(town, thread))).toContain(`/archives/${there.channel}/p${there.ts.replace('.', '')}`)
  expect(labelsOn(town, thread)).toEqual([])
})

test('the clocks are those of the department that has it; nobody has it there yet; the record keeps what was', async () => {
  const { reference, thread } = await opensCase(town, 'Ben')
  const id = reference.split('-')[1]!
  const { db } = town.connections
  const due = () => db.selectFrom('cases').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  town.priya.presses(thread.channel, thread.ts, 'claim')
  await showsOnCard(town, thread, /With\s*: Priya/)
  const before = await due()
  town.advance(3_600_000)
  await transfers(town.priya, thread, 'streetlights')
  const after = await due()
  expect(after).toMatchObject({ department: 'streetlights', assignee: null })
  expect(after.reply_due_at).not.toEqual(before.reply_due_at)
  const event = await db
    .selectFrom('case_events')
    .select(['actor', 'detail'])
    .where('case_id', '=', id)
    .where('kind', '=', 'transferred')
    .executeTakeFirstOrThrow()
  expect(event).toMatchObject({ actor: town.priya.id, detail: { from: 'desk', to: 'streetlights' } })
})

test('what is written in the thread before reaches the resident, is shown in the other, and says once where the case is', async () => {
  const { person, reference, thread } = await opensCase(town, 'Cem')
  await transfers(town.priya, thread, 'parks')
  const there = await threadIn(town, reference, channelOf('parks'))
  town.priya.writes(thread.channel, 'We asked the gardeners.', { thread: thread.ts })
  await hears(person, /We asked the gardeners/)
  await eventually(() => expect(there.posts().join()).toMatch(/Priya, in an earlier thread\s+We asked the gardeners/))
  const told = () => thread.posts().filter(post => /Parks and beaches has this case now/.test(post))
  await eventually(() => expect(told()).toHaveLength(1))
  town.priya.writes(thread.channel, 'note: they answer tomorrow', { thread: thread.ts })
  await eventually(() => expect(there.posts().join()).toMatch(/they answer tomorrow/))
  expect(told()).toHaveLength(1)
  person.says('Thank you!')
  await eventually(() => expect(there.posts().join()).toMatch(/Thank you!/))
  expect(thread.posts().join()).not.toMatch(/Thank you!/)
})

test('a button of the card before works for who sees it there, though they are not in the other channel', async () => {
  const { thread } = await opensCase(town, 'Dia')
  // Both have the form before them: one is quicker.
  await choosesInMenu(town, town.priya, thread, 'transfer')
  await choosesInMenu(town, lea, thread, 'transfer')
  await town.priya.submits({ department: 'parks', reason: 'Trees.' })
  await lea.submits({ department: 'highways', reason: 'Roads.' })
  expect(lea.view?.errors).toEqual({ department: expect.stringMatching(/gone to another department/) })
  lea.dismisses()
})

test('a wrong category: what fits of the answers stays, and whoever takes such cases there gets it', async () => {
  const { person, reference, thread } = await opensCase(town, 'Eli')
  await choosesInMenu(town, town.priya, thread, 'category')
  await town.priya.submits({ category: 'pothole' })
  const there = await threadIn(town, reference, channelOf('highways'))
  await hears(person, /Highways has it now/)
  expect(wordsOf(cardOf(town, there))).toMatch(/Pothole/)
  await eventually(() => expect(there.posts().join()).toMatch(/Priya\s+set the category to\s+Pothole/))

  const answers = JSON.stringify([{ key: 'depth', value: 'ankle' }])
  const { db } = town.connections
  await db.updateTable('cases').set({ answers }).where('id', '=', reference.split('-')[1]!).execute()
  await choosesInMenu(town, town.priya, there, 'category')
  await town.priya.submits({ category: 'pavement' })
  await eventually(() => expect(there.posts().join()).toMatch(/does not ask:\s*How deep is it: Up to the ankle/))
  await showsOnCard(town, there, /Pavement or kerb/)
})

test('who is in neither channel may not, and forged values move nothing', async () => {
  const { reference, thread } = await opensCase(town, 'Fay')
  await choosesInMenu(town, town.priya, thread, 'transfer')
  await town.priya.submits({ department: 'parks', reason: '   ' })
  expect(town.priya.view?.errors).toEqual({ reason: 'Please say why.' })
  town.priya.dismisses()
  const zed = town.slack.addUser({ name: 'Zed', kind: 'guest' })
  town.slack.join(zed, thread.channel)
  zed.presses(thread.channel, thread.ts, 'menu', `transfer ${reference.split('-')[1]}`)
  await eventually(() => expect(whispersTo(town, zed).join()).toMatch(/Only full members/))
  expect(zed.view).toBeUndefined()
})
