/**
 * Many answers at the same instant: nobody's is lost, and no quota is exceeded.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { answerSurveys } from '../../src/actions/panel/answer-surveys.ts'
import { type Address, addressOf } from '../../src/core/network.ts'
import type { SurveyQuestion } from '../../src/core/panel/survey.ts'
import { loadPlace } from '../../src/place.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { answersOf, aSurvey, aWave, invites, joins, option, type Wave } from '../support/surveys.ts'

const PEOPLE = 100
const IN_NORTH = 7
const OLD = 5
const QUESTION: SurveyQuestion = {
  ...{ key: 'q', kind: 'eitherOr', ask: { en: 'Which?' } },
  options: [option('a', 'Apples'), option('b', 'Pears')],
}

let database: TestDatabase
let connections: Connections
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 20)
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})

/** @returns What they are told. */
async function answers(wave: Wave, address: Address, answer: string, now = new Date(), question = 0): Promise<string> {
  const place = await loadPlace('example/place.yaml')
  const one = { address, channel: null, waveId: wave.id, question, answer, stays: false, language: 'en' }
  const told = await connections.db.transaction().execute(trx => answerSurveys(trx, [one], { place, now }))
  return told.map(({ message }) => ('text' in message ? message.text.text : '')).join()
}

test(`${PEOPLE} answer at once where there is room for a few`, async () => {
  const { db } = connections
  const quotas = [
    { of: { area: 'North' }, most: IN_NORTH },
    { of: { area: 'North', age: 'old' }, most: OLD },
  ]
  const wave = await aWave(db, aSurvey('quotas', [QUESTION], { quotas }))
  const addresses = await Promise.all(
    Array.from({ length: PEOPLE }, async (_, n) => {
      const address = addressOf('telegram', n + 1)
      const profile: Record<string, string> = n % 2 === 0 ? { age: 'old' } : {}
      await invites(db, wave, await joins(db, address, { area: 'North', profile }))
      return address
    }),
  )

  const words = await Promise.all(addresses.map(address => answers(wave, address, 'a')))

  expect(words.filter(one => one.includes('that was all'))).toHaveLength(IN_NORTH)
  expect(words.filter(one => one.includes('enough people like you'))).toHaveLength(PEOPLE - IN_NORTH)
  const responses = await db.selectFrom('responses').select('cells').where('wave_id', '=', wave.id).execute()
  expect(responses).toHaveLength(IN_NORTH)
  const old = responses.filter(({ cells }) => cells.age === 'old').length
  expect(old).toBeLessThanOrEqual(OLD)
  const taken = await db.selectFrom('quotas').select('taken').where('wave_id', '=', wave.id).orderBy('number').execute()
  expect(taken).toEqual([{ taken: IN_NORTH }, { taken: old }])
  const begun = await db.selectFrom('invitations').select('member_id').where('progress', '<>', 'none').execute()
  expect(begun).toHaveLength(IN_NORTH)
  expect(await answersOf(db, wave, begun[0]!.member_id)).toEqual({ q: 'a' })
})

test('who comes to the end sees what at least ten said, and the same until ten more came', async () => {
  const { db } = connections
  const wave = await aWave(db, aSurvey('results', [QUESTION]))
  const words: string[] = []
  for (let n = 1; n <= 20; n += 1) {
    const address = addressOf('telegram', 1_000 + n)
    await invites(db, wave, await joins(db, address))
    words.push(await answers(wave, address, n % 4 === 0 ? 'b' : 'a', new Date(Date.now() + n * 3_600_000)))
  }
  expect(words.slice(0, 9).filter(one => one.includes('so far'))).toEqual([])
  expect(words[9]).toContain('at least 10 people')
  expect(words[9]).toMatch(/▓▓▓▓▓▓▓▓░░ 80% Apples\n▓▓░░░░░░░░ 20% Pears/)
  // Of eleven, twelve … nobody sees anything new.
  const shown = (one: string) => one.slice(one.indexOf('This is what'))
  expect(new Set(words.slice(9, 19).map(shown)).size).toBe(1)
  expect(words[19]).toContain('at least 20 people')
})

test('who came to the end in time is never late: nor is a question that did not apply to them open afterwards', async () => {
  const { db } = connections
  const why: SurveyQuestion = { ...QUESTION, key: 'why', onlyIf: { question: 'q', is: ['b'] } }
  const wave = await aWave(db, aSurvey('settled', [QUESTION, why]))
  const address = addressOf('telegram', 2_000)
  const member = await joins(db, address)
  await invites(db, wave, member)
  expect(await answers(wave, address, 'a')).toContain('that was all')

  const later = new Date(Date.now() + 11 * 86_400_000)
  expect(await answers(wave, address, 'a', later, 1)).toContain('closed')
  const responses = await db
    .selectFrom('responses')
    .select(['finished', 'late'])
    .where('wave_id', '=', wave.id)
    .execute()
  expect(responses).toEqual([{ finished: true, late: false }])
})
