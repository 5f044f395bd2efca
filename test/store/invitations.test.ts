/**
 * Who leaves while their invitation waits in the outbox: it goes unless it is being sent.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Address } from '../../src/core/network.ts'
import { loadPlace } from '../../src/place.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { createBeginner, queue } from '../../src/store/outbox.ts'
import { removeMember } from '../../src/store/panel/members.ts'
import { addWave } from '../../src/store/panel/waves.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'

const NOW = new Date('2027-03-01T12:00Z')

let database: TestDatabase
let connections: Connections
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 2)
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})

test('what a process has in hand and has not begun is taken back; what it has begun is not', async () => {
  const { db } = connections
  const survey = benches(await loadPlace('example/place.yaml'))
  await keepSurvey(db, survey)
  const wave = await db.transaction().execute(trx =>
    addWave(trx, {
      survey: survey.key,
      version: 1,
      state: 'sending',
      startsAt: NOW,
      closesAt: new Date('2027-03-06T12:00Z'),
      seed: '1',
    }),
  )
  const addresses: readonly Address[] = ['telegram:1', 'telegram:2']
  const ids = await addMembers(
    db,
    addresses.map(address => ({ address })),
  )
  await db
    .insertInto('invitations')
    .values(
      ids.map(id => ({
        wave_id: wave.id,
        member_id: id,
        how: 'drawn',
        state: 'queued',
        due_at: NOW,
        network: 'telegram',
      })),
    )
    .execute()
  const text = { text: 'Where should they stand?', spans: [] }
  const claimed = await queue(
    db,
    addresses.map((address, n) => ({
      network: 'telegram',
      lane: address,
      bulk: true,
      message: { to: 'resident', address, text, choices: [], files: [] },
      purpose: { kind: 'invitation', waveId: wave.id, memberId: ids[n]! },
    })),
    1,
  )
  expect(claimed).toHaveLength(2)
  const begin = createBeginner(db)
  expect(await begin(claimed[1]!.id)).toBe(true)
  for (const address of addresses) {
    await db.transaction().execute(trx => removeMember(trx, address, { everything: false, language: 'en' }, NOW))
  }
  expect(await begin(claimed[0]!.id)).toBe(false)
  const left = await db.selectFrom('outbox').select('id').execute()
  expect(left).toEqual([{ id: claimed[1]!.id }])
  const states = await db.selectFrom('invitations').select('state').orderBy('member_id').execute()
  expect(states.map(({ state }) => state)).toEqual(['dropped', 'queued'])
})
