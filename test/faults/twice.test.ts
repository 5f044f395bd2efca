/**
 * Everything may be delivered twice, and everything may come at once.
 */
import { expect, test } from 'vitest'
import { asksQuestion, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown } from '../support/town.ts'

test('every update of Telegram delivered twice is answered once', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const answers = [/What would you like to know/, /What is it about/, /Is this right/, /reference is \*{0,2}HB-1001/]
  for (const [n, words] of ['/ask', 'When does the library open?', 'Not sure', 'Send question'].entries()) {
    town.telegram.redeliver(ana.says(words))
    await hears(ana, answers[n]!)
  }
  await eventually(() => expect(town.telegram.pending).toBe(0))
  await threadOf(town, 'HB-1001')
  expect(ana.heard()).toHaveLength(4)
  expect(await countOf(town, 'cases')).toBe(1)
})

test('every event of Discord dispatched twice is answered once', async () => {
  await using town = await startTown()
  const ben = town.discord.addPerson({ username: 'ben', locale: 'en-GB' })
  const answers = [/What would you like to know/, /What is it about/, /Is this right/, /reference is \*{0,2}HB-1001/]
  town.discord.redeliver(ben.commands('ask'))
  await hears(ben, answers[0]!)
  for (const [n, words] of ['When does the library open?', 'Not sure', 'Send question'].entries()) {
    town.discord.redeliver(ben.says(words))
    await hears(ben, answers[n + 1]!)
  }
  await threadOf(town, 'HB-1001')
  expect(ben.heard()).toHaveLength(4)
})

test('every event of Slack delivered twice is acted on once', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(ana))
  const event = town.priya.writes(thread.channel, 'From ten to four.', { thread: thread.ts })
  await town.slack.redeliver(event)
  await hears(ana, /From ten to four/)
  await town.slack.redeliver(event)
  town.priya.writes(thread.channel, 'And on Mondays too.', { thread: thread.ts })
  await hears(ana, /And on Mondays too/)
  expect(ana.heard().filter(text => text.includes('From ten to four'))).toHaveLength(1)
})

test('three messages 3 ms apart are three answers to three questions', async () => {
  await using town = await startTown()
  const people = Array.from({ length: 20 }, (_, n) =>
    town.telegram.addPerson({ firstName: `P${n}`, languageCode: 'en' }),
  )
  for (const words of ['/ask', 'When does the library open?', 'Not sure', 'Send question']) {
    for (const person of people) person.says(words)
    await new Promise(resolve => setTimeout(resolve, 3))
  }
  for (const person of people) await hears(person, /reference is/)
  const { rows } = await town.connections.pool.query(`select words->>'text' as words from cases`)
  expect(rows).toHaveLength(people.length)
  expect(new Set(rows.map(r => r.words))).toEqual(new Set(['When does the library open?']))
})

async function countOf(town: Awaited<ReturnType<typeof startTown>>, table: string): Promise<number> {
  const { rows } = await town.connections.pool.query(`select count(*)::integer as n from ${table}`)
  return rows[0].n
}
