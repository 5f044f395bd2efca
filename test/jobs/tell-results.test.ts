/**
 * What people said, in Slack: one message of each wave, kept true in steps, and tables by what people are.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackMessage } from '../../sandbox/slack/wire.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { pseudonymOf } from '../../src/panel/pseudonym.ts'
import { queue } from '../../src/store/outbox.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { whispersTo } from '../support/cards.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'
import { wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let channel: string
let offsetMs = 0
let members: readonly string[]
let waveId: string
const now = () => new Date(Date.now() + offsetMs)

beforeAll(async () => {
  town = await startTown({ started: false })
  channel = town.place.panel!.channel
  const people = Array.from({ length: 60 }, (_, n) => town.telegram.addPerson({ firstName: `P${n}`, started: true }))
  members = await addMembers(
    town.connections.db,
    people.map(({ user }) => ({ address: `telegram:${user.id}`, timeZone: 'UTC' })),
  )
  await goTo(new Date('2027-03-01T12:00Z'))
  await town.start()
  await launch()
})
afterAll(() => town[Symbol.asyncDispose]())

async function goTo(at: Date): Promise<void> {
  const ms = at.getTime() - now().getTime()
  offsetMs += ms
  await town.moveClock(ms)
}
const goOn = (ms: number) => goTo(new Date(now().getTime() + ms))

async function launch(): Promise<void> {
  const { db } = town.connections
  await keepSurvey(db, benches(town.place))
  const launched = await db
    .transaction()
    .execute(trx => launchSurvey(trx, 'benches', { id: 'U0LEAD', name: 'Lea' }, { place: town.place, now: now() }))
  if (launched.kind !== 'launched') throw new Error(launched.kind)
  await queue(db, launched.messages, null)
  await town.moveClock(0)
  waveId = (await db.selectFrom('waves').select('id').executeTakeFirstOrThrow()).id
  await eventually(async () =>
    expect((await db.selectFrom('waves').select('line').executeTakeFirstOrThrow()).line).not.toBeNull(),
  )
}

/** So many more come to the end, all of one area and age. */
let answered = 0
async function answer(count: number, option: 'park' | 'quay', cells: Readonly<Record<string, string>>): Promise<void> {
  const { db } = town.connections
  const { key } = await db.selectFrom('wave_keys').select('key').where('wave_id', '=', waveId).executeTakeFirstOrThrow()
  for (const member of members.slice(answered, answered + count)) {
    const pseudonym = pseudonymOf(member, key)
    await db
      .insertInto('responses')
      .values({ wave_id: waveId, pseudonym, cells: JSON.stringify(cells), finished: true })
      .execute()
    await db
      .insertInto('survey_answers')
      .values({ wave_id: waveId, pseudonym, question: 'where', value: JSON.stringify(option) })
      .execute()
    await sql`
      update invitations set progress = 'finished' where wave_id = ${waveId} and member_id = ${member}`.execute(db)
  }
  answered += count
}

const posts = (): readonly SlackMessage[] => town.slack.channels.find(({ id }) => id === channel)!.messages
const results = () => posts().find(post => /Results/.test(wordsOf(post)))
const resultsSay = (words: RegExp) => eventually(() => expect(results() && wordsOf(results()!)).toMatch(words))
/** Presses *By…*, chooses, and reads the answer that only she sees. */
async function asksBy(label: string): Promise<string> {
  town.priya.presses(channel, results()!.ts, 'resultsBy')
  const choice = await eventually(() => {
    const { message } = town.slack.ephemerals.at(-1) ?? {}
    const button = message && buttonsOf(message).find(one => one.label === label)
    expect(button).toBeDefined()
    return { ts: message!.ts, action: button!.actionId }
  })
  town.priya.presses(channel, choice.ts, choice.action)
  return eventually(() => {
    const told = whispersTo(town, town.priya).at(-1) ?? ''
    expect(told).toMatch(/^By |Too few/)
    return told
  })
}

test('nothing is told of nine; of ten the shares, as words and as a picture', async () => {
  const [north, south] = town.place.areas.map(({ name }) => name)
  await answer(9, 'park', { area: north!, age: 'under30' })
  await goOn(61_000)
  expect(results()).toBeUndefined()

  await answer(3, 'quay', { area: south!, age: 'over60' })
  await goOn(61_000)
  await resultsSay(/Results so far of wave 1: Benches/)
  await resultsSay(/12 answered to the end, of \d+ who were asked/)
  await resultsSay(/The park: 75% \(9\)[\s\S]*The quay: 25% \(3\)/)
  const image = await eventually(() => {
    const block = results()!.blocks!.find(({ type }) => type === 'image')
    expect(block).toBeDefined()
    return block!
  })
  expect(image.alt_text).toMatch(/The park 75%/)
  expect(results()!.thread_ts).toBe(posts().find(post => /was launched/.test(wordsOf(post)))!.ts)
})

test('what comes next is told in steps of ten, so that nobody is found by what changed', async () => {
  const [north] = town.place.areas.map(({ name }) => name)
  await answer(9, 'park', { area: north!, age: 'under30' })
  await goOn(61_000)
  expect(wordsOf(results()!)).toMatch(/12 answered/)
  await answer(3, 'quay', { area: north!, age: 'under30' })
  await goOn(61_000)
  await resultsSay(/24 answered to the end/)
  await resultsSay(/The park: 75% \(18\)/)
})

test('by area, groups of few are hidden together with what would give them away', async () => {
  const [, south] = town.place.areas.map(({ name }) => name)
  await answer(12, 'quay', { area: south!, age: 'to59' })
  await goOn(61_000)
  await resultsSay(/36 answered to the end/)
  const told = await asksBy('Area')
  // North: 18 park, 3 quay; South: 15 quay.
  expect(told).toContain(`${town.place.areas[0]!.name}: The park –`)
  expect(told).toMatch(/The quay 15|The quay –/)
  expect(told).not.toMatch(/The quay 3|The park 18/)
  const kept = await town.connections.db.selectFrom('released_cuts').select('cells').where('question', '=', 'where').execute()
  expect(kept.flatMap(({ cells }) => cells).filter(cell => cell !== null && cell < 10)).toEqual([])
})
