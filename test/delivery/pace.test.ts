/**
 * When a network may be called again. All times in ms, with a clock of the test's own.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPace } from '../../src/delivery/pace.ts'

test('while all is well, conversation never waits and bulk keeps its pace', () => {
  const pace = createPace(64, 25)
  expect(pace.waitMs('conversation', 0)).toBe(0)
  expect(pace.waitMs('bulk', 1_000)).toBe(0)
  pace.started('bulk', 1_000)
  pace.started('bulk', 1_000)
  expect(pace.waitMs('bulk', 1_000)).toBe(30)
  expect(pace.waitMs('conversation', 1_000)).toBe(0)
  expect(pace.waitMs('bulk', 1_030)).toBe(0)
})

test('a message of several parts takes the time of as many', () => {
  const pace = createPace(64, 25)
  pace.started('bulk', 1_000)
  pace.started('bulk', 1_000, 2)
  expect(pace.waitMs('bulk', 1_000)).toBe(70)
})

test('what was begun and not sent after all takes nobody’s time, and gives nobody more', () => {
  const pace = createPace(64, 25)
  pace.started('bulk', 1_000)
  pace.started('bulk', 1_000)
  for (let n = 0; n < 100; n += 1) {
    pace.started('bulk', 1_000)
    pace.forgone('bulk')
  }
  expect(pace.waitMs('bulk', 1_000)).toBe(30)
  for (let n = 0; n < 100; n += 1) {
    pace.started('bulk', 60_000)
    pace.forgone('bulk')
  }
  pace.started('bulk', 60_000)
  pace.started('bulk', 60_000)
  expect(pace.waitMs('bulk', 60_000)).toBe(30)

  const updates = createPace(64, 25, 2)
  for (let n = 0; n < 5; n += 1) {
    updates.started('update', 1_000)
    updates.forgone('update')
  }
  updates.started('update', 1_000)
  expect(updates.waitMs('update', 1_000)).toBe(0)
  updates.started('update', 1_000)
  expect(updates.waitMs('update', 1_000)).toBe(60_000)
})

test('bulk that fell behind does not catch up in a burst', () => {
  const pace = createPace(64, 25)
  pace.started('bulk', 1_000)
  pace.started('bulk', 10_000)
  pace.started('bulk', 10_000)
  expect(pace.waitMs('bulk', 10_000)).toBe(30)
})

test('however late timers are, bulk comes to its pace and never to more than two messages above it', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.infiniteStream(fc.integer({ min: 0, max: 20 })),
      (rate, late) => {
        const pace = createPace(64, rate)
        const begun = 10_000
        let now = begun
        let sent = 0
        while (now < begun + 5_000) {
          const waitMs = pace.waitMs('bulk', now)
          if (waitMs <= 0) {
            pace.started('bulk', now)
            sent += 1
          } else now += waitMs + (late.next().value ?? 0)
        }
        expect(sent).toBeLessThanOrEqual(rate * 5 + rate * 0.05 + 2)
        expect(sent).toBeGreaterThanOrEqual(Math.floor(rate * 5 * 0.99) - 1)
      },
    ),
  )
})

test('talks leave less for bulk, but never keep it waiting for more than a second', () => {
  const pace = createPace(64, 25)
  pace.started('bulk', 1_000)
  for (let n = 0; n < 10; n += 1) pace.started('conversation', 1_000)
  expect(pace.waitMs('bulk', 1_000)).toBe(400)
  for (let n = 0; n < 100; n += 1) pace.started('conversation', 1_000)
  expect(pace.waitMs('bulk', 1_000)).toBe(1_000)
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
