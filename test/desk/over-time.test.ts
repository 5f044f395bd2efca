/**
 * *Over time…* below a wave's results: what became of the answers of a survey that went out more than once.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackMessage } from '../../sandbox/slack/wire.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import type { Survey, SurveyQuestion } from '../../src/core/panel/survey.ts'
import type { SurveyAnswers } from '../../src/core/panel/survey-answer.ts'
import { queue } from '../../src/store/outbox.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { whispersTo } from '../support/cards.ts'
import { addMembers, keepSurvey } from '../support/panel.ts'
import { aSurvey, comeToTheEnd, option } from '../support/surveys.ts'
import { wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let channel: string
let members: readonly string[]

const where = (...names: readonly [string, string][]): SurveyQuestion => ({
  key: 'where',
  kind: 'choice',
  ask: { en: 'Where should the benches stand?' },
  options: names.map(([key, name]) => option(key, name)),
})
const mark: SurveyQuestion = { key: 'mark', kind: 'mark', ask: { en: 'How good are the ones we have?' } }

beforeAll(async () => {
  town = await startTown({ started: false })
  channel = town.place.panel!.channel
  const people = Array.from({ length: 12 }, (_, n) => town.telegram.addPerson({ firstName: `P${n}`, started: true }))
  members = await addMembers(
    town.connections.db,
    people.map(({ user }) => ({ address: `telegram:${user.id}`, timeZone: 'UTC' })),
  )
  await town.start()
})
afterAll(() => town[Symbol.asyncDispose]())

const posts = (): readonly SlackMessage[] => town.slack.channels.find(({ id }) => id === channel)!.messages
const posted = (words: RegExp) =>
  eventually(() => {
    const found = posts().find(post => words.test(wordsOf(post)))
    expect(found).toBeDefined()
    return found!
  })

/** A wave goes out, and so many answer each of these. @returns The message with its results. */
async function goesOut(
  number: number,
  questions: Survey['questions'],
  answered: readonly (readonly [number, SurveyAnswers])[],
): Promise<SlackMessage> {
  const { db } = town.connections
  const context = { place: town.place, now: new Date() }
  await keepSurvey(db, { ...aSurvey('benches', questions), title: { en: 'Benches' } })
  const by = { id: 'U0LEAD', name: 'Lea' }
  const launched = await db.transaction().execute(trx => launchSurvey(trx, 'benches', by, context))
  if (launched.kind !== 'launched') throw new Error(launched.kind)
  await queue(db, launched.messages, null)
  await town.moveClock(0)
  const { id } = await db.selectFrom('waves').select('id').where('number', '=', number).executeTakeFirstOrThrow()
  await eventually(async () => {
    const { line } = await db.selectFrom('waves').select('line').where('id', '=', id).executeTakeFirstOrThrow()
    expect(line).not.toBeNull()
  })
  let next = 0
  const groups = answered.map(([people, answers]) => {
    next += people
    return { members: members.slice(next - people, next), answers }
  })
  await comeToTheEnd(db, id, groups)
  await town.moveClock(61_000)
  return posted(new RegExp(`Results so far of wave ${number}:`))
}

const labelsOf = (message: SlackMessage) => buttonsOf(message).map(({ label }) => label)

/** Presses *Over time…* below these results, and chooses. */
async function asksOverTime(results: SlackMessage, label: string): Promise<void> {
  const before = town.slack.ephemerals.length
  town.priya.presses(channel, results.ts, 'overTime')
  const choice = await eventually(() => {
    const { message } = town.slack.ephemerals[before] ?? {}
    const button = message && buttonsOf(message).find(one => one.label === label)
    expect(button).toBeDefined()
    return { ts: message!.ts, action: button!.actionId }
  })
  town.priya.presses(channel, choice.ts, choice.action)
}

test('from the second wave on, its answers are told beside the first one’s, by option whatever it is called', async () => {
  const first = await goesOut(
    1,
    [where(['park', 'The park'], ['quay', 'The quay']), mark],
    [
      [9, { where: 'park', mark: 4 }],
      [3, { where: 'quay', mark: 2 }],
    ],
  )
  expect(labelsOf(first)).toEqual(['By…'])

  const second = await goesOut(
    2,
    [where(['park', 'Mill Park'], ['lane', 'School lane']), mark],
    [
      [6, { where: 'park', mark: 5 }],
      [6, { where: 'lane', mark: 4 }],
    ],
  )
  expect(labelsOf(second)).toEqual(['By…', 'Over time…'])

  await asksOverTime(second, 'Where should the benches stand?')
  const told = await posted(/Benches, over time/)
  expect(told.thread_ts).toBe((await posted(/was launched/)).ts)
  expect(wordsOf(told)).toMatch(/Wave 1, .*: 12 answered[\s\S]*Wave 2, .*: 12 answered/)
  expect(wordsOf(told)).toMatch(/• Mill Park: 75% · 50%\n• School lane: – · 50%\n• The quay: 25% · –/)
  const image = told.blocks!.find(({ type }) => type === 'image')
  expect(image?.alt_text).toMatch(/50% Mill Park \(1: 75%, 2: 50%\)/)
  expect(image?.alt_text).toMatch(/The quay \(until wave 1\)/)

  await asksOverTime(second, 'How good are the ones we have?')
  await posted(/• Mean: 3\.5 · 4\.5/)
})

test('of more options than a picture has room for, the newest are drawn and the others named', async () => {
  const places = Array.from({ length: 10 }, (_, n): [string, string] => [`place${n}`, `Place ${n}`])
  const third = await goesOut(3, [where(...places)], [[12, { where: 'place3' }]])
  await asksOverTime(third, 'Where should the benches stand?')
  const told = await posted(/Place 9: – · – · 0%/)
  expect(wordsOf(told)).toMatch(/room for 10 lines[\s\S]*Only above: Mill Park, School lane, and The quay/)
  const image = told.blocks!.find(({ type }) => type === 'image')
  expect(image?.alt_text).toContain('Place 9')
  expect(image?.alt_text).not.toContain('School lane')
})

test('a press that names another question gets a clear answer, and nothing is posted', async () => {
  const results = await posted(/Results so far of wave 2/)
  const before = posts().length
  const { id } = await town.connections.db
    .selectFrom('waves')
    .select('id')
    .where('number', '=', 2)
    .executeTakeFirstOrThrow()
  const heard = whispersTo(town, town.priya).length
  // A real press, with another question in it.
  const pressed = town.priya.presses(channel, results.ts, 'overTime')
  await eventually(() => expect(whispersTo(town, town.priya).length).toBeGreaterThan(heard))
  const forged = {
    ...pressed,
    actions: pressed.actions.map(one => ({
      ...one,
      action_id: 'showOverTime#0',
      value: `${id} nothing`,
    })),
  }
  expect(await town.slack.interact(forged)).toMatchObject({ taken: true })
  await eventually(() => expect(whispersTo(town, town.priya).length).toBeGreaterThan(heard + 1))
  expect(posts()).toHaveLength(before)
})
