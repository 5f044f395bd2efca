/**
 * Exactly one thread for each case, however many press *Send* in the same moment.
 */
import { expect, test } from 'vitest'
import { hears, wordsOf } from '../support/talks.ts'
import { eventually, startTown } from '../support/town.ts'

test('thirty people press Send at once, and again: thirty cases, thirty cards', async () => {
  await using town = await startTown()
  const people = Array.from({ length: 30 }, (_, n) =>
    n % 2 === 0
      ? town.telegram.addPerson({ firstName: `P${n}`, languageCode: 'en' })
      : town.discord.addPerson({ username: `p${n}`, locale: 'en-GB' }),
  )
  for (const [n, person] of people.entries()) {
    person.says('Ask a question')
    await hears(person, /What would you like to know/)
    person.says(`Question number ${n}?`)
    person.says('Not sure')
  }
  for (const person of people) await hears(person, /Is this right/)
  for (const person of people) person.taps('Send question')
  for (const person of people) person.taps('Send question')

  const references = new Set<string>()
  for (const person of people) references.add(/HB-\d+/.exec(await hears(person, /reference is/))![0])
  expect(references.size).toBe(people.length)
  const desk = town.slack.channels.find(c => c.id === town.place.departments.get('desk')!.channel)!
  const cards = () => desk.messages.filter(m => m.thread_ts === undefined || m.thread_ts === m.ts)
  await eventually(() => expect(cards().length).toBeGreaterThanOrEqual(people.length), 60_000)
  for (const [n] of people.entries())
    expect(cards().filter(m => wordsOf(m).includes(`Question number ${n}?`))).toHaveLength(1)
  for (const reference of references) expect(cards().filter(m => wordsOf(m).includes(reference))).toHaveLength(1)
  const { rows } = await town.connections.pool.query('select count(*)::integer as n from cases')
  expect(rows).toEqual([{ n: people.length }])
}, 90_000)
