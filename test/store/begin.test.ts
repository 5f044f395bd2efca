/**
 * What came unasked and waited too long is not sent as it is: it is as if it had never been queued.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadPlace } from '../../src/place.ts'
import { createBeginner } from '../../src/store/begin.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { type Claimed, type Purpose, queue } from '../../src/store/outbox.ts'
import { addWave } from '../../src/store/panel/waves.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'
import { addMembers, benches, keepSurvey } from '../support/panel.ts'

const MONDAY = new Date('2025-03-03T12:00Z')
const BEFORE = '2025-01-06T12:00:00.000Z'

let database: TestDatabase
let connections: Connections
let begin: ReturnType<typeof createBeginner>
beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 2)
  begin = createBeginner(connections.db)
  await keepSurvey(connections.db, benches(await loadPlace('example/place.yaml')))
})
afterAll(async () => {
  await connections.db.destroy()
  await database.drop()
})

let people = 0

/** Somebody to whom a message is queued, by the process of number 1, so many seconds ago. */
async function queued(
  purposeOf: (waveId: string, memberId: string) => Purpose,
  { secondsAgo, reminder = false, closed = false }: { secondsAgo: number; reminder?: boolean; closed?: boolean },
): Promise<{ readonly row: Claimed; readonly memberId: string; readonly waveId: string }> {
  const { db, pool } = connections
  people += 1
  const address = `telegram:${people}` as const
  const [memberId] = await addMembers(db, [{ address, lastAskedAt: MONDAY }])
  const wave = { survey: 'benches', version: 1, state: 'sending', startsAt: MONDAY, seed: '1' } as const
  const { id: waveId } = await db
    .transaction()
    .execute(trx => addWave(trx, { ...wave, closesAt: new Date('2099-01-01') }))
  if (closed)
    await db.updateTable('waves').set({ state: 'closed', closed_at: MONDAY }).where('id', '=', waveId).execute()
  const state = reminder ? ({ state: 'sent', reminder: 'queued' } as const) : ({ state: 'queued' } as const)
  const invitation = {
    wave_id: waveId,
    member_id: memberId!,
    how: 'drawn',
    due_at: MONDAY,
    network: 'telegram',
  } as const
  await db
    .insertInto('invitations')
    .values({ ...invitation, ...state })
    .execute()
  const text = { text: 'Where should they stand?', spans: [] }
  const message = { to: 'resident', address, text, choices: [], files: [] } as const
  const purpose = purposeOf(waveId, memberId!)
  const [row] = await queue(db, [{ network: 'telegram', lane: address, bulk: true, message, purpose }], 1)
  await pool.query('update outbox set created_at = now() - make_interval(secs => $1) where id = $2', [
    secondsAgo,
    row!.id,
  ])
  return { row: row!, memberId: memberId!, waveId }
}

const asked = (waveId: string, memberId: string): Purpose => ({
  kind: 'invitation',
  waveId,
  memberId,
  askedBefore: BEFORE,
})
const firstAsked = (waveId: string, memberId: string): Purpose => ({ kind: 'invitation', waveId, memberId })
const reminded = (waveId: string, memberId: string): Purpose => ({ kind: 'invitation', waveId, memberId, again: true })

async function standing(memberId: string) {
  const { rows } = await connections.pool.query(
    `select i.state, i.reminder, i.remind_at is not null as "toRemind", m.last_asked_at as "lastAskedAt",
       exists (select 1 from outbox o where o.lane = m.address) as waits
     from invitations i join members m on m.id = i.member_id where m.id = $1`,
    [memberId],
  )
  return rows[0]
}

test('an invitation that has just been queued is begun', async () => {
  const { row, memberId } = await queued(asked, { secondsAgo: 30 })
  expect(await begin(row)).toBe(true)
  expect(await standing(memberId)).toMatchObject({ state: 'queued', lastAskedAt: MONDAY, waits: true })
})

test('one that waited for more than a minute is due again, and counts as never asked', async () => {
  const [again, never, over] = [
    await queued(asked, { secondsAgo: 90 }),
    await queued(firstAsked, { secondsAgo: 90 }),
    await queued(asked, { secondsAgo: 90, closed: true }),
  ]
  expect(await Promise.all([again, never, over].map(({ row }) => begin(row)))).toEqual([false, false, false])
  const gone = { reminder: null, toRemind: false, waits: false }
  expect(await standing(again.memberId)).toEqual({ state: 'due', lastAskedAt: new Date(BEFORE), ...gone })
  expect(await standing(never.memberId)).toEqual({ state: 'due', lastAskedAt: null, ...gone })
  expect(await standing(over.memberId)).toMatchObject({ state: 'dropped', ...gone })
})

test('a reminder that waited so long is due again; the invitation stays sent', async () => {
  const { row, memberId } = await queued(reminded, { secondsAgo: 90, reminder: true })
  expect(await begin(row)).toBe(false)
  expect(await standing(memberId)).toEqual({
    state: 'sent',
    reminder: null,
    toRemind: true,
    lastAskedAt: MONDAY,
    waits: false,
  })
})

test('an outcome that waited so long is due again', async () => {
  const { db } = connections
  const words = {
    kind: 'decided',
    words: JSON.stringify({ en: 'Ten of them.' }),
    people: 1,
    made_by: 'U0LEAD',
  } as const
  const by = { by: 'U0LEAD', by_name: 'Lea', at: MONDAY, approved_at: MONDAY }
  const { id } = await db
    .insertInto('outcomes')
    .values({ survey: 'benches', number: 1, state: 'telling', ...words, ...by })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { row, memberId } = await queued((_, member) => ({ kind: 'outcome', outcomeId: id, memberId: member }), {
    secondsAgo: 90,
  })
  const hearer = { outcome_id: id, member_id: memberId, network: 'telegram', state: 'queued', due_at: MONDAY } as const
  await db.insertInto('outcome_hearers').values(hearer).execute()
  expect(await begin(row)).toBe(false)
  expect(await db.selectFrom('outcome_hearers').select('state').execute()).toEqual([{ state: 'due' }])
  expect(await standing(memberId)).toMatchObject({ lastAskedAt: MONDAY, waits: false })
})

test('what may have arrived stays what it is, and what is no survey waits as long as it must', async () => {
  const { row } = await queued(asked, { secondsAgo: 90 })
  await connections.pool.query('update outbox set may_have_arrived = true where id = $1', [row.id])
  expect(await begin(row)).toBe(true)
  const other = await queued(() => ({ kind: 'answered' }), { secondsAgo: 90 })
  expect(await begin(other.row)).toBe(true)
})
