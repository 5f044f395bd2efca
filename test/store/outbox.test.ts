/**
 * Who may send what: rows of the living are theirs, rows of the dead are anybody's, and a lane keeps its order.
 */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLog } from '../../src/log.ts'
import { createBeginner } from '../../src/store/begin.ts'
import { claimWaiting, putBack } from '../../src/store/claims.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { type NewOutbound, queue } from '../../src/store/outbox.ts'
import { holdLocks } from '../../src/store/process-locks.ts'
import { settle } from '../../src/store/settle.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let connections: Connections

beforeEach(async () => {
  database = await createDatabase()
  connections = connect(database.url, 3)
})
afterEach(async () => {
  await connections.db.destroy()
  await database.drop()
})

test('a row of a living process is left alone; once it is gone, the row is taken, and may have arrived', async () => {
  const [living, dying] = [
    await holdLocks(database.url, createLog('silent')),
    await holdLocks(database.url, createLog('silent')),
  ]
  const [row] = await queue(connections.db, [message('a')], dying.number())
  expect(row).toBeDefined()
  expect(await claim(living.number()!)).toEqual([])
  await dying.close()
  expect(await claim(living.number()!)).toEqual([{ id: row!.id, mayHaveArrived: true }])
  await living.close()
})

test("rows are claimed at once where the lane is free or ours, and wait behind another's", async () => {
  const { db } = connections
  expect(await queue(db, [message('a'), message('a')], 1)).toHaveLength(2)
  expect(await queue(db, [message('a')], 1)).toHaveLength(1)
  expect(await queue(db, [message('a'), message('b')], 2)).toMatchObject([{ lane: 'b' }])
  expect(await queue(db, [message('c')], null)).toEqual([])
})

test('only the first row of each lane is claimed, conversation before bulk', async () => {
  const locks = await holdLocks(database.url, createLog('silent'))
  await queue(connections.db, [message('a', true), message('b'), message('b'), message('c')], null)
  const options = { network: 'telegram', by: locks.number()!, limit: 2, except: [] }
  const lanes = async () => (await claimWaiting(connections.db, options)).map(row => row.lane)
  expect(await lanes()).toEqual(['b', 'c'])
  expect(await lanes()).toEqual(['a'])
  expect(await lanes()).toEqual([])
  await locks.close()
})

test('a row that was put back waits until it is due, and everything behind it as well', async () => {
  const { db } = connections
  const [first, second] = await queue(db, [message('a'), message('a')], 1)
  const retry = { id: first!.id, claimedBy: 1, attempts: 1, mayHaveArrived: true, failure: 'away' }
  await putBack(db, { ...retry, dueInMs: 60_000 }, [second!.id])
  expect(await claim(1)).toEqual([])
  await connections.pool.query('update outbox set due_at = now()')
  expect(await claim(1)).toEqual([{ id: first!.id, mayHaveArrived: true }])
  await settle(db, [{ id: first!.id, kind: null, outcome: 'sent', sentIds: ['1'], failure: null }])
  expect(await claim(1)).toEqual([{ id: second!.id, mayHaveArrived: false }])
})

test('a row of our own that we do not have in hand is ours again after ten seconds', async () => {
  const locks = await holdLocks(database.url, createLog('silent'))
  const [row] = await queue(connections.db, [message('a')], locks.number())
  await connections.pool.query(`update outbox set due_at = now() - interval '11 seconds'`)
  expect(await claim(locks.number()!, [row!.id])).toEqual([])
  expect(await claim(locks.number()!)).toEqual([{ id: row!.id, mayHaveArrived: true }])
  await locks.close()
})

/** The number of a process that is no more. */
const GONE = 1_000

test('what another process took meanwhile is not begun, and not put back', async () => {
  const { db } = connections
  const begin = createBeginner(db)
  const [taken, ours] = await queue(db, [message('a', true), message('b', true)], GONE)
  const living = await holdLocks(database.url, createLog('silent'))
  await connections.pool.query('update outbox set claimed_by = null where id = $1', [taken!.id])
  expect(await claim(living.number()!)).toContainEqual({ id: taken!.id, mayHaveArrived: false })
  await connections.pool.query('update outbox set claimed_by = $1 where id = $2', [GONE, ours!.id])

  expect(await Promise.all([begin(taken!), begin(ours!)])).toEqual([false, true])
  const retry = { dueInMs: 60_000, attempts: 1, mayHaveArrived: false, failure: 'away' }
  for (const { id, claimedBy } of [taken!, ours!]) await putBack(db, { id, claimedBy, ...retry }, [])
  const { rows } = await connections.pool.query('select claimed_by, may_have_arrived from outbox order by id')
  expect(rows).toEqual([
    { claimed_by: living.number(), may_have_arrived: false },
    { claimed_by: null, may_have_arrived: false },
  ])
  await living.close()
})

test('what was sent keeps only the ids, what failed keeps its words', async () => {
  const [sent, failed] = await queue(connections.db, [message('a'), message('b')], 1)
  await settle(connections.db, [
    { id: sent!.id, kind: null, outcome: 'sent', sentIds: ['7'], failure: null },
    { id: failed!.id, kind: null, outcome: 'failed', sentIds: [], failure: 'blocked' },
  ])
  const { rows } = await connections.pool.query(
    'select outcome, message is null as emptied, sent_ids from outbox order by id',
  )
  expect(rows).toEqual([
    { outcome: 'sent', emptied: true, sent_ids: ['7'] },
    { outcome: 'failed', emptied: false, sent_ids: [] },
  ])
})

function message(lane: string, bulk = false): NewOutbound {
  const text = { text: 'Hello', spans: [] }
  return {
    network: 'telegram',
    lane,
    bulk,
    message: { to: 'resident', address: 'telegram:1', text, choices: [], files: [] },
  }
}

async function claim(by: number, except: readonly string[] = []) {
  const rows = await claimWaiting(connections.db, { network: 'telegram', by, limit: 10, except })
  return rows.map(({ id, mayHaveArrived }) => ({ id, mayHaveArrived }))
}
