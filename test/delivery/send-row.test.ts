/**
 * When a row that was not taken is tried again, and when it is not.
 */
import { expect, test } from 'vitest'
import { createDiscord } from '../../adapters/discord/index.ts'
import { createTelegram } from '../../adapters/telegram/index.ts'
import { SendError } from '../../src/core/send-error.ts'
import { dueIn, sendRow } from '../../src/delivery/send-row.ts'
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

const apart = { token: '1:x', apiRoot: 'http://127.0.0.1:9', timeoutMs: 1_000 }
const DISCORD = createDiscord({ ...apart, commands: () => new Map() })
const TELEGRAM = createTelegram({ ...apart, commands: () => new Map() })
const MINUTE_MS = 60_000

test.each([
  ['Discord, just now', DISCORD, MINUTE_MS, 'later'],
  ['Discord, too long ago for it to know', DISCORD, 3 * MINUTE_MS, 'unknown'],
  ['Telegram, which never knows', TELEGRAM, 0, 'unknown'],
  ['Telegram, by a clock that is ahead', TELEGRAM, -MINUTE_MS, 'unknown'],
] as const)('bulk that may have arrived at %s', async (_, adapter, agoMs, kind) => {
  const begun = { ...row, bulk: true, mayHaveArrived: true, createdAt: new Date(Date.now() - agoMs) }
  const { message } = row
  if (message.to !== 'resident' || 'kind' in message) throw new Error('no message to a resident')
  const noFile = () => Promise.reject(new Error('no file'))
  expect(await sendRow(adapter, begun, message, 'test', noFile, async () => {})).toMatchObject({ kind })
})
