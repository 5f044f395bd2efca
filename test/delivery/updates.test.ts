/**
 * Changes of messages: after what is new, at most so many a minute, of one message only the last.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KINDS, kindOf } from '../../src/delivery/kind.ts'
import { createLanes } from '../../src/delivery/lanes.ts'
import { createPace } from '../../src/delivery/pace.ts'
import type { Claimed, Queued } from '../../src/store/outbox.ts'

const UPDATE: Queued = { to: 'desk', kind: 'cardUpdate' }
const MARK: Queued = { to: 'desk', kind: 'mark', channel: 'C0', ts: '1.000001', mark: 'sent' }

function row(id: string, message: Queued, lane = `lane-${id}`, bulk = false): Claimed {
  const rest = { purpose: null, claimedBy: 1, attempts: 0, mayHaveArrived: false, sentIds: [], createdAt: new Date(0) }
  return { id, network: 'slack', lane, bulk, message, ...rest }
}

test('what is new goes before changes, and both before bulk', () => {
  const rows = [row('1', MARK, 'a', true), row('2', UPDATE), row('3', MARK)]
  expect(rows.map(kindOf)).toEqual(['bulk', 'update', 'conversation'])
  const lanes = createLanes()
  for (const one of rows) lanes.add(one)
  expect(KINDS.map(kind => lanes.take(kind)?.id)).toEqual(['3', '2', '1'])
  expect(KINDS.map(kind => lanes.ready(kind))).toEqual([false, false, false])
})

test('an update that waits is replaced; what is out stays out', () => {
  const lanes = createLanes()
  for (const id of ['1', '2', '3']) lanes.add(row(id, UPDATE, 'card'))
  expect(lanes.take('update')?.id).toBe('1')
  lanes.dropBehind('card')
  expect([...lanes.ids]).toEqual(['1'])
  lanes.add(row('4', UPDATE, 'card'))
  expect(lanes.take('update')).toBeUndefined()
  lanes.free('card')
  expect(lanes.take('update')?.id).toBe('4')
  lanes.free('card')
  expect([...lanes.ids]).toEqual([])
})

test('updates that wait keep nobody from being claimed', () => {
  const lanes = createLanes()
  for (let n = 0; n < 200; n += 1) lanes.add(row(`u${n}`, UPDATE))
  lanes.add(row('m', MARK))
  expect(lanes.ids.size).toBe(201)
  expect(lanes.crowd).toBe(1)
  lanes.clear('lane-u0')
  lanes.clear('lane-m')
  expect([lanes.ids.size, lanes.crowd]).toEqual([199, 0])
})

test('in no minute there are more updates than the network takes, and none waits longer than it must', () => {
  const steps = fc.array(fc.nat({ max: 4_000 }), { minLength: 60, maxLength: 150 })
  fc.assert(
    fc.property(steps, gaps => {
      const pace = createPace(64, 5, 40)
      const sent: number[] = []
      let now = 1_000_000
      for (const gap of gaps) {
        now += gap
        const waitMs = pace.waitMs('update', now)
        const inLastMinute = sent.filter(at => now - at < 60_000).length
        expect(waitMs > 0).toBe(inLastMinute >= 40)
        expect(pace.waitMs('conversation', now)).toBe(0)
        now += Math.max(0, waitMs)
        pace.started('update', now)
        sent.push(now)
        expect(sent.filter(at => now - at < 60_000).length).toBeLessThanOrEqual(40)
      }
    }),
    { numRuns: 50 },
  )
})
