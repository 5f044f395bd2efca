/**
 * Bad days of a survey's sending: people who cannot be reached, answers that are lost, a network that asks for patience,
 * and one that is away.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackMessage } from '../../sandbox/slack/wire.ts'
import type { TelegramPerson } from '../../sandbox/telegram/person.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { queue } from '../../src/store/outbox.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'
import { placeWith } from '../support/places.ts'
import { hears, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const DAY_MS = 86_400_000
/** The line in Slack is written anew after so long. */
const LINE_MS = 11_000
/** These tests are about no quiet hours. */
const NEVER_QUIET = [0, 0] as const

let town: Town
let offsetMs = 0
let place: Awaited<ReturnType<typeof placeWith>>
beforeAll(async () => {
  place = await placeWith('blockedDates: [2026-12-24, 2026-12-25]', 'blockedDates: []')
  town = await startTown({ placeFile: place.file })
})
afterAll(async () => {
  await town[Symbol.asyncDispose]()
  await place[Symbol.asyncDispose]()
})

async function pass(ms: number): Promise<void> {
  offsetMs += ms
  await town.moveClock(ms)
}

/** Members of one area of the town, one for each name. */
async function membersIn(area: number, names: readonly string[], started = true): Promise<readonly TelegramPerson[]> {
  const people = names.map(firstName => town.telegram.addPerson({ firstName, started }))
  await addMembers(
    town.connections.db,
    people.map(({ user }) => ({
      address: `telegram:${user.id}`,
      area: town.place.areas[area]!.name,
      quiet: NEVER_QUIET,
    })),
  )
  return people
}

const many = (count: number) => Array.from({ length: count }, (_, n) => `P${n}`)

/** Sends a survey to the members of an area. */
async function launch(area: number, key: string, days: string): Promise<void> {
  const { db } = town.connections
  const audience = `audience: { areas: [${town.place.areas[area]!.name}] }`
  const survey = benches(
    town.place,
    `key: ${key}`,
    `title: { en: ${key}, es: ${key} }`,
    audience,
    `schedule: { ${days} }`,
  )
  await keepSurvey(db, survey)
  const context = { place: town.place, now: new Date(Date.now() + offsetMs) }
  const launched = await db
    .transaction()
    .execute(trx => launchSurvey(trx, survey.key, { id: 'U0LEAD', name: 'Lea' }, context))
  if (launched.kind !== 'launched') throw new Error(launched.kind)
  await queue(db, launched.messages, null)
  await town.moveClock(0)
}

const isTo = ({ user }: TelegramPerson, params: unknown) => String(Object(params).chat_id) === String(user.id)
const addressOf = (person: TelegramPerson) => `telegram:${person.user.id}` as const
const times = (person: TelegramPerson, key: string) =>
  person.heard().filter(text => text.split('\n').includes(key)).length

async function states(key: string): Promise<ReadonlyMap<string, string>> {
  const rows = await town.connections.db
    .selectFrom('invitations as i')
    .innerJoin('waves as w', 'w.id', 'i.wave_id')
    .innerJoin('members as m', 'm.id', 'i.member_id')
    .select(['m.address', 'i.state'])
    .where('w.survey', '=', key)
    .execute()
  return new Map(rows.map(({ address, state }) => [address, state]))
}

const count = async (key: string, state: string) =>
  [...(await states(key)).values()].filter(one => one === state).length
const isSettled = (key: string) =>
  eventually(async () => {
    for (const state of ['due', 'queued']) expect(await count(key, state)).toBe(0)
  }, 60_000)

/** What the message of its wave says, once it is written anew. */
async function line(key: string, words: RegExp): Promise<string> {
  await pass(LINE_MS)
  return eventually(async () => {
    const found = await posted(key)
    const said = found ? wordsOf(found) : ''
    expect(said).toMatch(words)
    return said
  })
}

const buttons = async (key: string) => buttonsOf((await posted(key))!).map(({ label }) => label)

async function posted(key: string): Promise<SlackMessage | undefined> {
  const { line: ts } = await town.connections.db
    .selectFrom('waves')
    .select('line')
    .where('survey', '=', key)
    .executeTakeFirstOrThrow()
  return town.slack.channels
    .find(({ id }) => id === town.place.panel!.channel)!
    .messages.find(message => message.ts === ts)
}

test('who blocked the bot or is gone leaves the sending, not the panel; a word of theirs brings them back', async () => {
  const { db } = town.connections
  const [ana] = await membersIn(0, ['Ana'])
  const [shut] = await membersIn(0, ['Shut'], false)
  const [gone] = await membersIn(0, ['Gone'])
  town.telegram.removePerson(gone!)
  await launch(0, 'first', 'remindAfterDays: 1, closesAfterDays: 3')
  await isSettled('first')
  expect(await states('first')).toEqual(
    new Map([
      [addressOf(ana!), 'sent'],
      [addressOf(shut!), 'unreachable'],
      [addressOf(gone!), 'unreachable'],
    ]),
  )
  await line('first', /Sent 1 of 3 · answered 0 · refused 0 · unreachable 2 · unknown whether it arrived 0/)
  const left = await db.selectFrom('members').select('id').where('left_at', 'is not', null).execute()
  expect(left).toEqual([])

  await pass(2 * DAY_MS)
  await eventually(() => expect(times(ana!, 'first')).toBe(2))
  shut!.says('I am here again')
  await hears(shut!, /./)
  const calls = () => town.telegram.journal.filter(({ params }) => isTo(gone!, params)).length
  const before = calls()
  expect(before).toBe(1)
  await pass(8 * DAY_MS)
  await launch(0, 'second', 'closesAfterDays: 3')
  await hears(shut!, /second/)
  await isSettled('second')
  expect((await states('second')).has(addressOf(gone!))).toBe(false)
  expect(calls()).toBe(before)
})

test('what was refused and what may have arrived is counted, not sent again, and not by the reminder', async () => {
  const people = await membersIn(1, many(6))
  town.telegram.faults.on('sendMessage', { kind: 'refuse', error: 'Bad Request: message is not good enough' }, 1)
  town.telegram.faults.on('sendMessage', { kind: 'resetAfter' }, 1)
  await launch(1, 'lost', 'remindAfterDays: 1, closesAfterDays: 3')
  await isSettled('lost')
  await line('lost', /Sent 4 of 6 · answered 0 · refused 1 · unreachable 0 · unknown whether it arrived 1/)
  const reached = await states('lost')
  const of = (state: string) => people.filter(person => reached.get(addressOf(person)) === state)

  await pass(2 * DAY_MS)
  for (const person of of('sent')) await eventually(() => expect(times(person, 'lost')).toBe(2))
  expect(of('unknown').map(person => times(person, 'lost'))).toEqual([1])
  expect(of('refused').map(person => times(person, 'lost'))).toEqual([0])

  // It did arrive, whatever we know: what is typed is an answer to it.
  const [unsure] = of('unknown')
  unsure!.says('The park')
  await hears(unsure!, /that was all/)
  await line('lost', /Sent 4 of 6 · answered 1/)
})

test('while reminders are to come a wave can be paused; one of which nobody can tell whether it arrived is counted', async () => {
  const people = await membersIn(5, many(3))
  await launch(5, 'remind', 'remindAfterDays: 1, closesAfterDays: 3')
  await isSettled('remind')
  expect(await line('remind', /Wave 1\s+has gone out/)).toMatch(/Reminders: sent 0 .* still to be sent 3/)
  expect(await buttons('remind')).toEqual(['Pause', 'Stop…'])

  town.telegram.faults.on('sendMessage', { kind: 'resetAfter' }, 1)
  await pass(1.1 * DAY_MS)
  await eventually(() => expect(people.map(person => times(person, 'remind'))).toEqual([2, 2, 2]))
  await line('remind', /Sent 3 of 3 .* unknown whether it arrived 0\s+Reminders: sent 2 .* arrived 1 .* sent 0/)
  expect(await buttons('remind')).toEqual(['Stop…'])
})

test('a network that asks for patience in the middle of a wave gets it, and everybody has it once', async () => {
  const people = await membersIn(2, many(20))
  town.telegram.faults.on('sendMessage', { kind: 'status', status: 429, retryAfterS: 3 }, 8)
  await launch(2, 'patience', 'closesAfterDays: 3')
  await eventually(() => expect(people.map(person => times(person, 'patience'))).toEqual(people.map(() => 1)), 60_000)
  await isSettled('patience')
  expect(await count('patience', 'sent')).toBe(20)
  await line('patience', /Wave 1\s+has gone out[\s\S]*Sent 20 of 20/)
})

/** So many may be on their way at once, and are lost together when a network goes. */
const AT_ONCE = 48

test('a network that is away costs no more than what was on its way: it is asked first whether it is back', async () => {
  const people = await membersIn(3, many(AT_ONCE + 30))
  town.telegram.faults.on(/./, { kind: 'status', status: 502 })
  await launch(3, 'away', 'closesAfterDays: 3')
  const asked = () => town.telegram.journal.filter(({ method }) => method === 'getMe').length
  const before = asked()
  await eventually(() => expect(asked()).toBeGreaterThan(before + 3), 60_000)
  await line('away', /Wave 1\s+is going out[\s\S]*still to be sent, until about/)

  town.telegram.faults.clear()
  await isSettled('away')
  const lost = await count('away', 'unknown')
  expect(lost).toBeGreaterThan(0)
  expect(lost).toBeLessThanOrEqual(AT_ONCE)
  expect(await count('away', 'sent')).toBe(people.length - lost)
  const reached = await states('away')
  for (const person of people) expect(times(person, 'away')).toBe(reached.get(addressOf(person)) === 'sent' ? 1 : 0)
}, 180_000)

test('what waits for a network at the end of a survey is not sent after it', async () => {
  const people = await membersIn(4, many(AT_ONCE + 70))
  town.telegram.faults.on(/./, { kind: 'status', status: 502 })
  await launch(4, 'over', 'closesAfterDays: 1')
  const asked = () => town.telegram.journal.filter(({ method }) => method === 'getMe').length
  const before = asked()
  await eventually(() => expect(asked()).toBeGreaterThan(before))
  expect(await count('over', 'queued')).toBeGreaterThan(0)
  await pass(1.1 * DAY_MS)
  await isSettled('over')
  const { rows } = await town.connections.pool.query(
    `select count(*)::integer as count from outbox where settled_at is null and purpose->>'kind' = 'invitation'`,
  )
  expect(rows).toEqual([{ count: 0 }])
  expect(await count('over', 'dropped')).toBeGreaterThan(0)
  town.telegram.faults.clear()
  expect(await line('over', /Wave 1\s+is closed/)).toMatch(new RegExp(`Sent 0 of ${people.length}`))
  people[0]!.says('/help')
  await hears(people[0]!, /reach/)
  expect(people.map(person => times(person, 'over'))).toEqual(people.map(() => 0))
}, 180_000)
