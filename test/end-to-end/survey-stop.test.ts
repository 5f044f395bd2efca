/**
 * Who has had enough, in the middle of a survey or while one is on its way; and what leads back.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { addressOf } from '../../src/core/network.ts'
import { queue } from '../../src/store/outbox.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'
import { answersOf, aSurvey, aWave, invites, joins, option, sends } from '../support/surveys.ts'
import { asksQuestion, commands, hears } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const NETWORKS = ['telegram', 'discord'] as const
const HOUR_MS = 3_600_000
const CHOICES = { kind: 'eitherOr', options: [option('parks', 'Parks'), option('trees', 'Trees')] } as const

let town: Town
let surveys = 0
let offsetMs = 0
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

const now = () => new Date(Date.now() + offsetMs)

/** Moves the clock, also back. */
async function goTo(at: Date): Promise<void> {
  const ms = at.getTime() - now().getTime()
  offsetMs += ms
  await town.moveClock(ms)
}

type Somebody = TelegramPerson | DiscordPerson
const addressFor = (person: Somebody) =>
  'user' in person ? addressOf('telegram', String(person.user.id)) : addressOf('discord', person.id)

/** Somebody who has answered the first of two questions. */
async function inTheMiddle(network: (typeof NETWORKS)[number]) {
  const { db } = town.connections
  surveys += 1
  const person =
    network === 'telegram'
      ? town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
      : town.discord.addPerson({ username: `ana${surveys}`, globalName: 'Ana', locale: 'en-GB' })
  commands(person, 'help')
  await hears(person, /reach/)
  const survey = aSurvey(`stop-${surveys}`, [
    { key: 'first', ask: { en: 'Parks or trees?' }, ...CHOICES },
    { key: 'last', kind: 'text', ask: { en: 'What else?' } },
  ])
  const memberId = await joins(db, addressFor(person))
  const wave = await aWave(db, survey)
  await invites(db, wave, memberId)
  await sends(db, wave, survey, addressFor(person))
  await hears(person, /Parks or trees/)
  person.taps('Trees')
  await hears(person, /What else/)
  return { person, wave, memberId }
}

const isMember = async (person: Somebody): Promise<boolean> => {
  const { db } = town.connections
  const row = await db
    .selectFrom('members')
    .select('left_at')
    .where('address', '=', addressFor(person))
    .executeTakeFirst()
  return row?.left_at === null
}
const leaves = (person: Somebody) => eventually(async () => expect(await isMember(person)).toBe(false))

test.each(NETWORKS)(
  'on %s: STOP in the middle of a survey ends it with the panel, and a report leads not back',
  async network => {
    const { person, wave, memberId } = await inTheMiddle(network)
    person.says('désabonner')
    await hears(person, /^You have left the panel/)
    await leaves(person)
    person.taps('Parks')
    await hears(person, /You have left the panel, so nothing is asked/)
    await asksQuestion(person)
    expect(await isMember(person)).toBe(false)
    // What was answered stays counted.
    expect(await answersOf(town.connections.db, wave, memberId)).toEqual({ first: 'trees' })
  },
)

test.each(NETWORKS)('on %s: who has left finds their answers, and erases them', async network => {
  const { db } = town.connections
  const { person, wave, memberId } = await inTheMiddle(network)
  person.says('stop')
  await hears(person, /^You have left the panel/)
  await leaves(person)
  person.taps('My answers')
  await hears(person, /These are the surveys you answered/)
  commands(person, 'panel')
  await hears(person, /write STOP/)
  person.taps('My answers')
  await hears(person, /These are the surveys you answered/)
  person.taps(`About stop-${surveys}`)
  await hears(person, /Parks or trees\?[\s\S]*Trees/)
  person.taps('Erase my answers')
  await hears(person, /This cannot be undone/)
  person.taps('Yes, erase it')
  await hears(person, /Your answers are erased/)
  await eventually(async () => expect(await answersOf(db, wave, memberId)).toEqual({}))
})

test('words that only sound like it are an answer', async () => {
  const { person, wave, memberId } = await inTheMiddle('telegram')
  person.says('Stop the traffic in Mill Lane')
  await hears(person, /that was all/)
  expect(await isMember(person)).toBe(true)
  expect(await answersOf(town.connections.db, wave, memberId)).toMatchObject({ last: 'Stop the traffic in Mill Lane' })
})

test('END leaves a survey that is open, and the panel where nothing is', async () => {
  const { person } = await inTheMiddle('telegram')
  person.says('Cancel')
  await hears(person, /no more questions for now/)
  expect(await isMember(person)).toBe(true)
  person.says('END')
  await hears(person, /^You have left the panel/)
  await leaves(person)

  const { person: ben } = await inTheMiddle('telegram')
  await goTo(new Date(now().getTime() + 25 * HOUR_MS))
  ben.says('Quit')
  await hears(ben, /^You have left the panel/)
  await leaves(ben)
})

test('a survey that has just come may offer END as an answer; at a question of the panel Cancel changes nothing', async () => {
  const { db } = town.connections
  const cleo = town.telegram.addPerson({ firstName: 'Cleo', languageCode: 'en' })
  commands(cleo, 'help')
  await hears(cleo, /reach/)
  const options = [option('end', 'End'), option('stay', 'Stay')]
  const survey = aSurvey('fair', [{ key: 'first', kind: 'eitherOr', ask: { en: 'Shall the fair go on?' }, options }])
  const memberId = await joins(db, addressFor(cleo))
  const wave = await aWave(db, survey)
  await invites(db, wave, memberId)
  await sends(db, wave, survey, addressFor(cleo))
  await hears(cleo, /Shall the fair go on/)
  cleo.says('end')
  await hears(cleo, /that was all/)
  expect(await answersOf(db, wave, memberId)).toEqual({ first: 'end' })

  commands(cleo, 'panel')
  await hears(cleo, /You are on the panel/)
  cleo.taps('Leave the panel')
  await hears(cleo, /^Leave the panel\?/)
  cleo.says('cancel')
  await hears(cleo, /you are still on the panel/)
  expect(await isMember(cleo)).toBe(true)
  cleo.says('quit')
  await hears(cleo, /^You have left the panel/)
  await leaves(cleo)
})

test('STOP in the night reaches what waits for the morning', async () => {
  const { db } = town.connections
  await goTo(new Date('2027-03-01T23:00Z'))
  const people = ['Night', 'Day'].map(firstName => town.telegram.addPerson({ firstName, started: true }))
  const [area] = town.place.areas
  await addMembers(
    db,
    people.map(person => ({ address: addressFor(person), area: area!.name })),
  )
  const survey = benches(town.place, 'key: morning', `audience: { areas: [${area!.name}] }`)
  await keepSurvey(db, survey)
  const lea = { id: 'U0LEAD', name: 'Lea' }
  await db.transaction().execute(async trx => {
    const launched = await launchSurvey(trx, survey.key, lea, { place: town.place, now: now() })
    if (launched.kind === 'launched') await queue(trx, launched.messages, null)
  })
  await town.moveClock(0)
  const states = async () => {
    const rows = await db
      .selectFrom('invitations as i')
      .innerJoin('waves as w', 'w.id', 'i.wave_id')
      .select('i.state')
      .where('w.survey', '=', 'morning')
      .orderBy('i.member_id')
      .execute()
    return rows.map(({ state }) => state)
  }
  expect(await states()).toEqual(['due', 'due'])
  const [night, day] = people
  night!.says('STOP')
  await hears(night!, /You have left the panel.*not even one that was on its way/)
  await eventually(async () => expect(await states()).toEqual(['dropped', 'due']))

  await goTo(new Date('2027-03-02T10:00Z'))
  await hears(day!, /Where should they stand/)
  expect(night!.heard().join()).not.toMatch(/Where should they stand/)
})
