/**
 * What people said, in Slack: one message of each wave, kept true in steps, and tables by what people are.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackMessage } from '../../sandbox/slack/wire.ts'
import { exportSurvey } from '../../src/actions/panel/export-survey.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { queue } from '../../src/store/outbox.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { whispersTo } from '../support/cards.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'
import { comeToTheEnd } from '../support/surveys.ts'
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
  const next = members.slice(answered, answered + count)
  await comeToTheEnd(town.connections.db, waveId, [{ members: next, answers: { where: option }, cells }])
  answered += count
}

const posts = (): readonly SlackMessage[] => town.slack.channels.find(({ id }) => id === channel)!.messages
const results = () => posts().find(post => /Results/.test(wordsOf(post)))
const resultsSay = (words: RegExp) => eventually(() => expect(results() && wordsOf(results()!)).toMatch(words))
/** Presses *By…*, chooses, and reads the answer that only she sees. */
async function asksBy(label: string): Promise<string> {
  const before = town.slack.ephemerals.length
  town.priya.presses(channel, results()!.ts, 'resultsBy')
  const choice = await eventually(() => {
    const { message } = town.slack.ephemerals[before] ?? {}
    const button = message && buttonsOf(message).find(one => one.label === label)
    expect(button).toBeDefined()
    return { ts: message!.ts, action: button!.actionId }
  })
  const heard = whispersTo(town, town.priya).length
  town.priya.presses(channel, choice.ts, choice.action)
  return eventually(() => {
    const told = whispersTo(town, town.priya)[heard]
    expect(told).toBeDefined()
    return told!
  })
}

test('nothing is told of nine; of ten the shares, as words and as a picture', async () => {
  const [north, south] = town.place.areas.map(({ name }) => name)
  await answer(9, 'park', { area: north!, age: 'under30', language: 'es' })
  await goOn(61_000)
  expect(results()).toBeUndefined()

  await answer(3, 'quay', { area: south!, age: 'over60', language: 'en' })
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
  await answer(9, 'park', { area: north!, age: 'under30', language: 'es' })
  await goOn(61_000)
  expect(wordsOf(results()!)).toMatch(/12 answered/)
  await answer(3, 'quay', { area: north!, age: 'under30', language: 'es' })
  await goOn(61_000)
  await resultsSay(/24 answered to the end/)
  await resultsSay(/The park: 75% \(18\)/)
})

test('by area, a group of few is hidden together with one that would give it away', async () => {
  const [north, south, third] = town.place.areas.map(({ name }) => name)
  await answer(12, 'quay', { area: north!, age: 'under30', language: 'es' })
  await answer(10, 'quay', { area: south!, age: 'to59', language: 'en' })
  await answer(11, 'park', { area: south!, age: 'to59', language: 'en' })
  await answer(3, 'park', { area: third!, age: 'to59', language: 'en' })
  await goOn(61_000)
  await resultsSay(/60 answered to the end/)
  const told = await asksBy('Area')
  // North: 18 and 15, South: 11 and 13, the third: 3 and none.
  expect(told).toMatch(new RegExp(`${north} \\(33\\): The park 55% · The quay 45%`))
  expect(told).not.toContain(south)
  expect(told).not.toContain(third)
  const kept = await town.connections.db.selectFrom('released_cuts').select(['cells', 'question', 'cut']).execute()
  const shown = kept.filter(({ question, cut }) => `${question} ${cut}` === 'where area').flatMap(({ cells }) => cells)
  expect(shown.filter(cell => cell !== null && cell > 0)).toEqual([18, 15])
})

test('what was answered is exported once it is over, in rows that tell of nobody', async () => {
  const { db } = town.connections
  const files = () =>
    exportSurvey(db, 'benches', { place: town.place, now: now() }, async (_, text) =>
      (await Array.fromAsync(text)).join(''),
    )
  expect(await files()).toEqual([])
  await goOn(6 * 86_400_000)
  await resultsSay(/Results of wave 1: Benches/)
  const [answers, codebook] = await files()
  const [head, ...rows] = answers!.trim().split('\r\n')
  expect(answers!.startsWith('\ufeff')).toBe(true)
  expect(head).toBe('wave,to_the_end,late,area,age,language,network,where')
  expect(rows).toHaveLength(60)
  const beside = Map.groupBy(rows, row => row.split(',').slice(3, 7).join())
  for (const alike of beside.values()) expect(alike.length).toBeGreaterThanOrEqual(10)
  expect(rows.filter(row => row.endsWith(',park'))).toHaveLength(32)
  expect(codebook!).toContain('where,park,The park')
})

test('tables stand as they were once nobody can tell any more who answered what', async () => {
  const { db } = town.connections
  const cuts = ['Area', 'Language', 'Network']
  const before: string[] = []
  for (const cut of cuts) before.push(await asksBy(cut))
  expect(before[1]).toMatch(/English \(27\).*\n• Spanish \(33\)/)
  expect(before[0]).toMatch(/As of 60 who answered to the end\./)
  await goOn(95 * 86_400_000)
  await eventually(async () => expect(await db.selectFrom('wave_keys').selectAll().execute()).toEqual([]))
  const after: string[] = []
  for (const cut of cuts) after.push(await asksBy(cut))
  expect(after).toEqual(before)
})
