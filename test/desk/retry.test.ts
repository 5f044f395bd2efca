/**
 * A reply that was not delivered: its *Retry* works once, and goes.
 */
import { expect, test } from 'vitest'
import { buttonsOf } from '../contract/slack-reader.ts'
import { whispersTo } from '../support/cards.ts'
import { asksQuestion, hears, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown } from '../support/town.ts'

test('Retry goes when it is pressed; a second failure brings one of its own', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))
  const { messages } = town.slack.channels.find(c => c.id === thread.channel)!
  const failures = () => messages.filter(m => wordsOf(m).includes('Not delivered to Ana'))
  const retries = () => messages.filter(m => buttonsOf(m).some(button => button.label === 'Retry'))

  ana.blocks()
  town.priya.writes(thread.channel, 'From nine to five.', { thread: thread.ts })
  const first = await eventually(() => {
    expect(failures()).toHaveLength(1)
    return failures()[0]!
  })
  town.priya.presses(thread.channel, first.ts, 'retry-reply')
  const second = await eventually(() => {
    expect(retries().filter(m => m !== first)).toHaveLength(1)
    return retries().find(m => m !== first)!
  })
  await eventually(() => expect(wordsOf(first)).toMatch(/not delivered at first\. It was tried again/))
  expect(retries()).toEqual([second])

  ana.unblocks()
  const press = town.priya.presses(thread.channel, second.ts, 'retry-reply')
  await hears(ana, /From nine to five\./)
  await eventually(() => expect(retries()).toEqual([]))
  // Somebody who still had the button before them.
  const [action] = press.actions
  await town.slack.redeliver({
    ...press,
    actions: [{ ...action, action_ts: `${Math.floor(Date.now() / 1000)}.000001` }],
  })
  await eventually(() => expect(whispersTo(town, town.priya)).toEqual(['It is on its way already.']))
  expect(ana.heard().filter(words => words.includes('From nine to five.'))).toHaveLength(1)
})
