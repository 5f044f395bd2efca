/**
 * What people wrote in a survey, as organisers read it in Slack: page by page, in steps of ten, tagged, quoted, hidden; and
 * gone from everywhere when somebody erases it.
 */
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import type { SlackMessage } from '../../sandbox/slack/wire.ts'
import { answerSurveys, eraseAnswers } from '../../src/actions/panel/answer-surveys.ts'
import { launchSurvey } from '../../src/actions/panel/launch-survey.ts'
import { areaAt } from '../../src/core/areas.ts'
import { type Address, addressOf } from '../../src/core/network.ts'
import type { SurveyAnswer } from '../../src/core/panel/survey-answer.ts'
import { forgetWhoAnsweredJob } from '../../src/jobs/forget-who-answered.ts'
import { pseudonymOf } from '../../src/panel/pseudonym.ts'
import { queue } from '../../src/store/outbox.ts'
import { buttonsOf, readShown } from '../contract/slack-reader.ts'
import { whispersTo } from '../support/cards.ts'
import { addMembers, keepSurvey } from '../support/panel.ts'
import { aSurvey, option } from '../support/surveys.ts'
import { wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

const PEOPLE = 40
const DAY_MS = 86_400_000

let town: Town
let lea: SlackUser
let omar: SlackUser
let channel: string
let offsetMs = 0
let waveId: string
let members: readonly string[]
let addresses: readonly Address[]
const now = () => new Date(Date.now() + offsetMs)

beforeAll(async () => {
  town = await startTown({ started: false })
  channel = town.place.panel!.channel
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  omar = town.slack.addUser({ id: 'U0ADMIN', name: 'Omar', kind: 'member' })
  for (const user of [lea, omar]) town.slack.join(user, channel)
  const people = Array.from({ length: PEOPLE }, (_, n) =>
    town.telegram.addPerson({ firstName: `P${n}`, started: true }),
  )
  addresses = people.map(({ user }) => addressOf('telegram', String(user.id)))
  members = await addMembers(
    town.connections.db,
    addresses.map(address => ({ address, timeZone: 'UTC' })),
  )
  await goTo(new Date('2027-03-01T12:00Z'))
  await town.start()
  await launch()
})
afterEach(() => {
  for (const user of [lea, omar, town.priya]) while (user.view) user.dismisses()
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
  const survey = aSurvey('benches', [
    { key: 'open', kind: 'eitherOr', ask: { en: 'Benches?' }, options: [option('yes', 'Yes'), option('no', 'No')] },
    { key: 'why', kind: 'text', ask: { en: 'Why?' } },
    { key: 'spot', kind: 'pin', ask: { en: 'Where?' } },
  ])
  await keepSurvey(db, survey)
  const by = { id: 'U0LEAD', name: 'Lea' }
  const launched = await db
    .transaction()
    .execute(trx => launchSurvey(trx, 'benches', by, { place: town.place, now: now() }))
  if (launched.kind !== 'launched') throw new Error(launched.kind)
  await queue(db, launched.messages, null)
  await town.moveClock(0)
  waveId = (await db.selectFrom('waves').select('id').executeTakeFirstOrThrow()).id
  await eventually(async () =>
    expect((await db.selectFrom('waves').select('line').executeTakeFirstOrThrow()).line).not.toBeNull(),
  )
}

/** All of these members answer one question at once, as a round of turns does it. @returns What the last is told. */
async function give(
  from: number,
  to: number,
  question: number,
  answerOf: (n: number) => SurveyAnswer | null,
): Promise<string> {
  const all = addresses.slice(from, to).map((address, i) => {
    const answer = answerOf(from + i)
    return { address, channel: null, waveId, question, answer, stays: false, language: 'en' } as const
  })
  const messages = await town.connections.db
    .transaction()
    .execute(trx => answerSurveys(trx, all, { place: town.place, now: now() }))
  const { message } = messages.at(-1)!
  return 'text' in message ? message.text.text : ''
}
const gives = (n: number, question: number, answer: SurveyAnswer) => give(n, n + 1, question, () => answer)

const WORDS: Readonly<Record<number, string>> = {
  0: 'More shade, please <@U0LEAD> *now* https://shade.example',
  1: 'Ask my neighbour on 020 7946 0018',
  2: 'Somewhere to rest with the shopping',
}
const wordsOfMember = (n: number) => WORDS[n] ?? `Words of somebody, ${n}`

/** They come to the end in one moment, so that no step of ten falls among them. @returns What the last of them is told. */
async function answer(from: number, to: number): Promise<string> {
  const [latitude, longitude] = town.somewhere
  await give(from, to, 0, () => 'yes')
  await give(from, to, 1, wordsOfMember)
  return give(from, to, 2, n => (n % 2 === 0 ? { latitude, longitude } : null))
}

const posts = (): readonly SlackMessage[] => town.slack.channels.find(({ id }) => id === channel)!.messages
const results = () => posts().find(post => /Results/.test(wordsOf(post)))
const resultsSay = (words: RegExp) => eventually(() => expect(results() && wordsOf(results()!)).toMatch(words))
const shown = (user: SlackUser) => {
  const view = user.view?.view
  return view ? readShown({ text: '', blocks: view.blocks }).text : ''
}
const sees = (user: SlackUser, words: RegExp) =>
  eventually(() => {
    expect(shown(user)).toMatch(words)
    return shown(user)
  })

async function opens(user: SlackUser): Promise<string> {
  user.presses(channel, results()!.ts, 'resultsWords')
  return sees(user, /of \d+, in no order|Nobody wrote|none of these/)
}

/** The entry that begins like this, by the name of its menu. */
function entry(user: SlackUser, words: string): string {
  const found = user.view?.view.blocks.find(
    block => block.type === 'section' && (block.text as { text: string }).text.startsWith(words),
  )
  if (!found) throw new Error(`${user.name} sees no entry ${words}`)
  return found.block_id!
}

async function chooses(user: SlackUser, words: string, act: string, title: RegExp): Promise<void> {
  user.pressesIn('view', entry(user, words), act)
  await eventually(() => expect(user.view?.view.title.text).toMatch(title))
}

/** Turns pages until the entry is there. */
async function findsPage(user: SlackUser, words: string): Promise<void> {
  for (;;) {
    const blocks = JSON.stringify(user.view!.view.blocks)
    if (blocks.includes(words)) return
    user.pressesIn('view', 'next')
    await eventually(() => expect(JSON.stringify(user.view!.view.blocks)).not.toBe(blocks))
  }
}

async function everything(): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public'`.execute(town.connections.db)
  const all: unknown[] = []
  for (const { name } of tables) {
    const { rows } = await sql`select to_jsonb(t) as row from ${sql.table(name)} t`.execute(town.connections.db)
    all.push(...rows)
  }
  return JSON.stringify(all)
}

test('of nine nothing is shown; then words and pins, ten a page, in steps of ten', async () => {
  await answer(0, 9)
  await goOn(61_000)
  expect(results()).toBeUndefined()

  await answer(9, 12)
  await goOn(61_000)
  await resultsSay(/12 answered to the end/)
  expect(buttonsOf(results()!).map(({ label }) => label)).toEqual(['By…', 'What people wrote…'])
  const first = await opens(lea)
  expect(first).toMatch(/1–10 of 12/)
  lea.pressesIn('view', 'next')
  const second = await sees(lea, /11–12 of 12/)
  const all = Array.from({ length: 12 }, (_, n) => wordsOfMember(n))
  for (const words of all) expect(`${first}\n${second}`).toContain(words)
  lea.dismisses()

  await answer(12, 19)
  await goOn(61_000)
  expect(await opens(lea)).toMatch(/1–10 of 12/)
  lea.dismisses()
  await answer(19, 22)
  await goOn(61_000)
  await resultsSay(/22 answered to the end/)
  expect(await opens(lea)).toMatch(/1–10 of 22/)
  lea.fills({ question: 'spot' })
  const [latitude, longitude] = town.somewhere.map(degrees => Number(degrees.toFixed(3))) as [number, number]
  await sees(lea, new RegExp(`By area: ${areaAt({ latitude, longitude }, town.place.areas)} 11`))
  expect(shown(lea)).toMatch(/\d+\.\d{3}, -?\d+\.\d{3}/)
})

test('words are shown as they are: nothing in them calls, formats or leads anywhere', async () => {
  await opens(lea)
  await findsPage(lea, 'More shade')
  const block = lea.view!.view.blocks.find(({ block_id }) => block_id === entry(lea, 'More shade'))!
  expect(block.text).toEqual({ type: 'plain_text', text: WORDS[0], emoji: false })
})

test('tags gather, and are found by', async () => {
  await opens(lea)
  await findsPage(lea, 'Somewhere to rest')
  await chooses(lea, 'Somewhere to rest', 'tag', /^Tags$/)
  await lea.submits({ fresh: 'x; rest ' })
  await sees(lea, /The tags are saved/)
  await findsPage(lea, 'Somewhere to rest')
  expect(shown(lea)).toContain('#x rest')
  lea.fills({ filter: '#x rest' })
  await sees(lea, /1–1 of 1/)
  await chooses(lea, 'Somewhere to rest', 'tag', /^Tags$/)
  await lea.submits({ tags: ['x rest'], fresh: 'age' })
  await sees(lea, /#age · #x rest/)
  const events = await town.connections.db
    .selectFrom('survey_events')
    .select(['kind', 'actor_name', 'detail'])
    .where('kind', '=', 'tagged')
    .execute()
  expect(events).toHaveLength(2)
  expect(events[0]).toMatchObject({ actor_name: 'Lea', detail: { answer: expect.stringMatching(/^[0-9a-f-]{36}$/) } })
})

test('what is published is quoted to members and in the results, and can be taken back', async () => {
  await opens(lea)
  await findsPage(lea, 'Somewhere to rest')
  await chooses(lea, 'Somewhere to rest', 'publish', /^Publish$/)
  await lea.submits()
  await sees(lea, /It is published/)
  lea.dismisses()
  await goOn(61_000)
  await resultsSay(/Why\?\s+Somebody wrote: “Somewhere to rest with the shopping”/)
  expect(await answer(22, 23)).toMatch(/Why\?\nSomebody wrote: “Somewhere to rest with the shopping”/)

  await opens(lea)
  lea.fills({ filter: 'published' })
  await sees(lea, /1–1 of 1/)
  await chooses(lea, 'Somewhere to rest', 'takeBack', /^Take back$/)
  await lea.submits()
  await sees(lea, /It is taken back/)
  lea.dismisses()
  await goOn(61_000)
  await eventually(() => expect(wordsOf(results()!)).not.toMatch(/Somebody wrote/))
  expect(await answer(23, 24)).not.toMatch(/Somebody wrote/)
})

test('what seems to name somebody is marked, and is published only after a second look', async () => {
  await opens(lea)
  await findsPage(lea, 'Ask my neighbour')
  expect(shown(lea)).toMatch(/⚠ names somebody\?/)
  await chooses(lea, 'Ask my neighbour', 'publish', /^Publish$/)
  await lea.submits({ sure: ['sure'] })
  await sees(lea, /It is published/)
  // a form that never asked proves nothing
  lea.fills({ filter: 'published' })
  await sees(lea, /1–1 of 1/)
  await chooses(lea, 'Ask my neighbour', 'hide', /^Hide$/)
  await lea.submits({ why: 'personal' })
  await sees(lea, /It is hidden/)
  lea.fills({ filter: 'hidden' })
  await sees(lea, /🙈 hidden: names a person/)
  const { rows } = await sql`select published_at from free_answers where hidden_for is not null`.execute(
    town.connections.db,
  )
  expect(rows).toEqual([{ published_at: null }])
})

test('of two who act at once one is told that the other was quicker', async () => {
  for (const user of [lea, omar]) {
    await opens(user)
    await findsPage(user, 'Somewhere to rest')
    await chooses(user, 'Somewhere to rest', 'hide', /^Hide$/)
  }
  await lea.submits({ why: 'offTopic' })
  await sees(lea, /It is hidden/)
  await omar.submits({ why: 'abuse' })
  await sees(omar, /a colleague was quicker/)
  lea.fills({ filter: 'hidden' })
  await sees(lea, /hidden: off topic/)
  await chooses(lea, 'Somewhere to rest', 'show', /^Show again$/)
  await lea.submits()
  await sees(lea, /It is shown again/)
})

test('who is no organiser sees nothing, and changes nothing by a forged form either', async () => {
  town.priya.presses(channel, results()!.ts, 'resultsWords')
  await eventually(() => expect(whispersTo(town, town.priya).join('\n')).toMatch(/Only organisers/))
  expect(town.priya.view).toBeUndefined()

  await opens(lea)
  await findsPage(lea, 'Somewhere to rest')
  await chooses(lea, 'Somewhere to rest', 'publish', /^Publish$/)
  const before = whispersTo(town, town.priya).length
  const view = structuredClone(lea.view!.view)
  const { rows: published } = await sql`select 1 from free_answers where published_at is not null`.execute(
    town.connections.db,
  )
  await town.slack.interact({
    type: 'view_submission',
    user: { id: town.priya.id, username: 'priya', name: 'priya', team_id: town.slack.team },
    team: { id: town.slack.team, domain: 'folkmoot' },
    api_app_id: 'A0FOLKMOOT',
    token: 'x',
    trigger_id: town.slack.trigger(town.priya),
    enterprise: null,
    is_enterprise_install: false,
    view: { ...lea.view!, ...view } as never,
    response_urls: [],
  } as never)
  await eventually(() => expect(whispersTo(town, town.priya).length).toBeGreaterThan(before))
  const { rows } = await sql`select 1 from free_answers where published_at is not null`.execute(town.connections.db)
  expect(rows).toEqual(published)
})

test('other words take the place of those before, with nothing that was made of them; erased ones are gone from everywhere', async () => {
  const { db } = town.connections
  await opens(lea)
  await findsPage(lea, 'Somewhere to rest')
  await chooses(lea, 'Somewhere to rest', 'publish', /^Publish$/)
  await lea.submits()
  await sees(lea, /It is published/)
  lea.dismisses()
  await goOn(61_000)
  await resultsSay(/Somebody wrote: “Somewhere to rest/)

  await db.transaction().execute(trx => eraseAnswers(trx, addresses[2]!, waveId))
  await goOn(61_000)
  await eventually(() => expect(wordsOf(results()!)).not.toMatch(/Somewhere to rest/))
  await eventually(async () => expect(await everything()).not.toContain('Somewhere to rest'))

  const idOf = async () => {
    const rows = await db
      .selectFrom('survey_answers')
      .select('free_id')
      .where('value', '=', JSON.stringify(wordsOfMember(5)))
      .execute()
    return rows[0]?.free_id ?? ''
  }
  const id = await idOf()
  await gives(5, 1, wordsOfMember(5))
  expect(await idOf()).toBe(id)
  await gives(5, 1, 'Rather not')
  expect(await db.selectFrom('free_answers').select('id').where('id', '=', id).execute()).toEqual([])
})

test('nothing that Slack is ever given names a pseudonym, a member or an address', async () => {
  const { key } = await town.connections.db.selectFrom('wave_keys').select('key').executeTakeFirstOrThrow()
  await opens(lea)
  lea.fills({ question: 'spot' })
  await sees(lea, /By area/)
  const given = JSON.stringify([town.slack.journal, town.slack.channels, lea.view!.view])
  for (const [n, member] of members.entries()) {
    const pseudonym = pseudonymOf(member, key)
    expect(given).not.toContain(pseudonym.toString('hex'))
    expect(given).not.toContain(pseudonym.toString('base64'))
    expect(given).not.toContain(addresses[n]!)
  }
})

test('once it is over all of it is shown, and tags outlive the key', async () => {
  await opens(lea)
  await findsPage(lea, wordsOfMember(7))
  await chooses(lea, wordsOfMember(7), 'tag', /^Tags$/)
  await lea.submits({ fresh: 'shade' })
  await sees(lea, /The tags are saved/)
  lea.dismisses()
  // one who did not come to the end
  await gives(30, 0, 'no')
  await gives(30, 1, 'Half way')
  await goOn(11 * DAY_MS)
  await resultsSay(/Results of wave 1/)
  await opens(lea)
  await findsPage(lea, 'Half way')
  lea.dismisses()

  const job = forgetWhoAnsweredJob(town.connections.db, () => town.place)
  await job.run(new Date(now().getTime() + 200 * DAY_MS))
  const { rows: keys } = await sql`select 1 from wave_keys`.execute(town.connections.db)
  expect(keys).toEqual([])
  await opens(lea)
  lea.fills({ filter: '#shade' })
  await sees(lea, /1–1 of 1/)
  expect(shown(lea)).toContain(wordsOfMember(7))
})
