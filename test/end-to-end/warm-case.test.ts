/**
 * Where words go that begin nothing: to the one case that is warm, or to the one that the person names.
 */
import { expect, test } from 'vitest'
import { asksQuestion, hears, threadOf } from '../support/talks.ts'
import { eventually, startTown } from '../support/town.ts'

const HOUR_MS = 3_600_000

test.each(['telegram', 'discord'] as const)('on %s, words go to the one warm case, for 72 hours', async network => {
  await using town = await startTown()
  const ana =
    network === 'telegram'
      ? town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
      : town.discord.addPerson({ username: 'ana', locale: 'en-GB' })
  const reference = await asksQuestion(ana)
  const thread = await threadOf(town, reference)
  ana.says('I mean the one by the station')
  await hears(ana, new RegExp(`Passed on to ${reference}`))
  await eventually(() => expect(thread.posts().join('\n')).toContain('the one by the station'))

  town.advance(71 * HOUR_MS)
  ana.says('Anybody there?')
  await eventually(() => expect(thread.posts().join('\n')).toContain('Anybody there?'))

  // The last word either way keeps it warm: a reply does as well.
  town.advance(71 * HOUR_MS)
  town.priya.writes(thread.channel, 'From ten to four.', { thread: thread.ts })
  await hears(ana, /From ten to four/)
  town.advance(71 * HOUR_MS)
  ana.says('Thank you, Priya')
  await eventually(() => expect(thread.posts().join('\n')).toContain('Thank you, Priya'))

  town.advance(73 * HOUR_MS)
  ana.says('Hello again')
  await hears(ana, /What would you like to do\?/)
  expect(thread.posts().join('\n')).not.toContain('Hello again')
})

test('of two warm cases the person says which, once; Cancel passes nothing on', async () => {
  await using town = await startTown()
  const ana = town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
  const first = await asksQuestion(ana, 'When does the library open?')
  const second = await asksQuestion(ana, 'Who cleans the beach?')
  const threads = [await threadOf(town, first), await threadOf(town, second)] as const

  ana.says('On Sundays, I mean')
  await hears(ana, /Which (one|of them)|about/i)
  ana.taps(`${first}: When does the library open?`)
  await eventually(() => expect(threads[0].posts().join('\n')).toContain('On Sundays, I mean'))

  ana.says('Never mind')
  await eventually(() => expect(ana.chat.at(-1)?.reply_markup).toBeDefined())
  ana.says('Cancel')
  await hears(ana, /Nothing was sent|nothing to cancel/)

  ana.says('In August')
  await eventually(() => expect(ana.chat.at(-1)?.reply_markup).toBeDefined())
  ana.says(second)
  await eventually(() => expect(threads[1].posts().join('\n')).toContain('In August'))
  expect(threads.flatMap(t => t.posts()).join('\n')).not.toContain('Never mind')
})
