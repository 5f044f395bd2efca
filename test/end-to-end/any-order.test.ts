/**
 * People who do all sorts of things in the middle of a report, through the real door, while Folkmoot stops and starts:
 * what they gave is there at the end, as they last put it.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { commands, hears } from '../support/talks.ts'
import { eventually, startTown } from '../support/town.ts'

const SEED = 20_261_123
const PEOPLE = 8

/** None of these answers a question; the edit changes what was given. */
const NOISE = ['voice', 'sticker', 'help', 'oldButton', 'edit', 'report'] as const
type Noise = (typeof NOISE)[number]

test('what was given survives everything, and there is a way out', async () => {
  await using town = await startTown({ started: false })
  const people = Array.from({ length: PEOPLE }, (_, n) => {
    const person = town.telegram.addPerson({ firstName: `P${n}`, languageCode: 'en' })
    return { person, words: `A lamp is out, says number ${n}` }
  })
  await town.start()
  for (const each of people) {
    commands(each.person, 'start')
    await hears(each.person, /What would you like to do/)
    commands(each.person, 'report')
    await hears(each.person, /What is the problem/)
    each.person.says(each.words)
    await hears(each.person, /What is it about/)
  }
  const plan = fc.array(fc.array(fc.constantFrom(...NOISE), { minLength: 3, maxLength: 6 }), {
    minLength: PEOPLE,
    maxLength: PEOPLE,
  })
  const plans = fc.sample(plan, { numRuns: 3, seed: SEED })
  for (const [round, noises] of plans.entries()) {
    for (const [n, each] of people.entries()) {
      for (const noise of noises[n] ?? []) each.words = make(noise, each.person, each.words, round)
    }
    // In the middle of it.
    await town.stop()
    await town.start()
  }
  for (const { person, words } of people) {
    const lane = `telegram:${person.user.id}`
    await eventually(async () => {
      const { db } = town.connections
      const waiting = await db.selectFrom('inbox').select('id').where('lane', '=', lane).where('done_at', 'is', null)
      expect(await waiting.execute()).toEqual([])
      const { state } = await db
        .selectFrom('conversations')
        .select('state')
        .where('address', '=', lane)
        .executeTakeFirstOrThrow()
      expect(state).toMatchObject({ dialogue: { given: { what: { text: words } } } })
    })
  }
  town.advance(60_000)
  for (const { person } of people) {
    commands(person, 'cancel')
    await hears(person, /Nothing was sent/)
    commands(person, 'report')
    await hears(person, /What is the problem/)
  }
})

/** @returns  What the report says from now on. */
function make(noise: Noise, person: TelegramPerson, words: string, round: number): string {
  const mine = person.chat.filter(({ from }) => from.id === person.user.id)
  if (noise === 'voice') person.sendsVoice(new Uint8Array([1]))
  else if (noise === 'sticker') person.sendsSticker('👍')
  else if (noise === 'help' || noise === 'report') commands(person, noise)
  else if (noise === 'oldButton') person.taps('Report a problem')
  else {
    const said = mine.find(({ text }) => text === words)
    if (!said) throw new Error('the words that were given are not in the chat')
    const changed = `${words}, and again in round ${round}`
    person.edits(said.message_id, changed)
    return changed
  }
  return words
}
