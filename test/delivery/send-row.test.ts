/**
 * When a row that was not taken is tried again.
 */
import { expect, test } from 'vitest'
import { SendError } from '../../src/core/send-error.ts'
import { dueIn } from '../../src/delivery/send-row.ts'
import type { Claimed } from '../../src/store/outbox.ts'

const HOUR_MS = 3_600_000
const row: Claimed = {
  ...{ id: '1', network: 'discord', lane: 'discord:1', bulk: false, claimedBy: 1, purpose: null, attempts: 2 },
  message: { to: 'resident', address: 'discord:1', text: { text: 'Hello', spans: [] }, choices: [], files: [] },
  ...{ mayHaveArrived: false, sentIds: [], createdAt: new Date(0) },
}

test.each([
  ['the network asks for an hour', { retryAfterMs: HOUR_MS }, HOUR_MS],
  ['we hold it back for an hour, which may end sooner', { retryAfterMs: HOUR_MS, ownPace: true }, 30_000],
  ['we hold it back for a second', { retryAfterMs: 1_000, ownPace: true }, 1_000],
  ['nobody says how long', {}, 2_000],
])('%s', (_, options, ms) => {
  expect(dueIn(row, new SendError('THROTTLED', 'too much', options))).toBe(ms)
})
