/**
 * Answering surveys, on both networks: every kind of question, by tap and in words, in any order.
 */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import type { StoredFile } from '../../src/core/files.ts'
import { addressOf } from '../../src/core/network.ts'
import type { Survey } from '../../src/core/panel/survey.ts'
import { createMediaStore } from '../../src/media/store.ts'
import { pseudonymOf } from '../../src/panel/pseudonym.ts'
import { saveResponses } from '../../src/store/panel/responses.ts'
import { picture } from '../support/pictures.ts'
import {
  answersOf,
  aSurvey,
  aWave,
  exampleSurvey,
  invites,
  joins,
  option,
  sends,
  type Wave,
} from '../support/surveys.ts'
import { commands, hears } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const NETWORKS = ['telegram', 'discord'] as const
type Network = (typeof NETWORKS)[number]
const DAY_MS = 86_400_000

let town: Town
let surveys = 0
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

function someone(network: Network): TelegramPerson | DiscordPerson {
  return network === 'telegram'
    ? town.telegram.addPerson({ firstName: 'Ana', languageCode: 'en' })
    : town.discord.addPerson({ username: `ana${surveys}`, globalName: 'Ana', locale: 'en-GB' })
}

const addressFor = (person: TelegramPerson | DiscordPerson) =>
  'user' in person ? addressOf('telegram', String(person.user.id)) : addressOf('discord', person.id)

/** Somebody on the panel who was sent this survey a moment ago. */
async function asked(network: Network, questions: Survey['questions'], also: { closesInMs?: number } = {}) {
  const { db } = town.connections
  surveys += 1
  const survey = aSurvey(`survey-${surveys}`, questions)
  const person = someone(network)
  commands(person, 'help')
  await hears(person, /reach/)
  const memberId = await joins(db, addressFor(person))
  const wave = await aWave(db, survey, also)
  await invites(db, wave, memberId)
  await sends(db, wave, survey, addressFor(person))
  await hears(person, /The council decides in March/)
  return { person, wave, memberId, survey }
}

const keeps = (wave: Wave, memberId: string, expected: object) =>
  eventually(async () => expect(await answersOf(town.connections.db, wave, memberId)).toEqual(expected))

const parks = option('parks', 'Parks')
const trees = option('trees', 'Trees')
const benches = option('benches', 'Benches')

test.each(NETWORKS)('on %s: every kind by tap, the next question follows, thanks at the end', async network => {
  const { person, wave, memberId } = await asked(network, [
    {
      key: 'either',
      kind: 'eitherOr',
      ask: { en: 'Parks or trees?' },
      options: [parks, trees],
      why: { en: 'For the plan.' },
    },
    { key: 'one', kind: 'choice', ask: { en: 'Which one?' }, options: [parks, trees, benches] },
    { key: 'many', kind: 'choices', ask: { en: 'Which ones?' }, options: [parks, trees, benches], most: 2 },
    { key: 'mark', kind: 'mark', ask: { en: 'How good?' }, low: { en: 'Bad' } },
    { key: 'agree', kind: 'agree', ask: { en: 'It is good here.' } },
    { key: 'amount', kind: 'number', ask: { en: 'How many?' }, from: 0, to: 20 },
  ])
  person.taps('Why this?')
  await hears(person, /For the plan\.\n\nParks or trees\?/)
  person.taps('Trees')
  await hears(person, /✓ Trees\n\nWhich one\?/)
  // without a reason of its own: what the survey is for
  person.taps('Why this?')
  await hears(person, /The council decides in March\.\n\nWhich one\?/)
  person.taps('Benches')
  await hears(person, /✓ Benches\n\nWhich ones\?/)
  person.taps('Done')
  await hears(person, /Nothing is chosen yet.*\n\nWhich ones\?/)
  person.taps('Trees')
  await keeps(wave, memberId, { either: 'trees', one: 'benches', many: ['trees'] })
  await eventually(() => expect(buttonsOf(person)).toContain('✓ Trees'))
  person.taps('Parks')
  await eventually(() => expect(buttonsOf(person)).toContain('✓ Parks'))
  person.taps('Benches')
  await hears(person, /At most 2 can be chosen/)
  person.taps('✓ Trees')
  await keeps(wave, memberId, { either: 'trees', one: 'benches', many: ['parks'] })
  await eventually(() => expect(buttonsOf(person)).toContain('Trees'))
  person.taps('Done')
  await hears(person, /✓ Parks\n\nHow good\?/)
  person.taps('4')
  await hears(person, /It is good here\./)
  person.taps('No opinion')
  await hears(person, /How many\?\nA number from 0 to 20, please\./)
  person.taps('Skip')
  await hears(person, /Thank you, that was all/)
  await keeps(wave, memberId, {
    ...{ either: 'trees', one: 'benches', many: ['parks'], mark: 4, agree: 'pass', amount: null },
  })
  const progress = await town.connections.db
    .selectFrom('invitations')
    .select('progress')
    .where('wave_id', '=', wave.id)
    .execute()
  expect(progress).toEqual([{ progress: 'finished' }])
})

test.each(NETWORKS)('on %s: every kind in words, a photo and a place', async network => {
  const { person, wave, memberId } = await asked(network, [
    { key: 'either', kind: 'eitherOr', ask: { en: 'Parks or trees?' }, options: [parks, trees] },
    { key: 'many', kind: 'choices', ask: { en: 'Which ones?' }, options: [parks, trees, benches] },
    { key: 'mark', kind: 'mark', ask: { en: 'How good?' } },
    { key: 'amount', kind: 'number', ask: { en: 'How many?' }, from: 0, to: 20, unit: { en: 'km' } },
    { key: 'photo', kind: 'photo', ask: { en: 'What does it look like?' } },
    { key: 'pin', kind: 'pin', ask: { en: 'Where is it?' } },
    { key: 'text', kind: 'text', ask: { en: 'What else?' } },
  ])
  person.says('2')
  await hears(person, /✓ Trees\n\nWhich ones\?/)
  person.says('1 and benches')
  await hears(person, /✓ Parks, Benches\n\nHow good\?/)
  person.says('nine')
  await hears(person, /I did not understand that.*“4”.*\n\nHow good\?/)
  person.says('10 of 10')
  await hears(person, /You can also skip/)
  person.says('٤ من ٥')
  await hears(person, /✓ 4\n\nHow many\?/)
  person.says('99')
  await hears(person, /a number from 0 to 20, for example “10”/)
  person.says('twelve km')
  await hears(person, /✓ 12 km\n\nWhat does it look like\?/)
  if ('sendsPhoto' in person) person.sendsPhoto(await picture())
  else person.says('', { attachments: [{ name: 'a.jpg', bytes: await picture(), contentType: 'image/jpeg' }] })
  await hears(person, /Where is it\?/)
  const [latitude, longitude] = town.somewhere
  if ('sendsPin' in person) person.sendsPin(latitude, longitude)
  else person.says(`${latitude}, ${longitude}`)
  await hears(person, /What else\?/)
  person.says('**More** light, <b>please</b>')
  await hears(person, /Thank you, that was all/)
  const given = await answersOf(town.connections.db, wave, memberId)
  expect(given).toMatchObject({ either: 'trees', many: ['parks', 'benches'], mark: 4, amount: 12 })
  expect(given).toMatchObject({ text: '**More** light, <b>please</b>', photo: { mediaType: 'image/jpeg' } })
  expect(given.pin).toEqual({ latitude: expect.closeTo(latitude, 5), longitude: expect.closeTo(longitude, 5) })
})

test.each(NETWORKS)('on %s: an old button changes an answer, and what no longer applies goes', async network => {
  const { person, wave, memberId } = await asked(network, [
    { key: 'first', kind: 'eitherOr', ask: { en: 'Parks or trees?' }, options: [parks, trees] },
    { key: 'why', kind: 'text', ask: { en: 'Why trees?' }, onlyIf: { question: 'first', is: ['trees'] } },
    { key: 'last', kind: 'agree', ask: { en: 'That was short.' } },
  ])
  person.taps('Trees')
  await hears(person, /Why trees\?/)
  person.says('They are green.')
  await hears(person, /That was short\./)
  person.taps('Parks')
  await hears(person, /✓ Parks\n\nThat was short\./)
  await keeps(wave, memberId, { first: 'parks' })
  person.taps('Agree')
  await hears(person, /that was all/)
  person.taps('Disagree')
  await hears(person, /I have changed that/)
  await keeps(wave, memberId, { first: 'parks', last: 'disagree' })
})

test.each(NETWORKS)('on %s: a report in the middle is served, and the survey goes on after it', async network => {
  const { person, wave, memberId } = await asked(network, [
    { key: 'first', kind: 'eitherOr', ask: { en: 'Parks or trees?' }, options: [parks, trees] },
    { key: 'last', kind: 'mark', ask: { en: 'How good?' } },
  ])
  person.taps('Trees')
  await hears(person, /How good\?/)
  person.says('When does the library open on Sundays?')
  await hears(person, /Is it a problem or a question/)
  person.says('Ask a question')
  await hears(person, /What is it about/)
  person.says('Not sure')
  await hears(person, /Is this right/)
  person.says('Send question')
  await hears(person, /Back to the survey:\n\nHow good\?/)
  expect(person.heard().some(words => /reference is/.test(words))).toBe(true)
  person.says('5')
  await hears(person, /that was all/)
  await keeps(wave, memberId, { first: 'trees', last: 5 })
})

test('words are taken for no survey where nobody has begun it and they are no answer', async () => {
  const { person, wave, memberId } = await asked('telegram', [
    { key: 'first', kind: 'text', ask: { en: 'What is missing?' } },
  ])
  person.says('There is a pothole in Elm Street')
  await hears(person, /Is it a problem or a question/)
  person.says('Cancel')
  await hears(person, /Cancelled/)
  person.says('A place to sit')
  await hears(person, /that was all/)
  await keeps(wave, memberId, { first: 'A place to sit' })
})

test('Cancel leaves a survey, a button takes it up again', async () => {
  const { person, wave, memberId } = await asked('telegram', [
    { key: 'first', kind: 'eitherOr', ask: { en: 'Parks or trees?' }, options: [parks, trees] },
    { key: 'last', kind: 'mark', ask: { en: 'How good?' } },
  ])
  person.says('1')
  await hears(person, /How good\?/)
  person.says('cancel')
  await hears(person, /no more questions for now/)
  person.says('4')
  await hears(person, /What would you like to do/)
  person.taps('4')
  await hears(person, /that was all/)
  await keeps(wave, memberId, { first: 'parks', last: 4 })
})

test('a low mark offers to report what is wrong', async () => {
  const { person } = await asked('telegram', [{ key: 'mark', kind: 'mark', ask: { en: 'How good?' } }])
  person.taps('1')
  await hears(person, /Your report is not linked to your answers/)
  person.taps('Report a problem')
  await hears(person, /What is the problem|problem/)
})

test('what comes after the end is kept as late, and changes nothing that was said', async () => {
  const { person, wave, memberId } = await asked(
    'telegram',
    [
      { key: 'first', kind: 'eitherOr', ask: { en: 'Parks or trees?' }, options: [parks, trees] },
      { key: 'last', kind: 'mark', ask: { en: 'How good?' } },
    ],
    { closesInMs: -DAY_MS },
  )
  person.taps('Trees')
  await hears(person, /closed by now.*\n\nHow good\?/)
  person.taps('Parks')
  await hears(person, /can no longer be changed/)
  await keeps(wave, memberId, { first: 'trees' })
  const { late } = await town.connections.db
    .selectFrom('responses')
    .select('late')
    .where('wave_id', '=', wave.id)
    .executeTakeFirstOrThrow()
  expect(late).toBe(true)
})

test('shortly before nobody can tell any more who answered what, nothing more is taken', async () => {
  const { keyDays } = town.place.panel!
  const questions: Survey['questions'] = [
    { key: 'first', kind: 'eitherOr', ask: { en: 'Parks or trees?' }, options: [parks, trees] },
    { key: 'last', kind: 'mark', ask: { en: 'How good?' } },
  ]
  const inTime = await asked('telegram', questions, { closesInMs: -(keyDays - 9) * DAY_MS })
  inTime.person.taps('Trees')
  await hears(inTime.person, /marked as late/)
  const tooLate = await asked('telegram', questions, { closesInMs: -(keyDays - 7) * DAY_MS })
  tooLate.person.taps('Trees')
  await hears(tooLate.person, /takes no more answers/)
  await keeps(tooLate.wave, tooLate.memberId, {})
})

test('who is not asked, what was stopped, what is over: a sentence each, and nothing is kept', async () => {
  const { db } = town.connections
  const { person, wave, memberId } = await asked('telegram', [
    { key: 'first', kind: 'eitherOr', ask: { en: 'Parks or trees?' }, options: [parks, trees] },
  ])
  await db.updateTable('waves').set({ state: 'stopped' }).where('id', '=', wave.id).execute()
  person.taps('Trees')
  await hears(person, /was stopped/)
  await db.updateTable('waves').set({ state: 'closed' }).where('id', '=', wave.id).execute()
  await db.deleteFrom('wave_keys').where('wave_id', '=', wave.id).execute()
  person.taps('Trees')
  await hears(person, /nobody can tell any more/)
  await db.deleteFrom('invitations').where('wave_id', '=', wave.id).execute()
  person.taps('Trees')
  await hears(person, /for others this time/)
  expect(await answersOf(db, wave, memberId)).toEqual({})
})

test('one sees what one answered, and erases it', async () => {
  const { person, wave, memberId } = await asked('telegram', [
    { key: 'first', kind: 'eitherOr', ask: { en: 'Parks or trees?' }, options: [parks, trees] },
    { key: 'last', kind: 'text', ask: { en: 'What else?' } },
  ])
  person.taps('Trees')
  await hears(person, /What else/)
  // It is a word, though the keys of files are called so.
  person.says('sha256')
  await hears(person, /that was all/)
  commands(person, 'panel')
  await eventually(() => expect(buttonsOf(person)).toContain('Quiet hours'))
  person.says('My answers')
  await hears(person, /These are the surveys you answered/)
  person.taps(`About survey-${surveys}`)
  await hears(person, /Parks or trees\?\nTrees\n\nWhat else\?\nsha256/)
  person.taps('Erase my answers')
  await hears(person, /cannot be undone/)
  person.taps('Yes, erase it')
  await hears(person, /are erased/)
  expect(await answersOf(town.connections.db, wave, memberId)).toEqual({})
  const rows = await town.connections.db
    .selectFrom('invitations')
    .select('progress')
    .where('wave_id', '=', wave.id)
    .execute()
  expect(rows).toEqual([{ progress: 'none' }])
})

test('one erases everything at once, in every survey in which it can still be told', async () => {
  const { db } = town.connections
  const { person, wave, memberId } = await asked('telegram', [
    { key: 'first', kind: 'eitherOr', ask: { en: 'Parks or trees?' }, options: [parks, trees] },
  ])
  person.taps('Trees')
  await hears(person, /that was all/)
  // More than a list shows.
  const others: Wave[] = []
  for (let n = 0; n < 8; n += 1) {
    surveys += 1
    const other = await aWave(
      db,
      aSurvey(`survey-${surveys}`, [{ key: 'text', kind: 'text', ask: { en: 'What else?' } }]),
    )
    await invites(db, other, memberId)
    await db.transaction().execute(trx =>
      saveResponses(trx, [
        {
          ...{ waveId: other.id, pseudonym: pseudonymOf(memberId, other.key), memberId, cells: {} },
          ...{ question: 'text', answer: 'A place to sit', isFree: true, dropped: [], finished: true, late: false },
        },
      ]),
    )
    others.push(other)
  }
  person.taps('My answers')
  await hears(person, /These are the surveys you answered/)
  person.taps('Erase all my answers')
  await hears(person, /in every survey.*cannot be undone/)
  await keeps(wave, memberId, { first: 'trees' })
  person.taps('Yes, erase it')
  await hears(person, /are erased/)
  for (const one of [wave, ...others]) await keeps(one, memberId, {})
  person.taps('My answers')
  await hears(person, /There is nothing here/)
})

test('a survey is put in the language of the person', async () => {
  const { db } = town.connections
  const survey = await exampleSurvey()
  const person = town.telegram.addPerson({ firstName: 'Lina', languageCode: 'ar' })
  person.presses('/help')
  await hears(person, /./)
  const memberId = await joins(db, addressFor(person), { language: 'ar' })
  const wave = await aWave(db, survey)
  await invites(db, wave, memberId)
  await sends(db, wave, survey, addressFor(person), 'ar')
  await hears(person, /هل يُفتح الشارع/)
  person.says('مغلق أمام السيارات')
  await hears(person, /ما الذي يدعوك/)
  person.says('١ و٣')
  await hears(person, /إلى أي حد/)
  person.says('خمسة')
  await hears(person, /هل نسينا/)
  person.says('تخطٍّ')
  await hears(person, /كان هذا كل شيء/)
  await keeps(wave, memberId, { open: 'closed', instead: ['market', 'cafes'], matters: 5, else: null })
})

test('nothing of an answer lies in inbox, outbox or the state of the talk once it is done', async () => {
  const { person, wave } = await asked('telegram', [
    { key: 'first', kind: 'eitherOr', ask: { en: 'Parks or trees?' }, options: [parks, option('secret', 'Moonbeams')] },
    { key: 'text', kind: 'text', ask: { en: 'What else?' } },
    { key: 'last', kind: 'mark', ask: { en: 'How good?' } },
  ])
  person.taps('Moonbeams')
  await hears(person, /What else/)
  person.says('I like starlight')
  await hears(person, /How good\?/)
  const everything = async () => {
    const { rows } = await town.connections.pool.query(
      `select (select coalesce(string_agg(i::text, ' '), '') from inbox i) || (select coalesce(string_agg(o::text, ' '), '') from outbox o where settled_at is not null)
        || (select string_agg(c::text, ' ') from conversations c) || (select coalesce(string_agg(v::text, ' '), '') from invitations v) as all`,
    )
    return String(rows[0].all)
  }
  const answered = /secret|Moonbeams|starlight|sv\.\d+\.0\.o/
  expect(await everything()).not.toMatch(answered)
  expect(await everything()).toContain(wave.id)

  // Of whom nothing is read, nothing of this kind is kept either.
  const { db } = town.connections
  const until = { blocked_until: new Date(Date.now() + DAY_MS) }
  await db.updateTable('conversations').set(until).where('address', '=', addressFor(person)).execute()
  person.taps('Moonbeams')
  await hears(person, /is not read until/)
  expect(await everything()).not.toMatch(answered)
})

test('what somebody is told of their answers is not kept where it does not arrive', async () => {
  const { person } = await asked('telegram', [
    { key: 'first', kind: 'eitherOr', ask: { en: 'Parks or trees?' }, options: [parks, option('secret', 'Moonbeams')] },
  ])
  person.taps('Moonbeams')
  await hears(person, /that was all/)
  person.taps('My answers')
  await hears(person, /surveys you answered/)
  town.telegram.faults.on('sendMessage', { kind: 'refuse', error: 'Forbidden: bot was blocked by the user' }, 1)
  person.taps(`About survey-${surveys}`)
  const { db } = town.connections
  const refused = db
    .selectFrom('outbox')
    .select('message')
    .where('lane', '=', addressFor(person))
    .where('outcome', '=', 'failed')
  await eventually(async () => expect(await refused.execute()).toEqual([{ message: null }]))
})

test('who erased their answers is not reminded of the survey', async () => {
  const { person, wave } = await asked('telegram', [
    { key: 'first', kind: 'eitherOr', ask: { en: 'Parks or trees?' }, options: [parks, trees] },
    { key: 'last', kind: 'mark', ask: { en: 'How good?' } },
  ])
  const { db } = town.connections
  const toRemind = db.selectFrom('invitations').select(['progress', 'remind_at']).where('wave_id', '=', wave.id)
  await db
    .updateTable('invitations')
    .set({ remind_at: new Date(Date.now() + DAY_MS) })
    .where('wave_id', '=', wave.id)
    .execute()
  person.taps('Trees')
  await hears(person, /How good/)
  commands(person, 'panel')
  await hears(person, /My answers|panel/)
  person.taps('My answers')
  await hears(person, /surveys you answered/)
  person.taps(`About survey-${surveys}`)
  await hears(person, /Parks or trees\?\nTrees/)
  person.taps('Erase my answers')
  await hears(person, /cannot be undone/)
  person.taps('Yes, erase it')
  await hears(person, /are erased/)
  expect(await toRemind.execute()).toEqual([{ progress: 'none', remind_at: null }])
})

test('a photo that was changed or erased is gone from the disk with the next night', async () => {
  const { person, wave, memberId } = await asked('telegram', [
    { key: 'look', kind: 'photo', ask: { en: 'What does it look like?' } },
    { key: 'last', kind: 'mark', ask: { en: 'How good?' } },
  ])
  if (!('sendsPhoto' in person)) throw new Error('nobody of Telegram was asked')
  const media = createMediaStore(join(town.env.DATA_DIR!, 'media'))
  const photoOf = async () => {
    const { look } = await answersOf(town.connections.db, wave, memberId)
    return (look as StoredFile).sha256
  }
  const isGone = (sha256: string) => expect(media.open(sha256)).rejects.toThrow('cannot read media file')
  person.sendsPhoto(await picture('red'))
  await hears(person, /How good/)
  const first = await photoOf()
  commands(person, 'panel')
  await eventually(() => expect(buttonsOf(person)).toContain('Quiet hours'))
  const opens = async () => {
    person.says('My answers')
    await hears(person, /These are the surveys you answered/)
    person.taps(`About survey-${surveys}`)
    await hears(person, /What does it look like\?\nA photo/)
  }
  await opens()
  person.taps('What does it look like?')
  await hears(person, /What does it look like\?\nSend a photo/)
  person.sendsPhoto(await picture('blue'))
  await eventually(async () => expect(await photoOf()).not.toBe(first))
  const second = await photoOf()
  await town.moveClock(DAY_MS)
  await isGone(first)
  await expect(media.open(second)).resolves.toBeDefined()

  commands(person, 'panel')
  await hears(person, /Quiet hours|panel/)
  await opens()
  person.taps('Erase my answers')
  await hears(person, /photos included/)
  person.taps('Yes, erase it')
  await hears(person, /are erased/)
  await town.moveClock(DAY_MS)
  await isGone(second)
})

function buttonsOf(person: TelegramPerson | DiscordPerson): readonly string[] {
  if ('chat' in person) {
    const newest = person.chat.findLast(message => message.reply_markup)
    const rows = newest?.reply_markup?.inline_keyboard ?? []
    return rows.flat().map(({ text }) => text)
  }
  const newest = person.dm.findLast(message => (message.components?.length ?? 0) > 0)
  return (
    JSON.stringify(newest?.components ?? [])
      .match(/"label":"([^"]*)"/g)
      ?.map(label => label.slice(9, -1)) ?? []
  )
}
