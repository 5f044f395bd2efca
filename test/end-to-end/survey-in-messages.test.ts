/**
 * Surveys in Discord's direct messages: a whole one in two languages, few new chats at a time, and nobody who takes none.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import { TOWN_TALK } from '../../sandbox/discord/world.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { addressOf } from '../../src/core/network.ts'
import type { Survey } from '../../src/core/panel/survey.ts'
import { queue } from '../../src/store/outbox.ts'
import { addMembers, keepSurvey, type TestMember } from '../support/panel.ts'
import { answersOf, aSurvey, option } from '../support/surveys.ts'
import { hears, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const NOON = new Date('2027-03-01T12:00Z')
const HOUR_MS = 3_600_000

let town: Town
let people = 0
let offsetMs = 0
beforeAll(async () => {
  town = await startTown({ started: false })
  await moveClock(NOON.getTime() - Date.now())
  await town.start()
})
afterAll(() => town[Symbol.asyncDispose]())

const now = () => new Date(Date.now() + offsetMs)

async function moveClock(ms: number): Promise<void> {
  offsetMs += ms
  await town.moveClock(ms)
}

/** Somebody on the panel who wants direct messages and never had one from us. */
async function member(
  also: Partial<TestMember> = {},
): Promise<{ readonly person: DiscordPerson; readonly id: string }> {
  people += 1
  const locale = also.language === 'es' ? 'es-ES' : 'en-GB'
  const person = town.discord.addPerson({ username: `person${people}`, globalName: `Person ${people}`, locale })
  const [id = ''] = await addMembers(town.connections.db, [{ address: addressOf('discord', person.id), ...also }])
  return { person, id }
}

async function launch(survey: Survey): Promise<void> {
  const { db } = town.connections
  await keepSurvey(db, survey)
  const launched = await db
    .transaction()
    .execute(trx => launchSurvey(trx, survey.key, { id: 'U0LEAD', name: 'Lea' }, { place: town.place, now: now() }))
  if (launched.kind !== 'launched') throw new Error(launched.kind)
  await queue(db, launched.messages, null)
  await town.moveClock(0)
}

const one: Survey['questions'][number] = {
  key: 'one',
  kind: 'choice',
  ask: { en: 'Which one?' },
  options: [option('parks', 'Parks'), option('trees', 'Trees')],
}
const only = (key: string, profile: string): Survey => aSurvey(key, [one], { profile: { age: [profile] } })

const old = { age: 'over60' }
const bilingual = [
  { key: 'parks', name: { en: 'The parks', es: 'Los parques' }, synonyms: {} },
  { key: 'trees', name: { en: 'Trees', es: 'Los árboles' }, synonyms: {} },
]

const invitationsTo = async (survey: string) =>
  town.connections.db
    .selectFrom('invitations as i')
    .innerJoin('waves as w', 'w.id', 'i.wave_id')
    .select(['i.member_id', 'i.state'])
    .where('w.survey', '=', survey)
    .execute()
const waveOf = async (survey: string) => {
  const { id, key } = await town.connections.db
    .selectFrom('waves as w')
    .innerJoin('wave_keys as k', 'k.wave_id', 'w.id')
    .select(['w.id', 'k.key'])
    .where('w.survey', '=', survey)
    .executeTakeFirstOrThrow()
  return { id, key }
}

test('a wave reaches members in their languages, and they answer it to the end, by tap and in words', async () => {
  const survey: Survey = {
    ...aSurvey('whole', []),
    title: { en: 'Squares', es: 'Plazas' },
    why: { en: 'We plant in March.', es: 'Plantamos en marzo.' },
    languages: ['en', 'es'],
    questions: [
      { ...one, ask: { en: 'Which one?', es: '¿Cuál?' }, options: bilingual },
      { key: 'many', kind: 'choices', ask: { en: 'Which ones?', es: '¿Cuáles?' }, options: bilingual },
      { key: 'words', kind: 'text', ask: { en: 'What else?', es: '¿Qué más?' } },
    ],
    audience: { profile: { age: ['over60'] }, quotas: [] },
  }
  const [en, es] = [await member({ profile: old }), await member({ language: 'es', profile: old })]
  await launch(survey)
  await hears(en.person, /Squares[\s\S]*Which one\?/)
  await hears(es.person, /Plazas[\s\S]*¿Cuál\?/)
  en.person.taps('Trees')
  await hears(en.person, /Which ones\?/)
  en.person.says('1 and 2')
  await hears(en.person, /What else\?/)
  en.person.says('More shade')
  await hears(en.person, /Thank you, that was all/)
  es.person.taps('Los árboles')
  await hears(es.person, /¿Cuáles\?/)
  es.person.taps('Los parques')
  await eventually(() => expect(JSON.stringify(es.person.dm.at(-1)?.components)).toContain('✓ Los parques'))
  es.person.says('listo')
  await hears(es.person, /¿Qué más\?/)
  es.person.taps('Omitir')
  await hears(es.person, /Gracias/)
  const wave = await waveOf('whole')
  const { db } = town.connections
  expect(await answersOf(db, wave, en.id)).toEqual({ one: 'trees', many: ['parks', 'trees'], words: 'More shade' })
  expect(await answersOf(db, wave, es.id)).toEqual({ one: 'trees', many: ['parks'], words: null })
})
test('who takes no direct messages is tried once, and not again before they choose so; a post reaches them', async () => {
  const { person, id } = await member({ profile: { age: 'to59' } })
  person.closesDms()
  await launch({ ...only('closed', 'to59'), post: [TOWN_TALK] })
  await eventually(async () => expect(await invitationsTo('closed')).toEqual([{ member_id: id, state: 'unreachable' }]))
  const { direct } = await town.connections.db
    .selectFrom('members')
    .select('direct')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(direct).toBe(false)
  const post = await eventually(() => {
    const found = town.discord.serverMessages.find(({ content }) => content.includes('About closed'))
    if (!found) throw new Error('nothing in the channel is about it')
    return found
  })
  person.taps('Parks', post.id)
  await eventually(() => expect(person.ephemerals.at(-1)?.content).toMatch(/that was all/))
  person.opensDms()
  await moveClock(8 * 24 * HOUR_MS)
  await launch(only('again', 'to59'))
  expect(await invitationsTo('again')).toEqual([])
})

test('few new chats are opened in an hour; who has one is not kept waiting', async () => {
  const young = { profile: { age: 'under30' } }
  const known = await member(young)
  known.person.says('hello')
  await hears(known.person, /./)
  await town.connections.db
    .updateTable('conversations')
    .set({ unreachable_since: null })
    .where('address', '=', addressOf('discord', known.person.id))
    .execute()
  await moveClock(2 * HOUR_MS)
  // Discord itself is asked for 20 new ones in an hour at most, by a clock that no test moves.
  const fresh: DiscordPerson[] = []
  for (let n = 0; n < 16; n += 1) fresh.push((await member(young)).person)
  await launch(only('crowd', 'under30'))
  const asked = () => fresh.filter(person => person.heard().some(words => words.includes('About crowd'))).length
  await hears(known.person, /About crowd/)
  await eventually(() => expect(asked()).toBe(15))
  await eventually(async () => {
    const waiting = (await invitationsTo('crowd')).filter(({ state }) => state === 'due')
    expect(waiting).toHaveLength(1)
  })
  await moveClock(30 * 60_000)
  expect((await invitationsTo('crowd')).filter(({ state }) => state === 'due')).toHaveLength(1)
  const posts = () => town.slack.channels.find(({ id }) => id === town.place.panel?.channel)?.messages ?? []
  await eventually(() => expect(posts().map(wordsOf).join('\n')).toMatch(/1 still to be sent/))
  await moveClock(31 * 60_000)
  await eventually(() => expect(asked()).toBe(16))
})
