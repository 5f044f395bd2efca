/**
 * Who leaves while their invitation waits in the outbox, or gets there at this moment: it goes unless it is being sent.
 */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Address } from '../../src/core/network.ts'
import { loadPlace } from '../../src/place.ts'
import { createBeginner } from '../../src/store/begin.ts'
import { type Connections, connect, type Trx } from '../../src/store/database.ts'
import { type NewOutbound, queue } from '../../src/store/outbox.ts'
import { takeDue, takeToRemind } from '../../src/store/panel/invitations.ts'
import { removeMember } from '../../src/store/panel/members.ts'
import { addWave } from '../../src/store/panel/waves.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'
import { eventually } from '../support/town.ts'

const NOW = new Date('2027-03-01T12:00Z')

let database: TestDatabase
let connections: Connections
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 3)
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})

/** A wave that is being sent. @returns Its number. */
async function aWave(key: string): Promise<string> {
  const { db } = connections
  const survey = benches(await loadPlace('example/place.yaml'), `key: ${key}`)
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
  return wave.id
}

const TEXT = { text: 'Where should they stand?', spans: [] }

function leave(trx: Trx, address: Address, everything = false): Promise<void> {
  return removeMember(trx, address, { everything, language: 'en' }, NOW)
}

test('what a process has in hand and has not begun is taken back; what it has begun is not', async () => {
  const { db } = connections
  const waveId = await aWave('in-hand')
  const addresses: readonly Address[] = ['telegram:1', 'telegram:2']
  const ids = await addMembers(
    db,
    addresses.map(address => ({ address })),
  )
  await db
    .insertInto('invitations')
    .values(
      ids.map(id => ({
        wave_id: waveId,
        member_id: id,
        how: 'drawn',
        state: 'queued',
        due_at: NOW,
        network: 'telegram',
      })),
    )
    .execute()
  const claimed = await queue(
    db,
    addresses.map((address, n) => ({
      network: 'telegram',
      lane: address,
      bulk: true,
      message: { to: 'resident', address, text: TEXT, choices: [], files: [] },
      purpose: { kind: 'invitation', waveId, memberId: ids[n]! },
    })),
    1,
  )
  expect(claimed).toHaveLength(2)
  const begin = createBeginner(db)
  expect(await begin(claimed[1]!)).toBe(true)
  for (const address of addresses) {
    await db.transaction().execute(trx => leave(trx, address))
  }
  expect(await begin(claimed[0]!)).toBe(false)
  const left = await db.selectFrom('outbox').select('id').execute()
  expect(left).toEqual([{ id: claimed[1]!.id }])
  const states = await db.selectFrom('invitations').select('state').orderBy('member_id').execute()
  expect(states.map(({ state }) => state)).toEqual(['dropped', 'queued'])
})

/** Who leaves; `waits` once they wait for another transaction. */
function leaves(address: Address): { readonly left: Promise<void>; readonly waits: Promise<void> } {
  const { db } = connections
  let pid = 0
  const left = db.transaction().execute(async trx => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
    pid = rows[0]!.pid
    await leave(trx, address)
  })
  const waits = eventually(async () => {
    const { rows } = await sql<{ waits: boolean }>`
      select wait_event_type = 'Lock' as waits from pg_stat_activity where pid = ${pid}`.execute(db)
    expect(rows).toEqual([{ waits: true }])
  })
  return { left, waits }
}

test.each([
  ['an invitation', { state: 'due', due_at: NOW, remind_at: null }, takeDue],
  ['a reminder', { state: 'sent', due_at: NOW, remind_at: NOW }, takeToRemind],
] as const)('who leaves while %s is being queued takes it back', async (what, invitation, take) => {
  const { db } = connections
  const waveId = await aWave(what.replaceAll(' ', '-'))
  const address: Address = `telegram:${waveId}00`
  const [memberId] = await addMembers(db, [{ address }])
  const row = { ...invitation, wave_id: waveId, member_id: memberId!, how: 'drawn', network: 'telegram' } as const
  await db.insertInto('invitations').values(row).execute()

  const { left } = await db.transaction().execute(async queueing => {
    const taken = await take(queueing, {
      waveId,
      network: 'telegram',
      now: NOW,
      limit: 10,
      interests: undefined,
      full: [],
    })
    expect(taken).toMatchObject([{ memberId }])
    const leaving = leaves(address)
    await leaving.waits
    const purpose = { kind: 'invitation', waveId, memberId: memberId! } as const
    const message = { to: 'resident', address, text: TEXT, choices: [], files: [] } as const
    await queue(queueing, [{ network: 'telegram', lane: address, bulk: true, message, purpose }], null)
    await queueing.updateTable('invitations').set({ state: 'queued' }).where('wave_id', '=', waveId).execute()
    return leaving
  })
  await left
  expect(await db.selectFrom('outbox').select('id').where('lane', '=', address).execute()).toEqual([])
  expect(await db.selectFrom('invitations').select('state').where('wave_id', '=', waveId).execute()).toEqual([
    { state: 'dropped' },
  ])
})

test.each([
  ['the panel', false, ['reminder', 'talk', 'reply']],
  ['everything', true, ['talk', 'reply']],
] as const)('who leaves %s hears no more of it, and all else', async (_, everything, stay) => {
  const { db } = connections
  const address: Address = everything ? 'telegram:71' : 'telegram:72'
  const [memberId] = await addMembers(db, [{ address }])
  const row = (words: string) => ({
    network: 'telegram' as const,
    lane: address,
    message: { to: 'resident' as const, address, text: { text: words, spans: [] }, choices: [], files: [] },
  })
  const waiting: readonly NewOutbound[] = [
    { ...row('reminder'), bulk: true },
    { ...row('invitation'), bulk: true, purpose: { kind: 'invitation', waveId: '1', memberId: memberId! } },
    { ...row('talk') },
    { ...row('reply'), purpose: { kind: 'reply', replyId: '1', version: 1 } },
  ]
  await queue(db, waiting, null)
  await db.transaction().execute(trx => leave(trx, address, everything))
  const { rows } = await sql<{ words: string }>`
    select message->'text'->>'text' as words from outbox where lane = ${address} order by id`.execute(db)
  expect(rows.map(({ words }) => words)).toEqual(stay)
})
