/**
 * What staff note on a case for each other: priority, tags, a link, hidden from the public; and a call for the approvers.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardOf, choosesInMenu, showsOnCard } from '../support/cards.ts'
import { asksQuestion, type Thread, threadOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

async function newCase() {
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const reference = await asksQuestion(ana)
  return { ana, id: reference.split('-')[1]!, thread: await threadOf(town, reference) }
}

function blocksIn({ channel, ts }: Thread): string {
  const messages = town.slack.channels.find(c => c.id === channel)!.messages
  return JSON.stringify(messages.filter(m => m.thread_ts === ts && m.ts !== ts).map(m => m.blocks))
}

test('priority, tags and a link stand on the card; the form opens with what is there', async () => {
  const { thread } = await newCase()
  await choosesInMenu(town, town.priya, thread, 'details')
  await town.priya.submits({ priority: 'high', tags: 'swings, storm', url: 'https://gis.example/7', label: 'Tree 7' })
  await showsOnCard(town, thread, /Priority\s*:\s+High[\s\S]*Tags\s*:\s+swings, storm[\s\S]*Link\s*:\s+Tree 7/)
  expect(JSON.stringify(cardOf(town, thread))).toContain('https://gis.example/7')
  await choosesInMenu(town, town.priya, thread, 'details')
  await town.priya.submits({ url: 'http://gis.example/7' })
  expect(town.priya.view?.errors).toEqual({ url: expect.stringMatching(/begins with “https/) })
  town.priya.dismisses()
})

test('hidden from the public with a reason, on record, and shown again', async () => {
  const { id, thread } = await newCase()
  await choosesInMenu(town, town.priya, thread, 'details')
  await town.priya.submits({ hidden: 'hidden' })
  expect(town.priya.view?.errors).toEqual({ reason: expect.stringMatching(/goes on record/) })
  await town.priya.submits({ hidden: 'hidden', reason: 'It names a child.' })
  await eventually(() =>
    expect(thread.posts().join()).toMatch(/Priya\s+hid this from the public\.\s*It names a child\./),
  )
  await showsOnCard(town, thread, /Public\s*:\s+Hidden from the public/)
  await choosesInMenu(town, town.priya, thread, 'details')
  await town.priya.submits({ hidden: 'shown' })
  await eventually(() => expect(thread.posts().join()).toMatch(/hides this from the public no more/))
  const { db } = town.connections
  const events = await db
    .selectFrom('case_events')
    .select(['kind', 'actor'])
    .where('case_id', '=', id)
    .orderBy('id')
    .execute()
  expect(events.filter(({ kind }) => kind === 'detailed').map(({ actor }) => actor)).toEqual([
    town.priya.id,
    town.priya.id,
  ])
})

test('escalated: approvers are called into the thread, the priority goes up, the resident hears nothing', async () => {
  const { ana, thread } = await newCase()
  const heard = ana.heard().length
  await choosesInMenu(town, town.priya, thread, 'escalate')
  await town.priya.submits({ reason: 'The mayor asked.' })
  await eventually(() => expect(blocksIn(thread)).toMatch(/"type":"user","user_id":"U0LEAD"/))
  expect(thread.posts().join()).toMatch(/Priya\s+asks for your help with this:\s*The mayor asked\./)
  await showsOnCard(town, thread, /Priority\s*:\s+High/)
  expect(ana.heard()).toHaveLength(heard)
})
