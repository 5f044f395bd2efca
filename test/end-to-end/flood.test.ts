/**
 * Floods through the real door, on both networks, over a restart.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { asksQuestion, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const WAIT = /^That is a lot at once/
let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

test.each(['telegram', 'discord'] as const)(
  'past 20 messages a minute %s hears one word, then nothing',
  async network => {
    const person =
      network === 'telegram'
        ? town.telegram.addPerson({ firstName: 'Fay', languageCode: 'en' })
        : town.discord.addPerson({ username: 'fay', locale: 'en-GB' })
    for (let said = 1; said <= 20; said += 1) {
      person.says('hello')
      await eventually(() => expect(person.heard()).toHaveLength(said))
    }
    person.says('hello')
    await hears(person, WAIT)
    await town.stop()
    await town.start()
    person.says('hello')
    person.says('hello')
    await eventually(async () => {
      const done = town.connections.db.selectFrom('inbox').select('id').where('done_at', 'is not', null)
      expect(await done.where('network', '=', network).execute()).toHaveLength(23)
    })
    town.advance(60_000)
    person.says('hello')
    await eventually(() => expect(person.heard()).toHaveLength(22))
    expect(person.heard().filter(words => WAIT.test(words))).toHaveLength(1)
  },
)

test('all that is said to an open case arrives', async () => {
  const gil = town.telegram.addPerson({ firstName: 'Gil', languageCode: 'en' })
  const thread = await threadOf(town, await asksQuestion(gil))
  const words = Array.from({ length: 30 }, (_, n) => `and one thing more, number ${n}`)
  for (const one of words) gil.says(one)
  await eventually(() => {
    const posts = thread.posts().join('\n')
    for (const one of words) expect(posts).toContain(one)
  })
  expect(gil.heard().filter(heard => WAIT.test(heard))).toEqual([])
})
