/**
 * *Export* below the results of a wave that is over: the answers as files, to who pressed it alone.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
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
  panel = await startAskedPanel(survey, 12)
  town = panel.town
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  town.slack.join(lea, panel.channel)
  await panel.give([0, 12], 0, n => (n < 8 ? 'yes' : 'no'))
  await panel.give([0, 12], 1, n => (n === 3 ? '=cmd|calc' : `Words of somebody, ${n}`))
})
afterAll(() => town[Symbol.asyncDispose]())

/** The files in messages that one of staff has with the app, by the beginning of their names. */
const filesOf = (user: SlackUser) =>
  new Map(
    town.slack.channels
      .filter(({ im }) => im === user.id)
      .flatMap(({ messages }) => messages.flatMap(({ files = [] }) => files))
      .map(({ id, title }) => [title ?? '', Buffer.from(town.slack.uploads.get(id)?.bytes ?? []).toString('utf8')]),
  )

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
  const post = await panel.resultsSay(/Results of wave 1/)
  await eventually(() => expect(buttonsOf(panel.results()!).map(({ label }) => label)).toContain('Export'))
  lea.presses(panel.channel, post.ts, 'resultsExport')
  await eventually(() => expect(whispersTo(town, lea).join('\n')).toMatch(/files come in your messages/))
  const files = await eventually(() => {
    const found = filesOf(lea)
    expect([...found.keys()].sort()).toEqual(['benches-answers.csv', 'benches-codebook.csv', 'benches-texts.csv'])
    return found
  })
  const rows = (name: string) => files.get(name)!.replace('\ufeff', '').trim().split('\r\n')
  expect(rows('benches-answers.csv')).toHaveLength(13)
  expect(rows('benches-codebook.csv')).toContain('open,yes,Yes')
  const [head, ...texts] = rows('benches-texts.csv')
  expect(head).toBe('wave,question,text,tags,standing')
  expect(texts).toHaveLength(12)
  expect(texts).toContain('1,why,"Words of somebody, 1",rest; shade,')
  expect(texts).toContain('1,why,,,hidden: personal')
  expect(texts).toContain('1,why,"Words of somebody, 5",,published')
  expect(texts).toContain("1,why,'=cmd|calc,,")
  const said = town.slack.channels
    .find(({ im }) => im === lea.id)!
    .messages.map(wordsOf)
    .join('\n')
  expect(said).toMatch(/The answers to\s+About benches\s+as files/)
})

test('who did is on record; who is no organiser gets nothing', async () => {
  const events = () =>
    town.connections.db
      .selectFrom('survey_events')
      .select(['actor', 'kind', 'detail'])
      .where('kind', '=', 'exported')
      .execute()
  expect(await events()).toEqual([{ actor: 'U0LEAD', kind: 'exported', detail: { files: 3 } }])
  town.priya.presses(panel.channel, panel.results()!.ts, 'resultsExport')
  await eventually(() => expect(whispersTo(town, town.priya).join('\n')).toMatch(/Only organisers/))
  expect(await events()).toHaveLength(1)
  expect(filesOf(town.priya).size).toBe(0)
})
