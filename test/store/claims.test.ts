/**
 * The order of what waits, whoever sends it: lanes by their ids, new cards of a channel too; what is parked or refused
 * keeps nobody else waiting, and what came unasked keeps no word of a talk waiting. The rule is written once more here, in plain words, and whatever happens the store does the same.
 */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createLog } from '../../src/log.ts'
import { claimWaiting, putBack, stepAside } from '../../src/store/claims.ts'
import { closeDoor, openDoor, park } from '../../src/store/closed-doors.ts'
import { type Connections, connect } from '../../src/store/database.ts'
import { type NewOutbound, queue } from '../../src/store/outbox.ts'
import { holdLocks, type ProcessLocks } from '../../src/store/process-locks.ts'
import { settle } from '../../src/store/settle.ts'
import { createDatabase, type TestDatabase } from '../support/database.ts'

let database: TestDatabase
let connections: Connections
let processes: readonly ProcessLocks[]

beforeAll(async () => {
  database = await createDatabase()
  connections = connect(database.url, 2)
  processes = [await holdLocks(database.url, createLog('silent')), await holdLocks(database.url, createLog('silent'))]
})
afterAll(async () => {
  for (const locks of processes) await locks.close()
  await connections.db.destroy()
  await database.drop()
})

interface Row {
  readonly id: string
  readonly lane: string
  channel: string | null
  state: 'waiting' | 'inHand' | 'parked' | 'gone'
  by: number
  /** The card of a case that is new: those have rising numbers. */
  readonly isNew: boolean
  /** It went back for a reason of its own, and has no place among the cards of its channel. */
  aside: boolean
  /** Bulk that nobody asked for. */
  readonly isUnasked: boolean
}

const isOpen = (row: Row) => row.state !== 'gone'
const before = (rows: readonly Row[], row: Row) => rows.slice(0, rows.indexOf(row)).filter(isOpen)
const firstOfLane = (rows: readonly Row[], row: Row) =>
  !before(rows, row).some(e => e.lane === row.lane && (!e.isUnasked || row.isUnasked))
/** Of those that could go, what is on its way; then by the cases, whatever was queued first. */
const firstOfChannel = (rows: readonly Row[], row: Row) => {
  if (row.channel === null) return true
  const others = rows.filter(
    e => e.channel === row.channel && isOpen(e) && e.state !== 'parked' && firstOfLane(rows, e),
  )
  const rank = (e: Row) => [e.state === 'inHand' ? 0 : 1, caseOf(e), rows.indexOf(e)] as const
  return (
    others.toSorted((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1] || rank(a)[2] - rank(b)[2])[0] === row
  )
}
const caseOf = ({ lane }: Pick<Row, 'lane'>) => Number(lane.split(':')[1])

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('card'), channel: fc.constantFrom('C1', 'C2'), n: fc.nat(1) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('post', 'newCard'), n: fc.nat(5) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('reply', 'invitation'), n: fc.nat(1) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('claim'), n: fc.nat(1) }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constantFrom('settle', 'throttled', 'park', 'refused', 'open'), n: fc.nat(5) }),
  },
) as fc.Arbitrary<{ readonly do: string; readonly n: number; readonly channel?: string }>

test('whatever comes, is refused, parked or sent by two processes, the order holds', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async steps => {
      await connections.pool.query('delete from outbox')
      await connections.pool.query('delete from closed_doors')
      const rows: Row[] = []
      const sent: Row[] = []
      let cases = 0
      for (const one of steps) {
        cases += 1
        if (one.do === 'card') await add(rows, `case:${cases}`, one.channel!, one.n, true)
        else if (one.do === 'post') await add(rows, `case:${one.n}`, null, 0)
        else if (one.do === 'newCard') await add(rows, `case:${one.n}`, 'C1', 1)
        else if (one.do === 'reply') await add(rows, `case:90${one.n}`, null, 0)
        else if (one.do === 'invitation') await add(rows, `case:90${one.n}`, null, 1, false, true)
        else if (one.do === 'claim') await claim(rows, one.n)
        else await finish(rows, sent, one.do, one.n)
      }
      await finish(rows, sent, 'open', 0)
      for (let left = -1; left !== sent.length; ) {
        left = sent.length
        await claim(rows, 0)
        await claim(rows, 1)
        while (await finish(rows, sent, 'settle', 0));
      }
      expect(rows.filter(isOpen)).toEqual([])
      for (const lane of new Set(rows.map(row => row.lane)))
        for (const isUnasked of [true, false]) {
          const isThere = (row: Row) => row.lane === lane && row.isUnasked === isUnasked
          expect(sent.filter(isThere)).toEqual(rows.filter(isThere))
        }
      const firstCards = rows.filter(
        (row, n) => row.isNew && !row.aside && rows.findIndex(r => r.lane === row.lane) === n,
      )
      for (const channel of ['C1', 'C2'])
        expect(sent.filter(row => firstCards.includes(row) && row.channel === channel)).toEqual(
          firstCards.filter(row => row.channel === channel),
        )
    }),
    { numRuns: 60 },
  )
}, 120_000)

async function add(
  rows: Row[],
  lane: string,
  channel: string | null,
  by: number,
  isNew = false,
  isUnasked = false,
): Promise<void> {
  const invitation = { bulk: true, purpose: { kind: 'invitation', waveId: '1', memberId: '1' } } as const
  const one = { ...message(lane, channel), ...(isUnasked && invitation) }
  const claimed = await queue(connections.db, [one], processes[by]!.number())
  const { rows: all } = await connections.pool.query('select max(id)::text as id from outbox')
  const row: Row = { id: all[0].id, lane, channel, state: 'waiting', by, isNew, aside: false, isUnasked }
  rows.push(row)
  if (claimed.length === 0) return
  if (channel !== null) expect(before(rows, row).filter(e => e.channel === channel && e.state !== 'parked')).toEqual([])
  const goesBefore = (e: Row) => e.lane === lane && (!e.isUnasked || isUnasked)
  expect(before(rows, row).filter(e => goesBefore(e) && (e.state !== 'inHand' || e.by !== by))).toEqual([])
  row.state = 'inHand'
}

/** All that may go, and nothing else. */
async function claim(rows: readonly Row[], by: number): Promise<void> {
  const may = rows.filter(row => row.state === 'waiting' && firstOfLane(rows, row) && firstOfChannel(rows, row))
  const options = { network: 'slack', by: processes[by]!.number()!, limit: 100, except: [] }
  const claimed = await claimWaiting(connections.db, options)
  expect(claimed.map(row => row.id)).toEqual(may.map(row => row.id))
  for (const row of may) Object.assign(row, { state: 'inHand', by })
}

/** What becomes of the nth row that is out. @returns False where none is. */
async function finish(rows: readonly Row[], sent: Row[], how: string, n: number): Promise<boolean> {
  const { db } = connections
  if (how === 'open') {
    await db.transaction().execute(trx => openDoor(trx, 'slack', 'C1'))
    for (const row of rows) if (row.state === 'parked') row.state = 'waiting'
    return true
  }
  const out = rows.filter(row => row.state === 'inHand' && firstOfLane(rows, row))
  const row = out[n % Math.max(1, out.length)]
  if (!row) return false
  if (how === 'settle') {
    await settle(db, [{ id: row.id, kind: null, outcome: 'sent', sentIds: ['1.0'], failure: null }])
    row.state = 'gone'
    sent.push(row)
    return true
  }
  const lane = rows.filter(r => r.lane === row.lane && r.state === 'inHand' && r.by === row.by)
  const behind = lane.filter(r => r !== row).map(r => r.id)
  if (how === 'park') {
    await db.transaction().execute(async trx => {
      await closeDoor(trx, { network: 'slack', door: 'C1', why: 'is_archived', since: new Date() })
      await park(trx, { id: row.id, sentIds: [] }, 'C1', 'is_archived', behind)
    })
  } else {
    if (how === 'refused') await stepAside(db, row.id)
    const retry = { dueInMs: -1, attempts: 1, mayHaveArrived: false, failure: how }
    await putBack(db, { id: row.id, claimedBy: processes[row.by]!.number()!, ...retry }, behind)
  }
  for (const r of lane) r.state = 'waiting'
  if (how === 'park') row.state = 'parked'
  if (how === 'refused') row.channel = null
  if (how !== 'throttled') row.aside = true
  return true
}

function message(lane: string, channel: string | null): NewOutbound {
  const text = { text: 'Hello', spans: [] }
  const card = { heading: 'A', facts: [], words: text, pictures: [], hint: '', buttons: [], menu: [] }
  return {
    network: 'slack',
    lane,
    purpose: { kind: channel === null ? 'post' : 'card', caseId: lane.split(':')[1]! },
    message:
      channel === null
        ? { to: 'desk', kind: 'post', text, files: [], buttons: [] }
        : { to: 'desk', kind: 'card', channel, card },
  }
}
