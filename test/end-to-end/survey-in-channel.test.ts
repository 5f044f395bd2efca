/**
 * Surveys in a Discord channel: posted when a wave begins, answered by whoever presses, for their eyes alone.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiscordPerson } from '../../sandbox/discord/people.ts'
import { TOWN_TALK } from '../../sandbox/discord/world.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { addressOf } from '../../src/core/network.ts'
import type { Survey } from '../../src/core/panel/survey.ts'
import { plain } from '../../src/core/rich-text.ts'
import { queue } from '../../src/store/outbox.ts'
import { addMembers, keepSurvey } from '../support/panel.ts'
import { answersOf, aSurvey, option } from '../support/surveys.ts'
import { wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const NOON = new Date('2027-03-01T12:00Z')
const parks = option('parks', 'Parks')
const trees = option('trees', 'Trees')
const benches = option('benches', 'Benches')

let town: Town
let people = 0
let offsetMs = 0
beforeAll(async () => {
  town = await startTown({ started: false })
  offsetMs = NOON.getTime() - Date.now()
  await town.moveClock(offsetMs)
  await town.start()
})
afterAll(() => town[Symbol.asyncDispose]())

const now = () => new Date(Date.now() + offsetMs)

function someone(): DiscordPerson {
  people += 1
  return town.discord.addPerson({ username: `person${people}`, globalName: `Person ${people}` })
}

const addressFor = (person: DiscordPerson) => addressOf('discord', person.id)

async function member(direct = false): Promise<{ readonly person: DiscordPerson; readonly id: string }> {
  const person = someone()
  const [id = ''] = await addMembers(town.connections.db, [{ address: addressFor(person), direct }])
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

const inChannel = (key: string, questions: Survey['questions'], post = [TOWN_TALK]): Survey => ({
  ...aSurvey(key, questions),
  post,
})
const one: Survey['questions'][number] = {
  key: 'one',
  kind: 'choice',
  ask: { en: 'Which one?' },
  options: [parks, trees],
}

const postOf = (key: string) =>
  eventually(() => {
    const found = town.discord.serverMessages.find(({ content }) => content.includes(`About ${key}`))
    if (!found) throw new Error(`nothing in the channel is about ${key}`)
    return found
  })
/** What this person alone sees, the newest. */
const sees = (person: DiscordPerson, words: RegExp) =>
  eventually(() => {
    const { content = '' } = person.ephemerals.at(-1) ?? {}
    expect(content).toMatch(words)
    return content
  })
const waveOf = async (survey: string) => {
  const { id, key } = await town.connections.db
    .selectFrom('waves as w')
    .innerJoin('wave_keys as k', 'k.wave_id', 'w.id')
    .select(['w.id', 'k.key'])
    .where('w.survey', '=', survey)
    .executeTakeFirstOrThrow()
  return { id, key }
}
const invitationOf = async (survey: string, memberId: string) =>
  town.connections.db
    .selectFrom('invitations as i')
    .innerJoin('waves as w', 'w.id', 'i.wave_id')
    .select(['i.how', 'i.state', 'i.progress'])
    .where('w.survey', '=', survey)
    .where('i.member_id', '=', memberId)
    .execute()

test('a member answers the first question by the post, goes on in one message of their own, and writes in a form', async () => {
  const { person, id } = await member()
  await launch(
    inChannel('all', [
      one,
      { key: 'many', kind: 'choices', ask: { en: 'Which ones?' }, options: [parks, trees, benches] },
      { key: 'amount', kind: 'number', ask: { en: 'How many?' }, from: 0, to: 20 },
      { key: 'words', kind: 'text', ask: { en: 'What else?' } },
    ]),
  )
  const post = await postOf('all')
  expect(post.content).toMatch(/The council decides in March[\s\S]*4 questions[\s\S]*Which one\?[\s\S]*only you see/)
  person.taps('Trees', post.id)
  await sees(person, /✓ Trees[\s\S]*Which ones\?\nTap all that fit, then Done/)
  expect(await invitationOf('all', id)).toEqual([{ how: 'channel', state: 'sent', progress: 'begun' }])
  const [own] = person.ephemerals
  person.taps('Parks', own?.id)
  await eventually(() => expect(JSON.stringify(person.ephemerals[0]?.components)).toContain('✓ Parks'))
  person.taps('Benches')
  await eventually(() => expect(JSON.stringify(person.ephemerals[0]?.components)).toContain('✓ Benches'))
  person.taps('Done')
  await sees(person, /How many\?/)
  person.taps('Write…')
  await eventually(() => expect(person.form).toBe('Write…'))
  person.fillsForm('a lot')
  await sees(person, /I need a number from 0 to 20[\s\S]*How many\?/)
  person.taps('Write…')
  await eventually(() => expect(person.form).toBe('Write…'))
  person.fillsForm('twelve')
  await sees(person, /✓ 12[\s\S]*What else\?/)
  person.taps('Write…')
  await eventually(() => expect(person.form).toBe('Write…'))
  person.fillsForm('More shade, please.')
  await sees(person, /Thank you, that was all/)
  expect(await answersOf(town.connections.db, await waveOf('all'), id)).toEqual({
    one: 'trees',
    many: ['parks', 'benches'],
    amount: 12,
    words: 'More shade, please.',
  })
  expect(person.ephemerals).toHaveLength(1)
  expect(person.heard()).toEqual([])
  expect(town.discord.serverMessages.filter(({ content }) => content.includes('shade'))).toEqual([])
})

test('who writes STOP in the form leaves the panel, and it is no answer', async () => {
  const { person, id } = await member()
  await launch(inChannel('stop', [{ key: 'words', kind: 'text', ask: { en: 'What else?' } }]))
  person.taps('Answer', (await postOf('stop')).id)
  await sees(person, /What else\?/)
  person.taps('Write…')
  await eventually(() => expect(person.form).toBe('Write…'))
  person.fillsForm('STOP')
  await sees(person, /You have left the panel/)
  const { left_at: leftAt } = await town.connections.db
    .selectFrom('members')
    .select('left_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(leftAt).not.toBeNull()
  expect(await answersOf(town.connections.db, await waveOf('stop'), id)).toEqual({})
})

test('who is not on the panel is told what it is, joins there, and answers then', async () => {
  const person = someone()
  await launch(inChannel('stranger', [one]))
  person.taps('Parks', (await postOf('stranger')).id)
  await sees(person, /“About stranger” is a survey for our panel[\s\S]*Harbourside/)
  person.taps('Join')
  await sees(person, /private|direct/)
  for (const label of ['No, I look for them myself', 'Skip', 'Skip', 'Skip']) {
    const before = person.ephemerals.at(-1)?.content
    person.taps(label)
    await eventually(() => expect(person.ephemerals.at(-1)?.content).not.toBe(before))
  }
  person.taps('Answer the survey')
  await sees(person, /Which one\?/)
  person.taps('Parks', person.ephemerals.at(-1)?.id)
  await sees(person, /Thank you, that was all/)
  const { id, source } = await town.connections.db
    .selectFrom('members')
    .select(['id', 'source'])
    .where('address', '=', addressFor(person))
    .executeTakeFirstOrThrow()
  expect(source).toBe(TOWN_TALK)
  expect(await answersOf(town.connections.db, await waveOf('stranger'), id)).toEqual({ one: 'parks' })
  expect(person.heard()).toEqual([])
})

test('who is to be asked in a direct message yet is asked by the post, and not a second time', async () => {
  const { person, id } = await member(true)
  const survey = inChannel('due', [one])
  // By their clock it is the middle of the night: the invitation waits.
  await town.connections.db.updateTable('members').set({ time_zone: 'Asia/Tokyo' }).where('id', '=', id).execute()
  await launch(survey)
  const post = await postOf('due')
  expect(await invitationOf('due', id)).toEqual([{ how: 'drawn', state: 'due', progress: 'none' }])
  person.taps('Parks', post.id)
  await sees(person, /Thank you, that was all/)
  expect(await invitationOf('due', id)).toEqual([{ how: 'channel', state: 'sent', progress: 'finished' }])
  await town.moveClock(86_400_000)
  offsetMs += 86_400_000
  expect(person.heard()).toEqual([])
})

test('an invitation that lies in the outbox goes when its member answers in the channel', async () => {
  const { person, id } = await member()
  await launch(inChannel('queued', [one]))
  const post = await postOf('queued')
  const { db } = town.connections
  const wave = await waveOf('queued')
  const invitation = {
    wave_id: wave.id,
    member_id: id,
    how: 'drawn',
    state: 'queued',
    due_at: now(),
    network: 'discord',
  } as const
  await db.insertInto('invitations').values(invitation).execute()
  const address = addressFor(person)
  const purpose = { kind: 'invitation', waveId: wave.id, memberId: id } as const
  const message = { to: 'resident', address, text: plain('Come'), choices: [], files: [] } as const
  const parked = await queue(db, [{ network: 'nowhere', lane: address, message, bulk: true, purpose }], null)
  expect(parked).toEqual([])
  person.taps('Parks', post.id)
  await sees(person, /Thank you, that was all/)
  expect(await invitationOf('queued', id)).toEqual([{ how: 'channel', state: 'sent', progress: 'finished' }])
  expect(await db.selectFrom('outbox').select('id').where('network', '=', 'nowhere').execute()).toEqual([])
})

test('two presses at once are one answer, and both are answered', async () => {
  const { person, id } = await member()
  await launch(inChannel('twice', [one, { key: 'mark', kind: 'mark', ask: { en: 'How good?' } }]))
  const post = await postOf('twice')
  person.taps('Trees', post.id)
  person.taps('Trees', post.id)
  await eventually(() =>
    expect(person.ephemerals.map(({ content }) => /How good\?/.test(content))).toEqual([true, true]),
  )
  expect(await invitationOf('twice', id)).toEqual([{ how: 'channel', state: 'sent', progress: 'begun' }])
  expect(await answersOf(town.connections.db, await waveOf('twice'), id)).toEqual({ one: 'trees' })
})

test('a channel that takes nothing is told of in the thread, and not tried again', async () => {
  town.discord.letWriteInServer(false)
  await launch(inChannel('mute', [one]))
  const told = await eventually(() => {
    const posts = town.slack.channels.find(({ id }) => id === town.place.panel?.channel)?.messages ?? []
    const found = posts.map(wordsOf).filter(words => words.includes('did not take this survey'))
    expect(found).toHaveLength(1)
    return found
  })
  expect(told[0]).toContain(TOWN_TALK)
  town.discord.letWriteInServer(true)
  await launch(inChannel('after', [one]))
  await postOf('after')
  expect(town.discord.serverMessages.filter(({ content }) => content.includes('About mute'))).toEqual([])
})

test('after the end the buttons are gone, and who presses one that they still see hears that it is closed', async () => {
  const [{ person }, late, stranger] = [await member(), await member(), someone()]
  await launch(inChannel('over', [one]))
  const post = await postOf('over')
  person.taps('Trees', post.id)
  await sees(person, /Thank you, that was all/)
  await town.moveClock(11 * 86_400_000)
  offsetMs += 11 * 86_400_000
  await eventually(() => {
    const changed = town.discord.serverMessages.find(({ id }) => id === post.id)
    expect(changed?.content).toMatch(/About over[\s\S]*closed/)
    expect(changed?.components).toEqual([])
  })
  late.person.tapsOld(post, 'Trees')
  await sees(late.person, /closed/)
  stranger.tapsOld(post, 'Trees')
  await sees(stranger, /closed/)
  expect(await invitationOf('over', late.id)).toEqual([])
})
