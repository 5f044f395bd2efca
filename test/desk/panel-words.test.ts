/**
 * What people wrote in a survey, as organisers read it in Slack: page by page, in steps of ten, tagged, quoted, hidden; and
 * gone from everywhere when somebody erases it.
 */
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { submissionOf } from '../../sandbox/slack/forms.ts'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import type { OpenView, ViewSubmission } from '../../sandbox/slack/wire.ts'
import { eraseAnswers } from '../../src/actions/panel/answer-surveys.ts'
import { areaAt } from '../../src/core/areas.ts'
import type { SurveyAnswer } from '../../src/core/panel/survey-answer.ts'
import { forgetWhoAnsweredJob } from '../../src/jobs/forget-who-answered.ts'
import { pseudonymOf } from '../../src/panel/pseudonym.ts'
import { buttonsOf, readShown } from '../contract/slack-reader.ts'
import { type AskedPanel, startAskedPanel } from '../support/asked-panel.ts'
import { whispersTo } from '../support/cards.ts'
import { aSurvey, option } from '../support/surveys.ts'
import { wordsOf } from '../support/talks.ts'
import { eventually, type Town } from '../support/town.ts'

const DAY_MS = 86_400_000

let panel: AskedPanel
let town: Town
let lea: SlackUser
let omar: SlackUser

beforeAll(async () => {
  const survey = aSurvey('benches', [
    { key: 'open', kind: 'eitherOr', ask: { en: 'Benches?' }, options: [option('yes', 'Yes'), option('no', 'No')] },
    { key: 'why', kind: 'text', ask: { en: 'Why?' } },
    { key: 'spot', kind: 'pin', ask: { en: 'Where?' } },
  ])
  panel = await startAskedPanel(survey, 40)
  town = panel.town
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  omar = town.slack.addUser({ id: 'U0ADMIN', name: 'Omar', kind: 'member' })
  for (const user of [lea, omar]) town.slack.join(user, panel.channel)
})
afterEach(() => {
  for (const user of [lea, omar, town.priya]) while (user.view) user.dismisses()
})
afterAll(() => town[Symbol.asyncDispose]())

const WORDS: Readonly<Record<number, string>> = {
  0: 'More shade, please <@U0LEAD> *now* https://shade.example',
  1: 'Ask my neighbour on 020 7946 0018',
  2: 'Somewhere to rest with the shopping',
}
const wordsOfMember = (n: number) => WORDS[n] ?? `Words of somebody, ${n}`

/** @returns What the last of them is told at the end. */
async function answer(from: number, to: number): Promise<string> {
  const [latitude, longitude] = town.somewhere
  await panel.give([from, to], 0, () => 'yes')
  await panel.give([from, to], 1, wordsOfMember)
  return panel.give([from, to], 2, n => (n % 2 === 0 ? { latitude, longitude } : null))
}
const gives = (n: number, question: number, answer: SurveyAnswer) => panel.give([n, n + 1], question, () => answer)

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
  user.presses(panel.channel, panel.results()!.ts, 'resultsWords')
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

/** What Slack would send if this person had this form before them. */
function sendsAs(user: SlackUser, open: OpenView): ViewSubmission {
  return submissionOf(open, town.slack.workspace.users.get(user.id)!, town.slack.trigger(user))
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
  await panel.goOn(61_000)
  expect(panel.results()).toBeUndefined()

  await answer(9, 12)
  await panel.goOn(61_000)
  await panel.resultsSay(/12 answered to the end/)
  expect(buttonsOf(panel.results()!).map(({ label }) => label)).toEqual(['By…', 'What people wrote…'])
  const first = await opens(lea)
  expect(first).toMatch(/1–10 of 12, .*What came last follows when ten more/)
  lea.pressesIn('view', 'next')
  const second = await sees(lea, /11–12 of 12/)
  const all = Array.from({ length: 12 }, (_, n) => wordsOfMember(n))
  for (const words of all) expect(`${first}\n${second}`).toContain(words)
  lea.dismisses()

  await answer(12, 19)
  await panel.goOn(61_000)
  expect(await opens(lea)).toMatch(/1–10 of 12/)
  lea.dismisses()
  await answer(19, 22)
  await panel.goOn(61_000)
  await panel.resultsSay(/22 answered to the end/)
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
  await panel.goOn(61_000)
  await panel.resultsSay(/Why\?\s+Somebody wrote: “Somewhere to rest with the shopping”/)
  expect(await answer(22, 23)).toMatch(/Why\?\nSomebody wrote: “Somewhere to rest with the shopping”/)

  await opens(lea)
  lea.fills({ filter: 'published' })
  await sees(lea, /1–1 of 1/)
  await chooses(lea, 'Somewhere to rest', 'takeBack', /^Take back$/)
  await lea.submits()
  await sees(lea, /It is taken back/)
  lea.dismisses()
  await panel.goOn(61_000)
  await eventually(() => expect(wordsOf(panel.results()!)).not.toMatch(/Somebody wrote/))
  expect(await answer(23, 24)).not.toMatch(/Somebody wrote/)
})

test('what seems to name somebody is marked, and is published only after a second look', async () => {
  await opens(lea)
  await findsPage(lea, 'Ask my neighbour')
  expect(shown(lea)).toMatch(/⚠ names somebody\?/)
  await chooses(lea, 'Ask my neighbour', 'publish', /^Publish$/)
  lea.fills({ sure: ['sure'] })
  const forged = sendsAs(lea, lea.view!)
  const { answer: refused } = await town.slack.interact({
    ...forged,
    view: { ...forged.view, state: { values: {} } },
  })
  expect(refused).toMatchObject({ response_action: 'errors', errors: { sure: expect.stringMatching(/once more/) } })
  await lea.submits()
  await sees(lea, /It is published/)
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
  town.priya.presses(panel.channel, panel.results()!.ts, 'resultsWords')
  await eventually(() => expect(whispersTo(town, town.priya).join('\n')).toMatch(/Only organisers/))
  expect(town.priya.view).toBeUndefined()

  await opens(lea)
  await findsPage(lea, 'Somewhere to rest')
  await chooses(lea, 'Somewhere to rest', 'publish', /^Publish$/)
  const before = whispersTo(town, town.priya).length
  const { rows: published } = await sql`select 1 from free_answers where published_at is not null`.execute(
    town.connections.db,
  )
  await town.slack.interact(sendsAs(town.priya, lea.view!))
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
  await panel.goOn(61_000)
  await panel.resultsSay(/Somebody wrote: “Somewhere to rest/)

  await db.transaction().execute(trx => eraseAnswers(trx, panel.addresses[2]!, panel.waveId))
  await panel.goOn(61_000)
  await eventually(() => expect(wordsOf(panel.results()!)).not.toMatch(/Somewhere to rest/))
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
  for (const [n, member] of panel.members.entries()) {
    const pseudonym = pseudonymOf(member, key)
    expect(given).not.toContain(pseudonym.toString('hex'))
    expect(given).not.toContain(pseudonym.toString('base64'))
    expect(given).not.toContain(panel.addresses[n]!)
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
  await panel.goOn(11 * DAY_MS)
  await panel.resultsSay(/Results of wave 1/)
  await opens(lea)
  await findsPage(lea, 'Half way')
  const before = /of (\d+), in no order/.exec(shown(lea))![1]!
  lea.dismisses()
  await gives(31, 0, 'yes')
  await gives(31, 1, 'Words that came late')
  await panel.goOn(61_000)
  expect(await opens(lea)).toMatch(new RegExp(`1–10 of ${before}, .*What came after the end follows once nobody`))
  lea.dismisses()

  const job = forgetWhoAnsweredJob(
    town.connections.db,
    () => town.place,
    async () => {},
  )
  await job.run(new Date(panel.now().getTime() + 200 * DAY_MS))
  const { rows: keys } = await sql`select 1 from wave_keys`.execute(town.connections.db)
  expect(keys).toEqual([])
  expect(await opens(lea)).not.toContain('follows')
  await findsPage(lea, 'Words that came late')
  lea.fills({ filter: '#shade' })
  await sees(lea, /1–1 of 1/)
  expect(shown(lea)).toContain(wordsOfMember(7))
})
