/**
 * A survey that is out is changed and launched again: nobody is sent the same wave twice, and whoever launches knows who gets
 * it once more. On a clock that the tests move.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import type { SlackMessage } from '../../sandbox/slack/wire.ts'
import { workingCopy } from '../../src/store/panel/drafts.ts'
import { COMMAND_LINE, saveSurvey } from '../../src/store/panel/surveys.ts'
import { whispersTo } from '../support/cards.ts'
import { wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let lea: SlackUser
let omar: SlackUser
let channel: string
let offsetMs = 0

beforeAll(async () => {
  town = await startTown({ started: false })
  channel = town.place.panel!.channel
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  omar = town.slack.addUser({ id: 'U0ADMIN', name: 'Omar', kind: 'member' })
  for (const user of [lea, omar]) town.slack.join(user, channel)
  await goTo('2035-03-05T11:00Z')
  await town.start()
})
afterAll(() => town[Symbol.asyncDispose]())

async function goTo(at: string): Promise<void> {
  const ms = Date.parse(at) - Date.now() - offsetMs
  offsetMs += ms
  await town.moveClock(ms)
}

/** A file dropped on Folkmoot. @param when  Its `at`, or nothing. */
async function drops(user: SlackUser, why: string, when: string): Promise<void> {
  const file = `key: benches
title: Benches
why: ${why}
owner: U0LEAD
outcomeBy: 2036-04-15
languages: [en]
schedule: { ${when}closesAfterDays: 5 }
questions:
  - { key: where, kind: agree, ask: More of them? }
`
  user.writesToApp('', { files: [{ name: 'benches.yaml', bytes: Buffer.from(file), mediaType: 'text/plain' }] })
  await eventually(async () => expect((await copy())?.survey.why.en).toBe(why))
}

const copy = () => workingCopy(town.connections.db, 'benches')
const messages = (): readonly SlackMessage[] => town.slack.channels.find(({ id }) => id === channel)!.messages
const home = () =>
  eventually(async () => {
    const thread = (await copy())?.thread?.ts
    expect(thread).toBeDefined()
    return messages().find(({ ts }) => ts === thread)!
  })
const posted = (words: RegExp) =>
  eventually(() => {
    const found = messages().find(one => words.test(wordsOf(one)))
    expect(found).toBeDefined()
    return found!
  })
const waves = () => town.connections.db.selectFrom('waves').select(['number', 'version', 'starts_at']).execute()

async function asksForLaunch(user: SlackUser): Promise<void> {
  user.presses(channel, (await home()).ts, 'surveyAskLaunch')
}

test('at the time that it went out at already it is not launched again; at launch it is, and that is said beforehand', async () => {
  const first = { number: 1, version: 1, starts_at: new Date('2035-03-05T12:00Z') }
  const atNoon = 'at: "2035-03-05T12:00", '
  await drops(lea, 'We buy ten.', atNoon)
  await asksForLaunch(lea)
  const asked = await posted(/would like to launch\s+Benches\s*, version 1/)
  expect(wordsOf(asked)).not.toMatch(/once more/)
  omar.presses(channel, asked.ts, 'surveyLaunch')
  await posted(/Omar launched version 1\./)
  await goTo('2035-03-05T12:01Z')
  expect(await waves()).toEqual([first])

  await drops(lea, 'We buy twenty.', atNoon)
  await asksForLaunch(lea)
  await eventually(() => expect(whispersTo(town, lea).join('\n')).toMatch(/It went out at that time, or after it/))
  expect(await copy()).toMatchObject({ version: 1, isChanged: true, launchAskedBy: null })

  await drops(lea, 'We buy thirty.', '')
  await asksForLaunch(lea)
  const again = await posted(/would like to launch\s+Benches\s*, version 2/)
  expect(wordsOf(again)).toMatch(
    /It went out on Mar 5, 2035.*and goes to everybody once more as soon as it is launched/,
  )
  expect(await waves()).toEqual([first])
  omar.presses(channel, again.ts, 'surveyLaunch')
  await posted(/Omar launched version 2\./)
  await town.moveClock(0)
  expect((await waves()).map(({ version }) => version)).toEqual([1, 2])
})

test('what came from the command line is launched by somebody else than who asks for it: it may be theirs', async () => {
  const { db } = town.connections
  const { survey } = (await copy())!
  const by = { id: COMMAND_LINE, name: 'root', at: new Date() }
  const { version } = await db
    .transaction()
    .execute(trx => saveSurvey(trx, { ...survey, why: { en: 'We buy forty.' } }, new Map(), by))
  await asksForLaunch(lea)
  const asked = await posted(new RegExp(`would like to launch\\s+Benches\\s*, version ${version}`))
  lea.presses(channel, asked.ts, 'surveyLaunch')
  await eventually(() => expect(whispersTo(town, lea).join('\n')).toMatch(/Somebody else has to launch it/))
  expect(await copy()).toMatchObject({ version, launchedVersion: 2 })
  omar.presses(channel, asked.ts, 'surveyLaunch')
  await posted(new RegExp(`Omar launched version ${version}\\.`))
})
