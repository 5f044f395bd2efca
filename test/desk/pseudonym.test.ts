/**
 * Where the place wants pseudonyms, staff see no name of a resident, and always the same pseudonym for the same person.
 */
import { expect, test } from 'vitest'
import { connect } from '../../src/store/database.ts'
import { callResidents } from '../../src/store/residents.ts'
import { cardOf, labelsOn, opensForm, showsOnCard } from '../support/cards.ts'
import { createDatabase } from '../support/database.ts'
import { placeWith } from '../support/places.ts'
import { asksQuestion, hears, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown } from '../support/town.ts'

test('nothing that Slack is told has the name; what was called is counted, and says when it cannot be reached', async () => {
  await using place = await placeWith('residents: firstName', 'residents: pseudonym')
  await using town = await startTown({ placeFile: place.file })
  const ana = town.telegram.addPerson({ firstName: 'Zebulonia', languageCode: 'en' })
  const ben = town.discord.addPerson({ username: 'quillon', globalName: 'Quillon', locale: 'en-GB' })
  const first = await threadOf(town, await asksQuestion(ana))
  await asksQuestion(ben)
  const second = await threadOf(town, await asksQuestion(ana, 'And on Saturdays?'))
  const [, name] = /From\s*: (Resident \w+ \d+), on Telegram/.exec(wordsOf(cardOf(town, first)))!
  expect(wordsOf(cardOf(town, second))).toContain(`${name}, on Telegram`)
  expect(wordsOf(cardOf(town, second))).toMatch(/Earlier cases\s*: 1/)
  expect(wordsOf(cardOf(town, first))).not.toContain('Earlier cases')

  expect(labelsOn(town, first)).not.toContain('History')
  expect(labelsOn(town, second)).toContain('History')
  town.priya.presses(second.channel, second.ts, 'history')
  const history = await eventually(() => {
    const [whisper] = town.slack.ephemerals.filter(e => wordsOf(e.message).includes('Earlier cases of'))
    expect(whisper).toBeDefined()
    return whisper!.message
  })
  expect(wordsOf(history).replaceAll(/\s+/g, ' ')).toContain(`${name}: HB-1001 · Question · New`)
  expect(JSON.stringify(history)).toContain(`/archives/${first.channel}/p${first.ts.replace('.', '')}`)
  expect(JSON.stringify(history)).not.toContain('library')
  town.priya.writes(first.channel, 'From ten to four.', { thread: first.ts })
  await hears(ana, /From ten to four/)
  town.priya.writes(first.channel, 'not: sure', { thread: first.ts })
  await opensForm(town.priya, first, 'status')
  expect(JSON.stringify(town.priya.view)).toContain(name)
  ana.blocks()
  await town.priya.submits({ choice: 'acknowledged' })
  await eventually(() => expect(first.posts().join('\n')).toContain(`${name} cannot be reached on Telegram`))
  await showsOnCard(town, first, /Reach\s*: cannot be reached on Telegram/)
  await showsOnCard(town, second, /Reach\s*: cannot be reached on Telegram/)
  ana.unblocks()
  ana.presses('/start')
  await eventually(() => expect(first.posts().join('\n')).toContain(`${name} can be reached on Telegram again`))
  await eventually(() => expect(wordsOf(cardOf(town, first))).not.toMatch(/Reach\s*:/))

  const told = JSON.stringify([town.slack.channels, town.slack.ephemerals, town.slack.journal, town.priya.view])
  expect(told).toContain(name)
  expect(told).not.toMatch(/Zebulonia|Quillon/i)
})

test('another wish of the place counts for everybody; no two people share a pseudonym', async () => {
  const database = await createDatabase()
  const { db } = connect(database.url, 1)
  await db
    .insertInto('residents')
    .values(Array.from({ length: 200 }, (_, n) => ({ first_name: `N${n}`, called: `N${n}`, language: 'en' })))
    .execute()
  const called = async () =>
    (await db.selectFrom('residents').select('called').orderBy('id').execute()).map(r => r.called)
  const pseudonyms = { pattern: 'Resident %1$s %2$s', words: ['Otter', 'Heron', 'Hare'] }
  await callResidents(db, pseudonyms)
  const first = await called()
  expect(new Set(first).size).toBe(200)
  expect(first[0]).toMatch(/^Resident (Otter|Heron|Hare) \d+$/)
  await callResidents(db, pseudonyms)
  expect(await called()).toEqual(first)
  await callResidents(db, null)
  expect(await called()).toEqual(Array.from({ length: 200 }, (_, n) => `N${n}`))
  await db.destroy()
  await database.drop()
})
