/**
 * Photos that members answered with, as organisers get them in Slack: on demand, without anything hidden in them, and for a
 * day at most.
 */
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { submissionOf } from '../../sandbox/slack/forms.ts'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import type { SlackFile } from '../../sandbox/slack/wire.ts'
import { eraseAnswers } from '../../src/actions/panel/answer-surveys.ts'
import type { StoredFile } from '../../src/core/files.ts'
import { createMediaStore } from '../../src/media/store.ts'
import { pseudonymOf } from '../../src/panel/pseudonym.ts'
import { readShown } from '../contract/slack-reader.ts'
import { canvas, withTraces } from '../media/samples.ts'
import { type AskedPanel, startAskedPanel } from '../support/asked-panel.ts'
import { whispersTo } from '../support/cards.ts'
import { picture } from '../support/pictures.ts'
import { aSurvey, option } from '../support/surveys.ts'
import { hears, wordsOf } from '../support/talks.ts'
import { eventually, type Town } from '../support/town.ts'

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

let panel: AskedPanel
let town: Town
let lea: SlackUser

beforeAll(async () => {
  const survey = aSurvey('benches', [
    { key: 'open', kind: 'eitherOr', ask: { en: 'Benches?' }, options: [option('yes', 'Yes'), option('no', 'No')] },
    { key: 'look', kind: 'photo', ask: { en: 'How do they look in May/June?' } },
  ])
  panel = await startAskedPanel(survey, 12)
  town = panel.town
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  town.slack.join(lea, panel.channel)

  const first = panel.persons[0]!
  await hears(first, /Benches\?/)
  first.taps('Yes')
  await hears(first, /How do they look/)
  first.sendsPhoto(await withTraces(canvas(64, 48)).jpeg().toBuffer())
  await hears(first, /that was all/)
  await panel.give([1, 12], 0, () => 'yes')
  const photos = await Promise.all(Array.from({ length: 12 }, (_, n) => keptPhoto(n)))
  await panel.give([1, 12], 1, n => photos[n]!)
  await panel.goOn(61_000)
  await panel.resultsSay(/12 answered to the end/)
})
afterEach(() => {
  for (const user of [lea, town.priya]) while (user.view) user.dismisses()
})
afterAll(() => town[Symbol.asyncDispose]())

/** As a photo lies with us once it came in. */
async function keptPhoto(n: number): Promise<StoredFile> {
  const bytes = await picture(`rgb(${n * 20}, 80, 120)`)
  const sha256 = await createMediaStore(join(town.env.DATA_DIR!, 'media')).put(bytes)
  return { sha256, mediaType: 'image/jpeg', bytes: bytes.length, name: 'photo.jpg' }
}

const shown = (user: SlackUser) => {
  const view = user.view?.view
  return view ? readShown({ text: '', blocks: view.blocks }).text : ''
}
const sees = (words: RegExp) => eventually(() => expect(shown(lea)).toMatch(words))
const photosIn = (words: string) => [...words.matchAll(/Photo [0-9A-F]{5}/g)].map(([name]) => name)

async function opens(): Promise<void> {
  lea.presses(panel.channel, panel.results()!.ts, 'resultsWords')
  await sees(/of \d+, in no order/)
}

async function asksForPhotos(): Promise<readonly string[]> {
  lea.pressesIn('view', 'photos')
  await eventually(() => expect(lea.view?.view.title.text).toBe('Photos to you'))
  return photosIn(shown(lea))
}

/** Where Lea reads her messages with the app. */
const messagesOfLea = () => town.slack.channels.find(({ im }) => im === lea.id)?.messages ?? []
const filesOfLea = (): readonly SlackFile[] =>
  messagesOfLea()
    .flatMap(({ files = [] }) => files)
    .filter(({ mode }) => mode === 'hosted')
const bytesOf = ({ id }: SlackFile) => town.slack.uploads.get(id)?.bytes

/** @returns Those that came with it, noted for the day that they go. */
async function sendsPhotos(): Promise<readonly SlackFile[]> {
  const before = filesOfLea().length
  const names = await asksForPhotos()
  await lea.submits()
  await sees(/photos come to your messages/)
  return eventually(async () => {
    const files = filesOfLea()
    expect(files).toHaveLength(before + names.length)
    expect(await noted()).toHaveLength(files.length)
    return files.slice(before)
  })
}

const noted = () => town.connections.db.selectFrom('sent_photos').selectAll().execute()

const freeIdOf = async (file: SlackFile) => {
  const [sent] = (await noted()).filter(({ file_id }) => file_id === file.id)
  return sent!.free_id
}

/** Which member's it is: known to the test alone. */
async function memberOf(freeId: string): Promise<number> {
  const { db } = town.connections
  const { key } = await db.selectFrom('wave_keys').select('key').executeTakeFirstOrThrow()
  const { pseudonym } = await db
    .selectFrom('survey_answers')
    .select('pseudonym')
    .where('free_id', '=', freeId)
    .executeTakeFirstOrThrow()
  return panel.members.findIndex(member => pseudonymOf(member, key).equals(pseudonym))
}

const tick = () => panel.goOn(61_000)

test('photos stand in the list by name, are not to be published, and come as files with the same names', async () => {
  await opens()
  const listed = photosIn(shown(lea))
  expect(listed).toHaveLength(10)
  expect(JSON.stringify(lea.view!.view.blocks)).not.toMatch(/Publish…|sha256|[0-9a-f]{64}/)
  const files = await sendsPhotos()
  expect(files.map(({ title }) => title)).toEqual(listed.map(name => `${name} · How do they look in May June?.jpg`))
  const message = messagesOfLea().find(post => /Photos sent as answers/.test(wordsOf(post)))!
  expect(wordsOf(message)).toMatch(/How do they look in May\/June\?/)
  expect(wordsOf(message)).toMatch(/They go from Slack after a day/)
  const { db } = town.connections
  const events = await db.selectFrom('survey_events').selectAll().where('kind', '=', 'photosSent').execute()
  expect(events).toMatchObject([{ actor: 'U0LEAD', detail: { photos: 10 } }])
  const { key } = await db.selectFrom('wave_keys').select('key').executeTakeFirstOrThrow()
  const given = JSON.stringify([town.slack.journal, town.slack.channels, await noted()])
  for (const [n, member] of panel.members.entries()) {
    expect(given).not.toContain(pseudonymOf(member, key).toString('hex'))
    expect(given).not.toContain(panel.addresses[n]!)
  }
})

test('nothing of where and with what a photo was taken is in what Slack gets', async () => {
  await opens()
  lea.pressesIn('view', 'next')
  await sees(/11–12 of 12/)
  await sendsPhotos()
  const all = filesOfLea()
  expect(all).toHaveLength(12)
  for (const file of all) {
    const bytes = Buffer.from(bytesOf(file)!)
    const { exif, xmp, icc } = await sharp(bytes).metadata()
    expect({ exif, xmp, icc }).toEqual({ exif: undefined, xmp: undefined, icc: undefined })
    expect(bytes.toString('latin1')).not.toMatch(/SECRET|GPS|Exif/)
  }
  const sizes = await Promise.all(all.map(async file => (await sharp(Buffer.from(bytesOf(file)!)).metadata()).width))
  expect(sizes.filter(width => width === 64)).toHaveLength(1)
})

test('what is erased or hidden goes from Slack, and the others stay', async () => {
  const [erased, hidden, ...others] = filesOfLea()
  const member = await memberOf(await freeIdOf(erased!))
  await town.connections.db.transaction().execute(trx => eraseAnswers(trx, panel.addresses[member]!, panel.waveId))
  await tick()
  await eventually(() => expect(bytesOf(erased!)).toBeUndefined())
  expect(bytesOf(hidden!)).toBeDefined()

  const name = photosIn(hidden!.title)[0]!
  await opens()
  const block = lea.view!.view.blocks.find(
    ({ type, text }) => type === 'section' && (text as { text: string }).text === name,
  )!
  lea.pressesIn('view', block.block_id!, 'hide')
  await eventually(() => expect(lea.view?.view.title.text).toBe('Hide'))
  await lea.submits({ why: 'personal' })
  await sees(/It is hidden/)
  await tick()
  await eventually(() => expect(bytesOf(hidden!)).toBeUndefined())
  for (const file of others) expect(bytesOf(file)).toBeDefined()
  expect(filesOfLea().map(({ id }) => id)).toEqual(others.map(({ id }) => id))

  // and it is not sent again, whatever the list said before
  expect(await asksForPhotos()).not.toContain(name)
})

test('what Slack does not take away for now is tried again; a day after they came all are gone', async () => {
  const { faults } = town.slack
  await panel.goOn(DAY_MS - HOUR_MS)
  expect(filesOfLea()).toHaveLength(10)
  faults.on('files.delete', { kind: 'refuse', error: 'cant_delete_file' }, 1)
  faults.on('files.delete', { kind: 'refuse', error: 'file_deleted' }, 1)
  await panel.goOn(HOUR_MS)
  await eventually(async () => expect(await noted()).toHaveLength(1))
  const [left] = await noted()
  expect(town.slack.uploads.get(left!.file_id)?.bytes).toBeDefined()
  await panel.goOn(HOUR_MS)
  await eventually(async () => expect(await noted()).toEqual([]))
  expect(town.slack.uploads.get(left!.file_id)?.bytes).toBeUndefined()
})

test('who is no organiser gets none, and what was hidden or erased meanwhile is not sent', async () => {
  await opens()
  const names = await asksForPhotos()
  const before = whispersTo(town, town.priya).length
  const open = lea.view!
  const priya = town.slack.workspace.users.get(town.priya.id)!
  await town.slack.interact(submissionOf(open, priya, town.slack.trigger(town.priya)))
  await eventually(() => expect(whispersTo(town, town.priya).length).toBeGreaterThan(before))
  expect(whispersTo(town, town.priya).at(-1)).toMatch(/Only organisers/)
  expect(await noted()).toEqual([])

  const [hidden, ...others] = names
  await town.connections.db
    .updateTable('free_answers')
    .set({ hidden_for: 'abuse' })
    .where('id', 'in', eb =>
      eb
        .selectFrom('free_answers')
        .select('id')
        .where(e => e.cast<string>('id', 'text'), 'like', `${hidden!.slice(-5).toLowerCase()}%`),
    )
    .execute()
  const withFiles = () => messagesOfLea().filter(({ files }) => files?.length)
  const earlier = withFiles().length
  const submitted = submissionOf(open, town.slack.workspace.users.get(lea.id)!, town.slack.trigger(lea))
  await town.slack.interact(submitted)
  // All that came in that message, whatever became of it since.
  const titles = await eventually(() => {
    const { files = [] } = withFiles().at(-1)!
    expect(withFiles()).toHaveLength(earlier + 1)
    return files.map(({ title }) => title)
  })
  expect(titles.flatMap(photosIn)).toEqual(others)
  expect(titles).toHaveLength(others.length)
})
