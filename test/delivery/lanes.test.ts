/**
 * The order of what waits in memory: one row of a lane at a time, conversation before bulk.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLanes } from '../../src/delivery/lanes.ts'
import type { Claimed } from '../../src/store/outbox.ts'

function row(id: number, lane: string, bulk = false): Claimed {
  const message = { to: 'desk', kind: 'mark', channel: 'C1', ts: '1.0', mark: 'sent' } as const
  const sending = {
    claimedBy: 1,
    attempts: 0,
    mayHaveArrived: false,
    sentIds: [],
    createdAt: new Date(0),
    purpose: null,
  }
  return { id: String(id), network: 'slack', lane, bulk, message, ...sending }
}

test('a lane gives its rows one at a time, in order', () => {
  const lanes = createLanes()
  for (const id of [1, 2]) lanes.add(row(id, 'a'))
  expect(lanes.take('conversation')?.id).toBe('1')
  expect(lanes.take('conversation')).toBeUndefined()
  expect(lanes.waitingBehind('a')).toEqual(['2'])
  lanes.free('a')
  expect(lanes.take('conversation')?.id).toBe('2')
  lanes.free('a')
  expect(lanes.ids.size).toBe(0)
})

test('a row that is here already is not taken twice', () => {
  const lanes = createLanes()
  lanes.add(row(1, 'a'))
  lanes.add(row(1, 'a'))
  lanes.take('conversation')
  lanes.add(row(1, 'a'))
  lanes.free('a')
  expect(lanes.take('conversation')).toBeUndefined()
})

test('bulk is asked for by its name', () => {
  const lanes = createLanes()
  lanes.add(row(1, 'a', true))
  expect(lanes.take('conversation')).toBeUndefined()
  expect(lanes.take('bulk')?.id).toBe('1')
})

test('what somebody is told goes before an invitation that waits in the same lane, in its own order', () => {
  const lanes = createLanes()
  const invitation = (id: number): Claimed => ({
    ...row(id, 'a', true),
    purpose: { kind: 'invitation', waveId: '1', memberId: '1' },
  })
  lanes.add(invitation(1))
  for (const id of [2, 3]) lanes.add(row(id, 'a'))
  lanes.add(invitation(4))
  expect(lanes.ready('bulk')).toBe(false)
  expect(lanes.crowd).toBe(2)
  const order: (string | undefined)[] = []
  for (const kind of ['conversation', 'conversation', 'bulk', 'bulk'] as const) {
    order.push(lanes.take(kind)?.id)
    lanes.free('a')
  }
  expect(order).toEqual(['2', '3', '1', '4'])
  expect([lanes.ids.size, lanes.crowd]).toEqual([0, 0])
})

test('a lane that is cleared forgets its rows, and works anew', () => {
  const lanes = createLanes()
  for (const id of [1, 2, 3]) lanes.add(row(id, 'a'))
  lanes.take('conversation')
  lanes.clear('a')
  expect(lanes.ids.size).toBe(0)
  expect(lanes.take('conversation')).toBeUndefined()
  lanes.add(row(4, 'a'))
  expect(lanes.take('conversation')?.id).toBe('4')
})

test('whatever comes and goes, each lane keeps its order, nothing is lost and nothing comes twice', () => {
  const step = fc.oneof(
    fc.constantFrom('a', 'b', 'c').map(lane => ({ add: lane })),
    fc.constant({ take: true }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const lanes = createLanes()
      const added = new Map<string, string[]>()
      const given = new Map<string, string[]>()
      let id = 0
      const takeOne = () => {
        const taken = lanes.take('conversation')
        if (!taken) return false
        given.set(taken.lane, [...(given.get(taken.lane) ?? []), taken.id])
        lanes.free(taken.lane)
        return true
      }
      for (const step of steps) {
        if ('add' in step) {
          id += 1
          lanes.add(row(id, step.add))
          added.set(step.add, [...(added.get(step.add) ?? []), String(id)])
        } else takeOne()
      }
      while (takeOne()) {}
      expect(given).toEqual(added)
    }),
  )
})
