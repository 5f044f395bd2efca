/** Which question of a survey waits for somebody is known for a day at most, and nothing is done at night. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeDueOf } from '../../src/conversation/panel/survey-place.ts'
import { isWaking } from '../../src/core/waking.ts'

const HOUR_MS = 3_600_000

test('it is forgotten in the day, later than it was asked and before a day is over', () => {
  const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  const zone = fc.constantFrom('Europe/London', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Chatham', 'UTC')
  fc.assert(
    fc.property(instant, zone, (at, timeZone) => {
      const due = placeDueOf({ survey: { waveId: '7', question: 1, at: at.toISOString() } }, timeZone)!
      expect(due).toBeGreaterThan(at.getTime() + 8 * HOUR_MS)
      expect(due).toBeLessThanOrEqual(at.getTime() + 24 * HOUR_MS)
      expect(isWaking(new Date(due), timeZone)).toBe(true)
    }),
  )
  expect(placeDueOf({}, 'UTC')).toBeUndefined()
})
