/**
 * What is pressed in a Discord channel is answered there, always, and nothing is to be typed there: talks go on in the direct
 * messages.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import { TOWN_TALK } from '../../sandbox/discord/world.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { addressOf } from '../../src/core/network.ts'
import type { Survey } from '../../src/core/panel/survey.ts'
import { queue } from '../../src/store/outbox.ts'
import { addMembers, keepSurvey } from '../support/panel.ts'
import { answersOf, aSurvey, option } from '../support/surveys.ts'
import { hears } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const DAY_MS = 86_400_000

let town: Town
let people = 0
let offsetMs = 0
beforeAll(async () => {
  town = await startTown({ started: false })
  offsetMs = new Date('2027-03-01T12:00Z').getTime() - Date.now()
  await town.moveClock(offsetMs)
  await town.start()
})
afterAll(() => town[Symbol.asyncDispose]())

const now = () => new Date(Date.now() + offsetMs)

/** Somebody on the panel who is asked in the channel alone. */
async function member(): Promise<{ readonly person: DiscordPerson; readonly id: string }> {
  people += 1
  const person = town.discord.addPerson({ username: `person${people}`, globalName: `Person ${people}` })
  const [id = ''] = await addMembers(town.connections.db, [{ address: addressOf('discord', person.id), direct: false }])
  return { person, id }
}

/** @returns The post in the channel, and the wave. */
async function posted(key: string, questions: Survey['questions']) {
  const { db } = town.connections
  const survey = { ...aSurvey(key, questions), post: [TOWN_TALK] }
  await keepSurvey(db, survey)
  const by = { id: 'U0LEAD', name: 'Lea' }
  const launched = await db.transaction().execute(trx => launchSurvey(trx, key, by, { place: town.place, now: now() }))
  if (launched.kind !== 'launched') throw new Error(launched.kind)
  await queue(db, launched.messages, null)
  await town.moveClock(0)
  const post = await eventually(() => {
    const found = town.discord.serverMessages.find(({ content }) => content.includes(`About ${key}`))
    if (!found) throw new Error(`nothing in the channel is about ${key}`)
    return found
  })
  const wave = await db
    .selectFrom('waves as w')
    .innerJoin('wave_keys as k', 'k.wave_id', 'w.id')
    .select(['w.id', 'k.key'])
    .where('w.survey', '=', key)
    .executeTakeFirstOrThrow()
  return { post, wave }
}

/** What this person alone sees in the channel, the newest. */
const sees = (person: DiscordPerson, words: RegExp) =>
  eventually(() => expect(person.ephemerals.at(-1)?.content).toMatch(words))

const mark: Survey['questions'][number] = { key: 'mark', kind: 'mark', ask: { en: 'How good?' } }

test('a report that is begun below the thanks goes on in the direct messages', async () => {
  const { person } = await member()
  const { post } = await posted('streets', [mark])
  person.taps('1', post.id)
  await sees(person, /that was all[\s\S]*Your report is not linked/)
  person.taps('Report a problem', person.ephemerals.at(-1)?.id)
  await sees(person, /go on in private/)
  expect(person.ephemerals.map(({ content }) => content).join('\n')).not.toMatch(/What is the problem/)
  await hears(person, /What is the problem/)
  person.says('There is a deep pothole outside the bakery')
  await hears(person, /What is it about/)

  // What waits there is put there again, whatever is pressed in the channel.
  const { post: other } = await posted('lamps', [
    { key: 'one', kind: 'choice', ask: { en: 'Which?' }, options: [option('a', 'Parks'), option('b', 'Trees')] },
    mark,
  ])
  person.taps('Parks', other.id)
  await sees(person, /How good\?/)
  person.taps('1', person.ephemerals.at(-1)?.id)
  await sees(person, /Your report is not linked/)
  const before = person.heard().length
  person.taps('Report a problem', person.ephemerals.at(-1)?.id)
  await sees(person, /go on in private/)
  await eventually(() =>
    expect(person.heard().slice(before).join('\n')).toMatch(/already begun[\s\S]*What is it about/),
  )
})

test('not now, pressed in the middle of a report, leaves its question where it can be answered', async () => {
  people += 1
  const person = town.discord.addPerson({ username: `person${people}`, globalName: `Person ${people}` })
  const { post } = await posted('squares', [mark])
  person.commands('report')
  await hears(person, /What is the problem/)
  person.taps('3', post.id)
  await sees(person, /is a survey for our panel/)
  const before = person.heard().length
  person.taps('Not now', person.ephemerals.at(-1)?.id)
  await sees(person, /go on in private/)
  expect(person.ephemerals.at(-1)?.content).not.toMatch(/What is the problem/)
  await eventually(() => expect(person.heard().slice(before).join('\n')).toMatch(/What is the problem/))
})

test('words of an emergency in a form are met with the number to call, and kept as the answer that they are', async () => {
  const { person, id } = await member()
  const { post, wave } = await posted('else', [{ key: 'text', kind: 'text', ask: { en: 'What else?' } }])
  person.taps('Answer', post.id)
  await sees(person, /What else\?/)
  person.taps('Write…')
  await eventually(() => expect(person.form).toBe('Write…'))
  person.fillsForm('There is a gas leak in Elm Street')
  await eventually(() =>
    expect(person.ephemerals.map(({ content }) => content).join('\n')).toMatch(/999[\s\S]*that was all/),
  )
  expect(await answersOf(town.connections.db, wave, id)).toEqual({ text: 'There is a gas leak in Elm Street' })
})

test('whoever is blocked is answered each time that they press, though one sentence a day is enough elsewhere', async () => {
  const { person } = await member()
  const { post } = await posted('parks', [mark])
  await town.connections.db
    .updateTable('conversations')
    .set({ blocked_until: new Date(now().getTime() + DAY_MS) })
    .where('address', '=', addressOf('discord', person.id))
    .execute()
  const told = (times: number) =>
    eventually(() =>
      expect(person.ephemerals.map(({ content }) => /is not read until/.test(content))).toEqual(
        Array.from({ length: times }, () => true),
      ),
    )
  person.taps('1', post.id)
  person.taps('2', post.id)
  person.taps('3', post.id)
  await told(3)
  person.taps('4', post.id)
  await told(4)
})
