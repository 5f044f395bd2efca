/**
 * Two cases about one thing: one goes on as the other, everybody hears what becomes of it, nobody hears what another said.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { choosesInMenu, labelsOn, opensForm, showsOnCard, whispersTo } from '../support/cards.ts'
import { asksQuestion, hears, type Thread, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let lead: SlackUser
beforeAll(async () => {
  town = await startTown()
  lead = town.slack.addUser({ name: 'Lea', kind: 'member', id: 'U0LEAD' })
  for (const { channel } of town.place.departments.values()) town.slack.join(lead, channel)
})
afterAll(() => town[Symbol.asyncDispose]())

interface Pair {
  readonly ana: TelegramPerson
  readonly ben: DiscordPerson
  /** Ana's case, in which Ben's goes on. */
  readonly first: { readonly reference: string; readonly thread: Thread }
  readonly second: { readonly reference: string; readonly thread: Thread }
}

const idOf = (reference: string) => reference.split('-')[1]!

async function merged(): Promise<Pair> {
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const ben = town.discord.addPerson({ username: 'ben', globalName: 'Ben', locale: 'en-GB' })
  const one = await asksQuestion(ana, 'The swings are broken, my daughter Zoe fell.')
  const two = await asksQuestion(ben, 'Swings in the park are rusty.')
  const first = { reference: one, thread: await threadOf(town, one) }
  const second = { reference: two, thread: await threadOf(town, two) }
  await choosesInMenu(town, town.priya, second.thread, 'merge')
  await town.priya.looksUp('view', 'into', one)
  await town.priya.submits({ into: idOf(one) })
  expect(town.priya.view).toBeUndefined()
  await hears(ben, new RegExp(`${two}.*told us about this before.*${one}`))
  return { ana, ben, first, second }
}

test('the merged case is closed and points to the other; replies and statuses of that reach everybody, each where they are', async () => {
  const { ana, ben, first, second } = await merged()
  await showsOnCard(town, second.thread, new RegExp(`Goes on as\\s*:\\s+${first.reference}`))
  await showsOnCard(town, first.thread, /Also told\s*:\s+Ben/)
  expect(labelsOn(town, second.thread)).toEqual([])
  await eventually(() =>
    expect(first.thread.posts().join()).toMatch(new RegExp(`merged\\s+${second.reference}\\s+into this`)),
  )

  town.priya.writes(first.thread.channel, 'The carpenter comes on Monday.', { thread: first.thread.ts })
  await hears(ana, /The carpenter comes on Monday/)
  await hears(ben, /The carpenter comes on Monday/)
  await opensForm(town.priya, first.thread, 'status')
  await town.priya.submits({ choice: 'inProgress' })
  await hears(ana, /is working on it/)
  await hears(ben, new RegExp(`${first.reference}.*is working on it`))
  ana.says('Zoe is fine again.')
  await eventually(() => expect(first.thread.posts().join()).toMatch(/Zoe is fine again/))
  expect(ben.heard().join()).not.toMatch(/Zoe/)
})

test('what is written in the merged thread goes to nobody, and says where to write', async () => {
  const { ben, first, second } = await merged()
  const before = whispersTo(town, town.priya).length
  const written = town.priya.writes(second.thread.channel, 'To Ben alone.', { thread: second.thread.ts })
  await eventually(() =>
    expect(whispersTo(town, town.priya).slice(before).join()).toMatch(`goes on as ${first.reference}`),
  )
  await eventually(() => expect(second.thread.marks(written.event.ts as string)).toEqual(['x']))
  expect(ben.heard().join()).not.toMatch(/To Ben alone/)
})

test('who was not reached stands in one list with one Retry, which goes to those alone', async () => {
  const { ana, ben, first } = await merged()
  const cem = town.telegram.addPerson({ firstName: 'Cem', languageCode: 'en' })
  const three = await asksQuestion(cem, 'Swings!')
  await choosesInMenu(town, town.priya, await threadOf(town, three), 'merge')
  await town.priya.looksUp('view', 'into', first.reference)
  await town.priya.submits({ into: idOf(first.reference) })
  await hears(cem, /told us about this before/)

  ben.closesDms()
  cem.blocks()
  const written = town.priya.writes(first.thread.channel, 'Mended.', { thread: first.thread.ts })
  await hears(ana, /Mended/)
  const lists = () => messagesOf(first.thread).filter(m => /Not delivered/.test(wordsOf(m)))
  const list = await eventually(() => {
    expect(lists()).toHaveLength(1)
    return lists()[0]!
  })
  expect(wordsOf(list)).toMatch(/to Ben: they have[\s\S]*to Cem: they have/)
  expect(buttonsOf(list).map(({ label }) => label)).toEqual(['Retry'])
  await eventually(() => expect(first.thread.marks(written.event.ts as string)).toEqual(['x']))

  ben.opensDms()
  cem.unblocks()
  town.priya.presses(first.thread.channel, list.ts, 'retry-reply')
  await hears(ben, /Mended/)
  await hears(cem, /Mended/)
  await eventually(() => expect(first.thread.marks(written.event.ts as string)).toEqual(['white_check_mark']))
  expect(ana.heard().filter(words => /Mended/.test(words))).toHaveLength(1)
  await eventually(() => expect(lists()).toHaveLength(0))
})

test('what is nearby and of the same category is offered first; words of private cases of others are not shown', async () => {
  const { second: near, first: from } = await pairApart()
  await choosesInMenu(town, town.priya, from.thread, 'merge')
  const offered = await town.priya.looksUp('view', 'into', '')
  expect(offered.map(({ value }) => value)).toEqual([idOf(near.reference)])
  expect(offered[0]!.description?.text).toMatch(/^\d+ m away/)
  const withoutPlace = await town.priya.looksUp('view', 'into', 'swings')
  expect(withoutPlace.length).toBeGreaterThan(0)
  expect(withoutPlace.map(({ description }) => description?.text).join()).not.toMatch(/m away/)
  const { db } = town.connections
  await db.updateTable('cases').set({ department: 'waste' }).where('id', '=', idOf(near.reference)).execute()
  const [hidden] = await town.priya.looksUp('view', 'into', near.reference)
  expect(hidden!.description?.text).not.toMatch(/near/)
  town.priya.dismisses()
})

test('an approver takes it out again: it is open, its resident is told, and hears of the other no more', async () => {
  const { ben, first, second } = await merged()
  const undo = `unmerge ${idOf(second.reference)}`
  await showsOnCard(town, second.thread, /Goes on as/)
  town.priya.presses(second.thread.channel, second.thread.ts, 'menu', undo)
  await eventually(() => expect(whispersTo(town, town.priya).join()).toMatch(/Only approvers/))
  lead.presses(second.thread.channel, second.thread.ts, 'menu', undo)
  await hears(ben, new RegExp(`${second.reference}\\*\\* is open again`))
  await showsOnCard(town, second.thread, /Reopened/)
  town.priya.writes(first.thread.channel, 'For Ana alone.', { thread: first.thread.ts })
  town.priya.writes(second.thread.channel, 'For Ben alone.', { thread: second.thread.ts })
  await hears(ben, /For Ben alone/)
  expect(ben.heard().join()).not.toMatch(/For Ana alone/)
})

function messagesOf({ channel, ts }: Thread) {
  return town.slack.channels.find(c => c.id === channel)!.messages.filter(m => m.thread_ts === ts && m.ts !== ts)
}

/** Two potholes some metres apart, and a third in another part of the town. */
async function pairApart() {
  const { db } = town.connections
  const [latitude, longitude] = town.somewhere
  const places = [
    { latitude, longitude, words: 'here' },
    { latitude: latitude + 0.001, longitude, words: 'near' },
    { latitude: latitude + 0.02, longitude, words: 'far' },
  ]
  const found: { reference: string; thread: Thread }[] = []
  for (const { words, ...point } of places) {
    const person = town.telegram.addPerson({ firstName: 'Dia', languageCode: 'en' })
    const reference = await asksQuestion(person, words)
    await db
      .updateTable('cases')
      .set({ ...point, category: 'pothole' })
      .where('id', '=', idOf(reference))
      .execute()
    found.push({ reference, thread: await threadOf(town, reference) })
  }
  return { first: found[0]!, second: found[1]! }
}

test('a case does not go into itself, nor into one that is settled', async () => {
  const { first, second } = await merged()
  await choosesInMenu(town, town.priya, first.thread, 'merge')
  await town.priya.looksUp('view', 'into', first.reference)
  expect(await town.priya.looksUp('view', 'into', second.reference)).toEqual([])
  town.priya.dismisses()
})
