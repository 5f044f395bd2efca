/**
 * When a network may be called again. All times in ms, with a clock of the test's own.
 */
import { expect, test } from 'vitest'
import { createPace } from '../../src/delivery/pace.ts'

test('while all is well, conversation never waits and bulk keeps its pace', () => {
  const pace = createPace(64, 25)
  expect(pace.waitMs('conversation', 0)).toBe(0)
  expect(pace.waitMs('bulk', 0)).toBe(0)
  pace.started('bulk', 0)
  expect(pace.waitMs('bulk', 0)).toBe(40)
  expect(pace.waitMs('conversation', 0)).toBe(0)
  expect(pace.waitMs('bulk', 40)).toBe(0)
})

test('bulk that fell behind does not catch up in a burst', () => {
  const pace = createPace(64, 25)
  pace.started('bulk', 0)
  pace.started('bulk', 10_000)
  expect(pace.waitMs('bulk', 10_000)).toBe(40)
})

test('one address that is throttled waits alone; three within a second mean the whole bot', () => {
  const pace = createPace(64, 25)
  pace.throttled('telegram:1', 5_000, 0)
  pace.throttled('telegram:1', 5_000, 100)
  pace.throttled('telegram:2', 5_000, 200)
  expect(pace.waitMs('conversation', 300)).toBe(0)
  pace.throttled('telegram:3', 5_000, 400)
  expect(pace.waitMs('conversation', 400)).toBe(5_000)
  expect(pace.waitMs('conversation', 5_400)).toBe(0)
})

test('three throttled over a longer time are three of their own', () => {
  const pace = createPace(64, 25)
  for (const [n, at] of [0, 1_500, 3_000].entries()) pace.throttled(`telegram:${n}`, 5_000, at)
  expect(pace.waitMs('conversation', 3_000)).toBe(0)
})

test('five failures in a row: one call at a time, after pauses that double up to 4 s, until one arrives', () => {
  const pace = createPace(64, 25)
  for (let n = 0; n < 4; n += 1) pace.unreachable(0)
  expect([pace.width, pace.away, pace.waitMs('conversation', 0)]).toEqual([64, false, 0])
  const waits = Array.from({ length: 7 }, () => {
    pace.unreachable(0)
    return pace.waitMs('conversation', 0)
  })
  expect(waits).toEqual([250, 500, 1_000, 2_000, 4_000, 4_000, 4_000])
  expect([pace.width, pace.away]).toEqual([1, true])
  pace.succeeded()
  expect([pace.width, pace.away]).toEqual([64, false])
})
