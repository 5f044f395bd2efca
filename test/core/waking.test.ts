import { expect, test } from 'vitest'
import { isWaking } from '../../src/core/waking.ts'

test.each([
  ['early', '2026-11-23T08:59:59Z', 'Europe/London', false],
  ['from nine', '2026-11-23T09:00:00Z', 'Europe/London', true],
  ['until eight', '2026-11-23T19:59:59Z', 'Europe/London', true],
  ['in the evening', '2026-11-23T20:00:00Z', 'Europe/London', false],
  ['in summer by the clock on the wall', '2026-07-01T08:00:00Z', 'Europe/London', true],
  ['elsewhere it is night', '2026-11-23T12:00:00Z', 'Pacific/Auckland', false],
])('%s', (_, now, timeZone, waking) => expect(isWaking(new Date(now), timeZone)).toBe(waking))
