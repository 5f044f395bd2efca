/**
 * Sending surveys: waves, invitations, reminders, and what staff see and do meanwhile. At noon, by a clock that the tests
 * move.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackMessage } from '../../sandbox/slack/wire.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import type { Survey } from '../../src/core/panel/survey.ts'
import { queue } from '../../src/store/outbox.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { whispersTo } from '../support/cards.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'
import { hears, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const NOON = new Date('2027-03-01T12:00Z')
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

let town: Town
let ana: TelegramPerson
let ben: TelegramPerson
let channel: string
let offsetMs = 0
beforeAll(async () => {
  town = await startTown({ started: false })
  channel = town.place.panel!.channel
  ana = town.telegram.addPerson({ firstName: 'Ana', started: true })
  ben = town.telegram.addPerson({ firstName: 'Ben', started: true })
  await addMembers(town.connections.db, [
    { address: `telegram:${ana.user.id}`, area: town.place.areas[0]!.name },
    { address: `telegram:${ben.user.id}`, language: 'es', timeZone: 'Europe/Madrid' },
  ])
  await goTo(NOON)
  await town.start()
})
afterAll(() => town[Symbol.asyncDispose]())

const now = () => new Date(Date.now() + offsetMs)

/** Moves the clock, also back. */
async function goTo(at: Date): Promise<void> {
  const ms = at.getTime() - now().getTime()
  offsetMs += ms
  await town.moveClock(ms)
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

const posts = (): readonly SlackMessage[] => town.slack.channels.find(({ id }) => id === channel)!.messages
const lineOf = (words: RegExp) => eventually(() => posts().find(post => words.test(wordsOf(post))) ?? fail(words))
function fail(words: RegExp): never {
  throw new Error(`no post in the channel says ${words}: ${posts().map(wordsOf).join(' | ')}`)
}
const wave = (survey: string) =>
  town.connections.db.selectFrom('waves').selectAll().where('survey', '=', survey).orderBy('number').execute()
const states = async (survey: string) =>
  (
    await town.connections.db
      .selectFrom('invitations as i')
      .innerJoin('waves as w', 'w.id', 'i.wave_id')
      .innerJoin('members as m', 'm.id', 'i.member_id')
      .select(['m.address', 'i.state'])
      .where('w.survey', '=', survey)
      .orderBy('m.id')
      .execute()
  ).map(({ state }) => state)

test('at launch everybody is asked in their language, and Slack sees how far it is', async () => {
  await launch(benches(town.place))
  await hears(ana, /Benches[\s\S]*Where should they stand/)
  await hears(ben, /Bancos[\s\S]*¿Dónde deben estar/)
  await eventually(async () => expect(await states('benches')).toEqual(['sent', 'sent']))
  await lineOf(/Benches\s+\(benches, version 1\) was launched by Lea/)
  await lineOf(/Wave 1/)
  await goTo(new Date(now().getTime() + 11_000))
  const line = await lineOf(/Wave 1\s+has gone out[\s\S]*Sent 2 of 2/)
  expect(line.thread_ts).toBe((await lineOf(/was launched/)).ts)
  expect(buttonsOf(line).map(({ label }) => label)).toEqual(['Stop…'])
  expect((await wave('benches'))[0]).toMatchObject({ number: 1, state: 'sending', audience: 2 })
})

test('who left, paused, cannot be reached or cares for other things is not asked; who sleeps is asked in the morning', async () => {
  const { db } = town.connections
  const people = ['New York', 'Pauses', 'Left', 'Topics', 'No messages', 'Gone'].map(name => {
    const person = town.telegram.addPerson({ firstName: name, started: true })
    return { person, address: `telegram:${person.user.id}` }
  })
  const [early, pauses, left, topics, silent, gone] = people.map(({ address }) => ({ address }))
  await addMembers(db, [
    { ...early!, timeZone: 'America/New_York' },
    { ...pauses!, pausedUntil: new Date('2027-06-01') },
    { ...left!, leftAt: new Date('2027-01-01') },
    { ...topics!, pace: 'topics', interests: ['parks'] },
    { ...silent!, direct: false },
    gone!,
  ])
  await db
    .updateTable('conversations')
    .set({ unreachable_since: new Date('2027-01-01') })
    .where('address', '=', gone!.address)
    .execute()
  await goTo(new Date('2027-03-10T12:00Z'))
  await launch(benches(town.place, 'key: trees', 'title: { en: Trees, es: Árboles }'))
  await hears(ana, /Trees/)
  await eventually(async () => expect(await states('trees')).toEqual(['sent', 'sent', 'due']))

  const [sleeps] = people
  await goTo(new Date('2027-03-10T13:59Z'))
  expect(await states('trees')).toEqual(['sent', 'sent', 'due'])
  await goTo(new Date('2027-03-10T14:01Z'))
  await hears(sleeps!.person, /Trees/)

  await goTo(new Date('2027-03-20T12:00Z'))
  await launch(benches(town.place, 'key: parks', 'audience: { interests: [parks] }'))
  await hears(people[3]!.person, /Where should they stand/)
  await eventually(async () => expect(await states('parks')).toEqual(['sent']))
})

test('who was asked not long ago is asked when a week is over, the survey that waits longest first', async () => {
  await goTo(new Date('2027-04-05T12:00Z'))
  await launch(benches(town.place, 'key: first', `audience: { areas: [${town.place.areas[0]!.name}] }`))
  await eventually(async () => expect(await states('first')).toEqual(['sent']))

  const rest = ['schedule: { closesAfterDays: 30 }', `audience: { areas: [${town.place.areas[0]!.name}] }`]
  await goTo(new Date('2027-04-06T12:00Z'))
  await launch(benches(town.place, 'key: rare', 'title: { en: Rare, es: Raro }', ...rest))
  await goTo(new Date('2027-04-07T12:00Z'))
  await launch(benches(town.place, 'key: often', 'title: { en: Often, es: A menudo }', ...rest))
  await goTo(new Date('2027-04-12T11:59Z'))
  expect(await states('rare')).toEqual(['due'])

  await goTo(new Date('2027-04-12T12:01Z'))
  await hears(ana, /Rare/)
  await eventually(async () => expect(await states('rare')).toEqual(['sent']))
  await goTo(new Date('2027-04-12T13:00Z'))
  expect(await states('often')).toEqual(['due'])
  await goTo(new Date('2027-04-19T13:00Z'))
  await hears(ana, /Often/)
})

test('who has not answered to the end is reminded once; at its end a wave is closed', async () => {
  await goTo(new Date('2027-05-03T12:00Z'))
  const schedule = 'schedule: { remindAfterDays: 2, closesAfterDays: 5 }'
  await launch(benches(town.place, 'key: again', 'title: { en: Again, es: De nuevo }', schedule))
  await eventually(async () => expect((await states('again')).slice(0, 2)).toEqual(['sent', 'sent']))
  const times = (person: TelegramPerson) => person.heard().filter(text => /Again|De nuevo/.test(text)).length
  await town.connections.db
    .updateTable('invitations')
    .set({ progress: 'finished' })
    .where('wave_id', '=', (await wave('again'))[0]!.id)
    .where('member_id', '=', db =>
      db.selectFrom('members').select('id').where('address', '=', `telegram:${ben.user.id}`),
    )
    .execute()

  await goTo(new Date('2027-05-05T12:01Z'))
  await eventually(() => expect(times(ana)).toBe(2))
  await goTo(new Date('2027-05-07T12:01Z'))
  await goTo(new Date('2027-05-08T12:01Z'))
  expect((await wave('again'))[0]).toMatchObject({ state: 'closed' })
  expect([times(ana), times(ben)]).toEqual([2, 1])
  await goTo(new Date(now().getTime() + 11_000))
  await lineOf(/Wave 1\s+is closed\.[\s\S]*answered 1/)
})

test('organisers pause a wave, let it go on and stop it; nobody else does', async () => {
  await goTo(new Date('2027-05-17T12:00Z'))
  const { db } = town.connections
  const lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  town.slack.join(lea, channel)
  await launch(
    benches(town.place, 'key: slow', 'outcomeBy: 2028-04-15', 'schedule: { spreadHours: 48, closesAfterDays: 20 }'),
  )
  const wavesLine = () =>
    eventually(async () => {
      const { line } = (await wave('slow'))[0]!
      return posts().find(post => post.ts === line) ?? fail(/Wave/)
    })
  const labels = async () => buttonsOf(await wavesLine()).map(({ label }) => label)
  const stateIs = (state: string) => eventually(async () => expect((await wave('slow'))[0]!.state).toBe(state))
  expect(await labels()).toEqual(['Pause', 'Stop…'])
  const { ts } = await wavesLine()

  town.priya.presses(channel, ts, 'pauseWave')
  await eventually(() => expect(whispersTo(town, town.priya).join()).toMatch(/Only organisers of the panel/))
  expect((await wave('slow'))[0]!.state).toBe('sending')

  lea.presses(channel, ts, 'pauseWave')
  await stateIs('paused')
  await eventually(async () => expect(await labels()).toEqual(['Go on', 'Stop…']))
  await goTo(new Date('2027-05-20T12:00Z'))
  expect(await states('slow')).not.toContain('sent')

  lea.presses(channel, ts, 'resumeWave')
  await stateIs('sending')
  await eventually(async () => expect(await states('slow')).toContain('sent'))

  lea.presses(channel, ts, 'stopWave')
  await eventually(() => expect(whispersTo(town, lea).join()).toMatch(/Stop wave 1 of\s+Benches\s+for good/))
  expect((await wave('slow'))[0]!.state).toBe('sending')
  const asked = town.slack.ephemerals.findLast(({ user }) => user === lea.id)!
  lea.presses(channel, asked.message.ts, 'stopWaveNow')
  await stateIs('stopped')
  await eventually(async () => expect(await labels()).toEqual([]))
  const acts = await db
    .selectFrom('survey_events')
    .select(['kind', 'actor'])
    .where('survey', '=', 'slow')
    .orderBy('id')
    .execute()
  expect(acts.map(({ kind, actor }) => `${kind} ${actor}`)).toEqual([
    'launched U0LEAD',
    'wave clock',
    'paused U0LEAD',
    'resumed U0LEAD',
    'stopped U0LEAD',
  ])
})

test('what a network did not take until the evening is not sent in the night, and counts as asked when it is', async () => {
  await goTo(new Date('2027-05-29T16:00Z'))
  const { pool } = town.connections
  town.telegram.faults.on('sendMessage', { kind: 'status', status: 429, retryAfterS: 1 })
  await launch(benches(town.place, 'key: late', 'title: { en: Late, es: Tarde }', 'schedule: { closesAfterDays: 5 }'))
  await eventually(async () => expect((await states('late')).slice(0, 2)).toEqual(['queued', 'queued']))
  await goTo(new Date('2027-05-29T21:00Z'))
  await pool.query(`update outbox set created_at = now() - interval '2 minutes' where settled_at is null and bulk`)
  const both = [ana, ben].map(({ user }) => `telegram:${user.id}`)
  await eventually(async () => {
    const { rows } = await pool.query(
      `select i.state, i.due_at >= '2027-05-30T06:59Z' as "inTheMorning", exists (
         select 1 from outbox o where o.lane = m.address and o.settled_at is null) as waits
       from invitations i join waves w on w.id = i.wave_id join members m on m.id = i.member_id
       where w.survey = 'late' and m.address = any($1)`,
      [both],
    )
    expect(rows).toEqual(both.map(() => ({ state: 'due', inTheMorning: true, waits: false })))
  })
  town.telegram.faults.clear()
  expect([ana, ben].flatMap(person => person.heard().filter(text => /Late|Tarde/.test(text)))).toEqual([])

  await goTo(new Date('2027-05-30T12:01Z'))
  await hears(ana, /Late/)
  await hears(ben, /Tarde/)
})

test('a repeating survey goes out each time; what was missed is told, and only the newest is made up for', async () => {
  await goTo(new Date('2027-06-01T09:30Z'))
  const daily = (repeat: string) => `schedule: { repeat: "${repeat}", closesAfterDays: 2 }`
  await launch(benches(town.place, 'key: weekly', 'title: { en: Weekly, es: Cada semana }', daily('0 12 * * 3')))
  expect(await wave('weekly')).toEqual([])
  await goTo(new Date('2027-06-02T11:00:30Z'))
  expect((await wave('weekly')).map(({ number, state }) => [number, state])).toEqual([[1, 'sending']])

  // Three weeks without Folkmoot, back on the day after the third.
  await town.stop()
  town.advance(22 * DAY_MS)
  offsetMs += 22 * DAY_MS
  await town.start()
  await town.moveClock(0)
  const waves = await wave('weekly')
  expect(waves.map(({ state }) => state)).toEqual(['closed', 'missed', 'missed', 'sending'])
  expect(waves.map(({ starts_at }) => starts_at.toISOString().slice(5, 16))).toEqual([
    '06-02T11:00',
    '06-09T11:00',
    '06-16T11:00',
    '06-23T11:00',
  ])
  await lineOf(/Weekly\s+did not go out[\s\S]*Jun 9[\s\S]*Jun 16/)
  await hears(ana, /Weekly/)
})
