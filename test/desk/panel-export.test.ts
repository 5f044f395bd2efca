/**
 * *Export* below the results of a wave that is over: the answers as files, to who pressed it alone.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { forgetWhoAnsweredJob } from '../../src/jobs/forget-who-answered.ts'
import { freeAnswer, setHidden, setPublished, setTags } from '../../src/store/panel/free-answers.ts'
import { buttonsOf } from '../contract/slack-reader.ts'
import { type AskedPanel, startAskedPanel } from '../support/asked-panel.ts'
import { whispersTo } from '../support/cards.ts'
import { aSurvey, option } from '../support/surveys.ts'
import { wordsOf } from '../support/talks.ts'
import { eventually, type Town } from '../support/town.ts'

const DAY_MS = 86_400_000

let panel: AskedPanel
let town: Town
let lea: SlackUser

beforeAll(async () => {
  const survey = aSurvey('benches', [
    { key: 'open', kind: 'eitherOr', ask: { en: 'Benches?' }, options: [option('yes', 'Yes'), option('no', 'No')] },
    { key: 'why', kind: 'text', ask: { en: 'Why?' } },
  ])
  panel = await startAskedPanel(survey, 14)
  town = panel.town
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  town.slack.join(lea, panel.channel)
  await panel.give([0, 12], 0, n => (n < 8 ? 'yes' : 'no'))
  await panel.give([0, 12], 1, n => (n === 3 ? '=cmd|calc' : `Words of somebody, ${n}`))
  // Stops on the way.
  await panel.give([12, 13], 0, () => 'no')
})
afterAll(() => town[Symbol.asyncDispose]())

/** The files in messages that one of staff has with the app, by their names: the newest of each. */
const filesOf = (user: SlackUser) =>
  new Map(
    town.slack.channels
      .filter(({ im }) => im === user.id)
      .flatMap(({ messages }) => messages.flatMap(({ files = [] }) => files))
      .map(({ id, title }) => [title ?? '', Buffer.from(town.slack.uploads.get(id)?.bytes ?? []).toString('utf8')]),
  )
const rowsOf = (file: string | undefined) => file?.replace('\ufeff', '').trim().split('\r\n') ?? []

/** Presses *Export*, and waits until all three files are there. */
async function exports(): Promise<ReadonlyMap<string, string>> {
  const sent = () =>
    town.slack.channels
      .filter(({ im }) => im === lea.id)
      .flatMap(({ messages }) => messages.flatMap(({ files = [] }) => files)).length
  const before = sent()
  lea.presses(panel.channel, panel.results()!.ts, 'resultsExport')
  await eventually(() => expect(sent()).toBe(before + 3))
  return filesOf(lea)
}

/** What staff made of these words before. */
async function moderate(words: string, kind: 'hide' | 'publish' | 'tag'): Promise<void> {
  const { db } = town.connections
  const { free_id: id } = await db
    .selectFrom('survey_answers')
    .select('free_id')
    .where('value', '=', JSON.stringify(words))
    .executeTakeFirstOrThrow()
  expect(await freeAnswer(db, panel.waveId, id!)).toBeDefined()
  await db.transaction().execute(async trx => {
    if (kind === 'hide') await setHidden(trx, id!, 'personal')
    else if (kind === 'publish') await setPublished(trx, id!, panel.now())
    else await setTags(trx, id!, ['rest', 'shade'])
  })
}

test('as long as the wave is open there is no such button', async () => {
  await panel.goOn(61_000)
  const post = await panel.resultsSay(/12 answered to the end/)
  expect(buttonsOf(post).map(({ label }) => label)).not.toContain('Export')
})

test('files with answers, what they mean, and words with their tags; what is hidden is without its words', async () => {
  await moderate('Words of somebody, 1', 'tag')
  await moderate('Words of somebody, 2', 'hide')
  await moderate('Words of somebody, 5', 'publish')
  await panel.goOn(11 * DAY_MS)
  await panel.resultsSay(/Results of wave 1/)
  await eventually(() => expect(buttonsOf(panel.results()!).map(({ label }) => label)).toContain('Export'))
  const files = await exports()
  expect(whispersTo(town, lea).join('\n')).toMatch(/files come in your messages/)
  expect([...files.keys()].sort()).toEqual(['benches-answers.csv', 'benches-codebook.csv', 'benches-texts.csv'])
  const rows = (name: string) => rowsOf(files.get(name))
  expect(rows('benches-answers.csv')).toHaveLength(13)
  expect(rows('benches-codebook.csv')).toContain('open,yes,Yes')
  const [head, ...texts] = rows('benches-texts.csv')
  expect(head).toBe('wave,question,text,tags,standing')
  expect(texts).toHaveLength(12)
  expect(texts).toContain('1,why,"Words of somebody, 1","rest; shade",')
  expect(texts).toContain('1,why,,,hidden: personal')
  expect(texts).toContain('1,why,"Words of somebody, 5",,published')
  expect(texts).toContain(`1,why,"'=cmd|calc",,`)
  const said = town.slack.channels
    .find(({ im }) => im === lea.id)!
    .messages.map(wordsOf)
    .join('\n')
  expect(said).toMatch(/The answers to\s+About benches\s+as files/)
})

test('what comes late makes no difference: no two files tell of the one who answered between them', async () => {
  const before = filesOf(lea)
  // Both whoever had stopped on the way, and whoever had not begun.
  await panel.give([13, 14], 0, () => 'no')
  await panel.give([12, 14], 1, n => `Late words of somebody, ${n}`)
  await panel.goOn(61_000)
  const after = await exports()
  for (const [name, file] of before) expect(rowsOf(after.get(name)).sort()).toEqual(rowsOf(file).sort())
})

test('once nobody can tell whose it is, what came late is there as well, and nothing tells that it was late', async () => {
  const job = forgetWhoAnsweredJob(
    town.connections.db,
    () => town.place,
    async () => {},
  )
  await job.run(new Date(panel.now().getTime() + 200 * DAY_MS))
  const files = await exports()
  const [, ...answers] = rowsOf(files.get('benches-answers.csv'))
  expect(answers).toHaveLength(14)
  for (const row of answers) expect(row).toMatch(/^1,1,0,/)
  const texts = rowsOf(files.get('benches-texts.csv'))
  for (const n of [12, 13]) expect(texts).toContain(`1,why,"Late words of somebody, ${n}",,`)
})

test('who did is on record; who is no organiser gets nothing', async () => {
  const events = () =>
    town.connections.db
      .selectFrom('survey_events')
      .select(['actor', 'kind', 'detail'])
      .where('kind', '=', 'exported')
      .execute()
  const exported = { actor: 'U0LEAD', kind: 'exported', detail: { files: 3 } }
  expect(await events()).toEqual([exported, exported, exported])
  town.priya.presses(panel.channel, panel.results()!.ts, 'resultsExport')
  await eventually(() => expect(whispersTo(town, town.priya).join('\n')).toMatch(/Only organisers/))
  expect(await events()).toHaveLength(3)
  expect(filesOf(town.priya).size).toBe(0)
})
