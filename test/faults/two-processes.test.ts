/**
 * Two processes on one database: each turn once, and what one holds alone the other takes over.
 */
import { expect, test } from 'vitest'
import { talkAtOnce } from '../../sandbox/telegram/crowd.ts'
import { startProcess } from '../support/process.ts'
import { asksQuestion, hears } from '../support/talks.ts'
import { startTown } from '../support/town.ts'

const TURNS = ['/ask', 'When does the library open on Sundays?', 'Not sure', 'Send question']

test('two processes share the work; when one is killed, the other polls on', async () => {
  await using town = await startTown({ started: false })
  await using first = await startProcess(town.env)
  await using second = await startProcess(town.env)
  const { people } = await talkAtOnce(town.telegram, { people: 100, words: TURNS, inFlight: 32 })
  for (const person of people) expect(person.heard()).toHaveLength(TURNS.length)

  await first.kill()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  await asksQuestion(ana)
  const ben = town.discord.addPerson({ username: 'ben', locale: 'en-GB' })
  ben.says('Hello')
  await hears(ben, /What would you like to do/)
  expect(await second.stop()).toBe(0)
})
