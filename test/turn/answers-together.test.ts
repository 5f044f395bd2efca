/**
 * Answers of many people in one round, against a real database: what is looked up and done for all of them together stays
 * right for each.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { flows } from '../../flows/index.ts'
import { carryOut } from '../../src/actions/carry-out.ts'
import { createConversation } from '../../src/conversation/index.ts'
import { runRound } from '../../src/conversation/round.ts'
import { type Address, addressOf } from '../../src/core/network.ts'
import type { SurveyQuestion } from '../../src/core/panel/survey.ts'
import { surveyToken } from '../../src/core/panel/survey-token.ts'
import { plain } from '../../src/core/rich-text.ts'
import { createLog } from '../../src/log.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { insertInbound } from '../../src/store/inbox.ts'
import { type Claimed, queue } from '../../src/store/outbox.ts'
import { aTown } from '../conversation/town.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { answersOf, aSurvey, aWave, invites, joins, option, type Wave } from '../support/surveys.ts'

const PEOPLE = 100
const PLACES = 7
const FRUIT: SurveyQuestion = {
  ...{ key: 'fruit', kind: 'eitherOr', ask: { en: 'Which?' } },
  options: [option('apples', 'Apples'), option('pears', 'Pears')],
}
const PEARS = 1

let database: TestDatabase
let connections: Connections
let numbers = 0
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 6)
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})

const place = aTown()
const parts = () => ({
  db: connections.db,
  converse: createConversation({ place, flows, canGeocode: false, hasPins: () => true }),
  carryOut: async (...[trx, turns, now]: Parameters<Parameters<typeof runRound>[0]['carryOut']>) =>
    queue(trx, await carryOut(trx, turns, { place, now }), 1),
  apologise: () => ({ text: plain('sorry'), choices: [], files: [] }),
  referencePrefix: () => 'HB',
  processNumber: () => 1,
  now: () => new Date(),
  log: createLog('silent'),
})

/** Somebody in the north who was sent these. */
async function member(...waves: readonly Wave[]): Promise<{ readonly address: Address; readonly memberId: string }> {
  numbers += 1
  const address = addressOf('telegram', numbers)
  const memberId = await joins(connections.db, address, { area: 'North' })
  for (const wave of waves) await invites(connections.db, wave, memberId)
  return { address, memberId }
}

async function taps(address: Address, wave: Wave): Promise<void> {
  numbers += 1
  const said = {
    kind: 'tap',
    messageId: '1',
    token: surveyToken(wave.id, 0, { kind: 'choose', option: PEARS }),
  } as const
  const event = { from: 'resident', address, person: { firstName: 'Ana', language: 'en' }, said } as const
  const [position, externalId] = [String(numbers), String(numbers)]
  await insertInbound(connections.db, [{ network: 'telegram', externalId, lane: address, position, event }])
}

const told = (claimed: readonly Claimed[], whom: Address) =>
  claimed.flatMap(({ lane, message }) => (lane === whom && 'text' in message ? [message.text.text] : []))

test(`${PEOPLE} answers in one round: each is kept, and a quota is filled to its last place`, async () => {
  const { db } = connections
  const wave = await aWave(db, aSurvey('quota', [FRUIT], { quotas: [{ of: { area: 'North' }, most: PLACES }] }))
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => member(wave)))
  for (const { address } of people) await taps(address, wave)

  const { done, failed, claimed } = await runRound(
    parts(),
    people.map(({ address }) => address),
  )

  expect([done, failed]).toEqual([PEOPLE, 0])
  const heard = people.map(({ address }) => told(claimed, address).join())
  expect(heard.filter(text => text.includes('that was all'))).toHaveLength(PLACES)
  expect(heard.filter(text => text.includes('enough people like you'))).toHaveLength(PEOPLE - PLACES)
  expect(await db.selectFrom('quotas').select('taken').where('wave_id', '=', wave.id).execute()).toEqual([
    { taken: PLACES },
  ])
  const kept = await Promise.all(people.map(({ memberId }) => answersOf(db, wave, memberId)))
  expect(kept.filter(({ fruit }) => fruit === 'pears')).toHaveLength(PLACES)
})

test('two surveys that one person answers before we hear either, and one that is not theirs', async () => {
  const { db } = connections
  const [one, two] = [await aWave(db, aSurvey('one', [FRUIT])), await aWave(db, aSurvey('two', [FRUIT]))]
  const [ana, ben] = [await member(one, two), await member(one)]
  await taps(ana.address, one)
  await taps(ana.address, two)
  await taps(ben.address, two)

  const heard: Claimed[] = []
  for (let waiting: readonly string[] = [ana.address, ben.address]; waiting.length > 0; ) {
    const { claimed, again } = await runRound(parts(), waiting)
    heard.push(...claimed)
    waiting = again
  }

  expect(await answersOf(db, one, ana.memberId)).toEqual({ fruit: 'pears' })
  expect(await answersOf(db, two, ana.memberId)).toEqual({ fruit: 'pears' })
  expect(await answersOf(db, two, ben.memberId)).toEqual({})
  expect(told(heard, ana.address)).toHaveLength(2)
  expect(told(heard, ben.address)).toHaveLength(1)
})

test('an answer that no turn can take is set aside, and those beside it are kept', async () => {
  const { db } = connections
  const [whole, broken] = [await aWave(db, aSurvey('whole', [FRUIT])), await aWave(db, aSurvey('broken', [FRUIT]))]
  const [ana, ben, eve] = [await member(whole), await member(whole), await member(broken)]
  await db.updateTable('survey_versions').set({ definition: '{}' }).where('survey', '=', 'broken').execute()
  await taps(ana.address, whole)
  await taps(eve.address, broken)
  await taps(ben.address, whole)

  const { done, failed, claimed } = await runRound(parts(), [ana.address, eve.address, ben.address])

  expect([done, failed]).toEqual([2, 1])
  expect(await answersOf(db, whole, ana.memberId)).toEqual({ fruit: 'pears' })
  expect(await answersOf(db, whole, ben.memberId)).toEqual({ fruit: 'pears' })
  expect(told(claimed, eve.address)).toEqual(['sorry'])
})
