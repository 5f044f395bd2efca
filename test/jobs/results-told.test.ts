/**
 * What results say: shares that add up, numbers with their unit, groups by one thing or two, who asked for the survey
 * themselves; also where no picture can be drawn.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackMessage } from '../../sandbox/slack/wire.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import type { SurveyQuestion } from '../../src/core/panel/survey.ts'
import { queue } from '../../src/store/outbox.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { whispersTo } from '../support/cards.ts'
import { addMembers, keepSurvey } from '../support/panel.ts'
import { aSurvey, comeToTheEnd, option } from '../support/surveys.ts'
import { wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const QUESTIONS: readonly SurveyQuestion[] = [
  {
    key: 'where',
    kind: 'choice',
    ask: { en: 'Where should the benches stand?' },
    options: [option('park', 'The park'), option('quay', 'The quay'), option('lane', 'School lane')],
  },
  { key: 'wait', kind: 'number', ask: { en: 'How long may it take?' }, from: 0, to: 60, unit: { en: 'weeks' } },
]

interface Told {
  readonly town: Town
  readonly channel: string
  readonly results: () => SlackMessage
}

/** Sixty-three people answered: eleven for each place in English on Telegram, ten in Spanish on Discord. */
async function told(town: Town): Promise<Told> {
  const { db } = town.connections
  const channel = town.place.panel!.channel
  const members = await addMembers(
    db,
    Array.from({ length: 63 }, (_, n) => ({
      address: `telegram:${9_000 + n}`,
      area: town.place.areas[n < 42 ? 0 : 1]!.name,
    })),
  )
  const context = { place: town.place, now: new Date() }
  await keepSurvey(db, { ...aSurvey('benches', QUESTIONS), title: { en: 'Benches' } })
  const by = { id: 'U0LEAD', name: 'Lea' }
  const launched = await db.transaction().execute(trx => launchSurvey(trx, 'benches', by, context))
  if (launched.kind !== 'launched') throw new Error(launched.kind)
  await queue(db, launched.messages, null)
  await town.moveClock(0)
  const { id } = await db.selectFrom('waves').select('id').executeTakeFirstOrThrow()
  const [area] = town.place.areas.map(({ name }) => name)
  const cells = { area: area!, age: 'under30', language: 'en', network: 'telegram' }
  // Some leave before they are counted: they were meant all the same.
  await db.updateTable('members').set({ area: null }).where('id', 'in', members.slice(0, 20)).execute()
  await db.updateTable('invitations').set({ how: 'wanted' }).where('member_id', '=', members[0]!).execute()
  const places = [
    { where: 'park', wait: 2 },
    { where: 'quay', wait: 12 },
    { where: 'lane', wait: 20 },
  ]
  const spanish = { ...cells, language: 'es', network: 'discord' }
  await comeToTheEnd(
    db,
    id,
    places.flatMap((answers, n) => [
      { members: members.slice(n * 21, n * 21 + 11), answers, cells },
      { members: members.slice(n * 21 + 11, n * 21 + 21), answers, cells: spanish },
    ]),
  )
  const find = () =>
    town.slack.channels.find(one => one.id === channel)!.messages.find(post => /Results so far/.test(wordsOf(post)))
  await eventually(async () => {
    await town.moveClock(1_000)
    expect(find()).toBeDefined()
  })
  return { town, channel, results: () => find()! }
}

let all: Told
beforeAll(async () => {
  all = await told(await startTown())
})
afterAll(() => all.town[Symbol.asyncDispose]())

/** Presses *By…*, chooses, and reads the answer that only she sees. */
async function asksBy(label: string): Promise<string> {
  const { town, channel, results } = all
  const before = town.slack.ephemerals.length
  town.priya.presses(channel, results().ts, 'resultsBy')
  const choice = await eventually(() => {
    const { message } = town.slack.ephemerals[before] ?? {}
    const button = message && buttonsOf(message).find(one => one.label === label)
    expect(button).toBeDefined()
    return { ts: message!.ts, action: button!.actionId }
  })
  const heard = whispersTo(town, town.priya).length
  town.priya.presses(channel, choice.ts, choice.action)
  return eventually(() => {
    const answer = whispersTo(town, town.priya)[heard]
    expect(answer).toBeDefined()
    return answer!
  })
}

test('shares add up to 100, a number has its middle and its unit, and self-selected is said', () => {
  const words = wordsOf(all.results())
  const shares = [...words.matchAll(/• (?:The park|The quay|School lane): (\d+)% \(21\)/g)].map(([, share]) =>
    Number(share),
  )
  expect(shares).toEqual([34, 33, 33])
  expect(words).toMatch(
    /How long may it take\?\s+• In the middle: 12 weeks \(half of the answers lie between 2 and 20\)/,
  )
  expect(words).toMatch(/Self-selected:\s+some of those who answered asked for this survey themselves/)
  expect(all.results().blocks!.some(({ type }) => type === 'image')).toBe(true)
})

test('who answered stands beside everybody whom it was meant for; a group of which nobody did is not named', () => {
  const [first, second] = all.town.place.areas.map(({ name }) => name)
  const words = wordsOf(all.results())
  expect(words).toMatch(/beside everybody it was meant for/)
  expect(words).toContain(`• Area: ${first} 100% (67%)`)
  expect(words).not.toContain(second)
})

test('by language, by network, and by two things at once', async () => {
  const third = 'The park 34% · The quay 33% · School lane 33%'
  const languages = await asksBy('Language')
  expect(languages).toContain(`• English (33): ${third}`)
  expect(languages).toContain(`• Spanish (30): ${third}`)
  const weeks = '12 weeks (half of the answers lie between 2 and 20)'
  expect(languages).toContain(`• English (33): ${weeks}`)
  expect(languages).toContain(`• Spanish (30): ${weeks}`)
  expect(await asksBy('Network')).toContain(`• Discord (30): ${third}`)
  const both = await asksBy('Language × Network')
  expect(both).toContain(`• English × Telegram (33): ${third}`)
  expect(both).toContain(`• Spanish × Discord (30): ${third}`)
  expect(both).not.toContain('Spanish × Telegram')
})

test('where no picture can be kept, the results are told in words', async () => {
  await using town = await startTown({ started: false })
  // Where files would be kept is no folder.
  await writeFile(join(town.env.DATA_DIR!, 'media'), '')
  await town.start()
  const { results } = await told(town)
  expect(wordsOf(results())).toMatch(/The park: 34% \(21\)/)
  expect(results().blocks!.some(({ type }) => type === 'image')).toBe(false)
})
