/**
 * What time brings about while a reply waits for a second person, and where staff find it.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { showsOnCard, whispersTo } from '../support/cards.ts'
import { homeOf, leavesOutLessons } from '../support/home.ts'
import { MARK, marked, writes } from '../support/replies.ts'
import { asksQuestion, hears, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let tom: SlackUser
let lea: SlackUser
let aheadMs = 0

beforeAll(async () => {
  town = await startTown()
  tom = town.slack.addUser({ id: 'U0TRAINEE', name: 'Tom', kind: 'member' })
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  for (const user of [tom, lea]) town.slack.join(user, town.place.departments.get('desk')!.channel)
  aheadMs = Date.parse('2026-11-23T10:00Z') - Date.now()
  town.advance(aheadMs)
})
afterAll(() => town[Symbol.asyncDispose]())

async function itIs(moment: string): Promise<void> {
  const byMs = Date.parse(moment) - (Date.now() + aheadMs)
  aheadMs += byMs
  await town.moveClock(byMs)
}

test('a trainee’s reply: approvers are reminded once, the resident hears once that it is being checked, the digest names it', async () => {
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const reference = await asksQuestion(ana)
  const thread = await threadOf(town, reference)
  await itIs('2026-11-23T16:30Z')
  const ts = writes(tom, thread, 'From ten to four.')
  await marked(thread, ts, MARK.draft)
  await showsOnCard(town, thread, /Wait for approval\s*: 1/)
  const heardBefore = ana.heard()

  // Half an hour of today, and half an hour of tomorrow.
  await itIs('2026-11-24T09:25Z')
  expect(thread.posts().join('\n')).not.toMatch(/for an hour/)
  const digest = () =>
    town.slack.channels
      .find(c => c.id === thread.channel)!
      .messages.filter(m => m.thread_ts === undefined && wordsOf(m).includes('what waits this morning'))
      .map(wordsOf)
      .join('\n')
  await eventually(() => expect(digest()).toMatch(/Waiting for approval\s*: 1[\s\S]*HB-/))
  await itIs('2026-11-24T09:35Z')
  await eventually(() => expect(thread.posts().join('\n')).toMatch(/A reply of\s+Tom\s+to\s+Ana\s+has been waiting/))
  await itIs('2026-11-24T09:45Z')
  expect(ana.heard()).toEqual(heardBefore)

  await itIs('2026-11-24T10:30Z')
  expect(await hears(ana, /checking this with a colleague/)).toContain(reference)
  await itIs('2026-11-24T10:40Z')
  await town.stop()
  await town.start()
  await itIs('2026-11-24T10:50Z')

  await leavesOutLessons(lea)
  await eventually(() => expect(homeOf(lea)).toMatch(/For approval \(1\)/))
  lea.pressesIn('home', 'show#2')
  await eventually(() => expect(homeOf(lea)).toMatch(/1 case[\s\S]*HB-/))
  await leavesOutLessons(tom)
  await eventually(() => expect(homeOf(tom)).toContain('Queue'))
  expect(homeOf(tom)).not.toContain('For approval')
  await lea.runs('/moot stats', thread.channel)
  await eventually(() => expect(whispersTo(town, lea).at(-1)).toMatch(/wait for approval now: 1/))

  const question = await eventually(() => {
    const { messages } = town.slack.channels.find(c => c.id === thread.channel)!
    const found = messages.find(m => m.thread_ts === thread.ts && buttonsOf(m).some(b => b.label === 'Approve'))
    expect(found).toBeDefined()
    return found!
  })
  lea.presses(thread.channel, question.ts, 'approve-reply')
  await hears(ana, /From ten to four\./)
  await marked(thread, ts, MARK.sent)
  expect(ana.heard().filter(words => words.includes('checking this'))).toHaveLength(1)
  expect(thread.posts().filter(words => words.includes('for an hour'))).toHaveLength(1)
})
