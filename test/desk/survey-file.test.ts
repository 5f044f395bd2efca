/**
 * A survey's file dropped on Folkmoot in Slack: kept as a draft, or every mistake told with its line; what else is written there.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SlackUser } from '../../sandbox/slack/staff.ts'
import { workingCopy } from '../../src/store/panel/drafts.ts'
import { toldInMessages } from '../support/pairing.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
let lea: SlackUser
let omar: SlackUser

beforeAll(async () => {
  town = await startTown()
  lea = town.slack.addUser({ id: 'U0LEAD', name: 'Lea', kind: 'member' })
  omar = town.slack.addUser({ id: 'U0ADMIN', name: 'Omar', kind: 'member' })
  for (const user of [lea, omar]) town.slack.join(user, town.place.panel!.channel)
})
afterAll(() => town[Symbol.asyncDispose]())

const BENCHES = `key: benches
title: { en: Benches, es: Bancos }
why: { en: We buy ten., es: Compramos diez. }
owner: U0LEAD
outcomeBy: 2036-04-15
languages: [en, es]
schedule: { closesAfterDays: 5 }
questions:
  - key: where
    kind: choice
    ask: { en: Where?, es: ¿Dónde? }
    options:
      - { key: park, name: { en: The park, es: El parque } }
      - { key: quay, name: { en: The quay, es: El muelle } }
  - key: looks
    kind: pictures
    ask: { en: Which one?, es: ¿Cuál? }
    options:
      - { key: oak, name: { en: Oak, es: Roble }, picture: oak.jpg }
      - { key: iron, name: { en: Iron, es: Hierro }, picture: iron.jpg }
`

const drops = (user: SlackUser, text: string | Uint8Array, name = 'benches.yaml') =>
  user.writesToApp('', {
    files: [{ name, bytes: typeof text === 'string' ? Buffer.from(text) : text, mediaType: 'text/plain' }],
  })

/** What they are told next. */
async function told(user: SlackUser, does: () => unknown): Promise<string> {
  const before = toldInMessages(town, user).length
  does()
  return eventually(() => {
    const all = toldInMessages(town, user)
    expect(all).toHaveLength(before + 1)
    return all[before]!
  })
}

const draft = async () => workingCopy(town.connections.db, 'benches')

test('a file is kept as a draft, with a way to the survey’s message; pictures are still to be added', async () => {
  const first = await told(lea, () => drops(lea, BENCHES))
  expect(first).toMatch(/Benches\s+is kept as a draft: 2 questions, about \d+ seconds. It becomes version 1/)
  expect(first).toMatch(/Add them to question 2/)
  expect(first).toMatch(/Its message comes in the panel’s channel/)
  expect(await draft()).toMatchObject({
    ...{ version: 0, state: 'draft', madeBy: 'U0LEAD', ownerName: 'Lea', isChanged: true },
    survey: { languages: ['en', 'es'], questions: [{ key: 'where' }, { options: [{ picture: '' }, { picture: '' }] }] },
  })
  const home = await eventually(async () => {
    const thread = (await draft())?.thread
    expect(thread).toBeTruthy()
    return town.slack.channels.find(({ id }) => id === thread!.channel)!.messages.find(({ ts }) => ts === thread!.ts)!
  })
  expect(JSON.stringify(home)).toMatch(/Question 2: Both pictures have to be there/)

  const same = await told(lea, () => drops(lea, BENCHES, 'again.YML'))
  expect(same).toMatch(/just that already[\s\S]*Open its message/)

  const third = await told(omar, () => drops(omar, BENCHES.replace('The quay', 'The old quay')))
  expect(third).toMatch(/takes the place of what Lea had changed/)
  expect(await draft()).toMatchObject({ madeBy: 'U0LEAD', by: { id: 'U0ADMIN', name: 'Omar' } })
})

test('what is launched goes on; pictures that are there stay; the file becomes the next version', async () => {
  const { db } = town.connections
  const { survey } = (await draft())!
  const stored = { sha256: 'a'.repeat(64), mediaType: 'image/jpeg', bytes: 1, name: 'a.jpg' }
  const launched = {
    ...survey,
    questions: survey.questions.map(one =>
      one.kind === 'pictures' ? { ...one, options: one.options.map(o => ({ ...o, picture: stored.sha256 })) } : one,
    ),
  }
  await db
    .insertInto('survey_versions')
    .values({
      ...{ survey: 'benches', version: 1, definition: JSON.stringify(launched) },
      ...{ by: 'U0LEAD', by_name: 'Lea', at: new Date() },
    })
    .execute()
  await db.updateTable('surveys').set({ version: 1, launched_version: 1, state: 'launched' }).execute()
  const answer = await told(lea, () => drops(lea, BENCHES.replace('We buy ten.', 'We buy twenty.')))
  expect(answer).toMatch(/It becomes version 2/)
  expect(answer).toMatch(/Version 1 is out, and goes on as it is/)
  expect(answer).not.toMatch(/pictures/i)
  expect(await draft()).toMatchObject({
    state: 'launched',
    launchedVersion: 1,
    isChanged: true,
    survey: { why: { en: 'We buy twenty.' } },
  })
})

test('every mistake is told with its line, twenty at most', async () => {
  const wrong = BENCHES.replace('outcomeBy: 2036-04-15', 'outcomeBy: tomorrow')
    .replace('key: quay', 'key: park')
    .replace('es: ¿Dónde? }', 'fr: Où? }')
    .replace('closesAfterDays: 5', 'closesAfterDays: 500')
  const answer = await told(lea, () => drops(lea, wrong))
  expect(answer.split('\n').slice(0, 1)[0]).toMatch(/benches.yaml\s+is not kept yet. 5 things are to be mended:/)
  expect(answer).toMatch(/Line 5: It needs the day by which members hear/)
  expect(answer).toMatch(/Line 7: It is open for 1 to 90 days/)
  expect(answer).toMatch(/Line 11: It is missing in Spanish[\s\S]*Line 11: It is in French, which is not among/)
  expect(answer).toMatch(/Line 14: .*“park”/)

  const areas = Array.from({ length: 30 }, (_, n) => `Area${n}`)
  const long = await told(lea, () => drops(lea, `${BENCHES}audience: { areas: [${areas}] }\n`))
  expect(long.match(/• Line/g)).toHaveLength(20)
  expect(long).toMatch(/no area called “Area0”[\s\S]*And 10 more\./)
  expect(await told(lea, () => drops(lea, BENCHES.replace('owner: U0LEAD', 'owner: U0NOBODY')))).toMatch(
    /Nobody in Slack has the id U0NOBODY/,
  )
})

test('what is hostile is refused, and who may not make surveys keeps none', async () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefgh'.split('').map((c, n) => `${c}: &${c} [${Array(9).fill(`*${'abcdefg'[n]}`)}]`),
  ].join('\n')
  expect(await told(lea, () => drops(lea, bomb))).toMatch(/Line 1: Its aliases unfold into far too much/)
  expect(await told(lea, () => drops(lea, '['.repeat(100_000)))).toMatch(
    /1 thing is to be mended:[\s\S]*cannot be read as YAML/,
  )
  expect(await told(lea, () => drops(lea, `# ${'x'.repeat(300_000)}`))).toMatch(/larger than 200 kB/)
  expect(await told(lea, () => drops(lea, 'x'.repeat(1_100_000)))).toMatch(/could not be read/)
  expect(await told(lea, () => drops(lea, Uint8Array.of(0xff, 0xfe, 0x00)))).toMatch(/could not be read/)

  const before = await draft()
  expect(await told(town.priya, () => drops(town.priya, BENCHES.replace('ten', 'none')))).toMatch(
    /Only organisers of the panel, approvers and admins can do that/,
  )
  expect(await draft()).toEqual(before)
})

test('a file that Slack does not give at once is asked for again; one that it will not give for long is given up', async () => {
  town.slack.faults.on('download', { kind: 'status', status: 500 }, 1)
  expect(await told(omar, () => drops(omar, BENCHES, 'second-try.yaml'))).toMatch(/Benches/)
  town.slack.faults.on('download', { kind: 'status', status: 429, retryAfterS: 90 }, 1)
  expect(await told(omar, () => drops(omar, BENCHES, 'busy.yaml'))).toMatch(/busy\.yaml[\s\S]*could not be read/)
})

test('a redelivery keeps nothing twice; on other words help comes once an hour', async () => {
  const { db } = town.connections
  let sent: ReturnType<typeof drops> | undefined
  await told(lea, () => {
    sent = drops(lea, readFileSync('example/surveys/high-street.yaml', 'utf8'), 'high-street.yaml')
  })
  const at = async () => (await workingCopy(db, 'high-street'))?.by
  const kept = await at()
  expect(await town.slack.redeliver(sent!)).toBe(true)
  // what comes after it is answered: the redelivery was not
  expect(await told(omar, () => omar.writesToApp('hello?'))).toMatch(/You can drop a survey’s file \(\.yaml\) here/)
  omar.writesToApp('anybody?')
  expect(await told(omar, () => drops(omar, BENCHES, 'benches.yml'))).toMatch(/Benches/)
  town.advance(61 * 60_000)
  expect(await told(omar, () => omar.writesToApp('still here'))).toMatch(/drop a survey’s file/)
  expect(await told(lea, () => lea.writesToApp('thanks'))).toMatch(/drop a survey’s file/)
  expect(await at()).toEqual(kept)
})
