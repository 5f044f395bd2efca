/**
 * Posts in one channel: free until the network refuses one, then at its pace, words before cards.
 */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createChannelPace, createTurns } from '../../src/delivery/turns.ts'

const EVERY_MS = 1_000

test('nobody waits before the first refusal, and nobody after the channel was quiet for a while', () => {
  const pace = createChannelPace(EVERY_MS)
  for (let n = 0; n < 20; n += 1) {
    expect(pace.waitMs(n)).toBe(0)
    pace.posted(n)
  }
  pace.throttled(3_000, 20)
  expect(pace.waitMs(20)).toBe(3_000)
  pace.posted(3_020)
  expect(pace.waitMs(3_020)).toBe(EVERY_MS)
  for (const now of [60_000, 60_001, 60_002]) {
    expect(pace.waitMs(now)).toBe(0)
    pace.posted(now)
  }
})

test('after a refusal posts keep their distance, and none waits longer than it must', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 2_500 }), { minLength: 1, maxLength: 60 }), gaps => {
      const pace = createChannelPace(EVERY_MS)
      pace.throttled(2_000, 0)
      let now = 0
      let mayPostAt = 2_000
      for (const gap of gaps) {
        now += gap
        expect(pace.waitMs(now)).toBe(Math.max(0, mayPostAt - now))
        now = Math.max(now, mayPostAt)
        pace.posted(now)
        mayPostAt = now + EVERY_MS
      }
    }),
  )
})

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('words go before cards, each in its order; another channel waits for none of them', async () => {
  const turns = createTurns(EVERY_MS)
  turns.throttled('C1', 3_000)
  const went: string[] = []
  const asks = (channel: string, what: 'card' | 'words', name: string) => {
    const turn = turns.ask(channel, what)
    if (turn === true) went.push(name)
    else void turn.then(came => went.push(came ? name : `not ${name}`))
  }
  asks('C1', 'card', 'card 1')
  asks('C1', 'card', 'card 2')
  asks('C1', 'words', 'words 1')
  asks('C1', 'words', 'words 2')
  asks('C2', 'card', 'elsewhere')
  expect(went).toEqual(['elsewhere'])
  await vi.advanceTimersByTimeAsync(2_999)
  expect(went).toEqual(['elsewhere'])
  await vi.advanceTimersByTimeAsync(2_001)
  expect(went.slice(1)).toEqual(['words 1', 'words 2', 'card 1'])
  turns.stop()
  asks('C1', 'card', 'card 3')
  await vi.advanceTimersByTimeAsync(0)
  expect(went.slice(4)).toEqual(['not card 2', 'not card 3'])
})
