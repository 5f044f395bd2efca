import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alarmHorizon } from '../../src/core/alarm-horizon.ts'
import { openingOf } from '../../src/core/opening.ts'
import type { Department } from '../../src/core/place.ts'
import { addWorkingHours, workingMsBetween } from '../../src/core/working-time.ts'

const nineToFive = { opens: 540, closes: 1_020 }
const department: Department = {
  key: 'desk',
  name: { en: 'Front desk' },
  channel: 'C0DESK',
  approvers: [],
  firstReplyHours: 8,
  fixDays: 4,
  hours: new Map([1, 2, 3, 4, 5].map(day => [day, nineToFive])),
  holidays: ['2026-12-25'],
  timeZone: 'Europe/London',
}

describe('how far ahead a department is warned', () => {
  test.each([
    ['on a Monday morning', '2026-11-23T09:00Z', '2026-11-23T11:00Z', '2026-11-24T11:00Z'],
    ['over the night', '2026-11-23T16:00Z', '2026-11-24T10:00Z', '2026-11-24T16:15Z'],
    ['over a weekend', '2026-11-27T16:00Z', '2026-11-30T10:00Z', '2026-11-30T16:15Z'],
    ['over Christmas', '2026-12-24T16:30Z', '2026-12-28T10:30Z', '2026-12-28T16:37:30Z'],
    ['from closing time on, nothing moves', '2026-11-23T22:00Z', '2026-11-24T11:00Z', '2026-11-24T17:00Z'],
  ])('%s', (_, now, replyBy, fixBy) => {
    expect(alarmHorizon(department, new Date(now))).toEqual({ replyBy: new Date(replyBy), fixBy: new Date(fixBy) })
  })

  test('a first answer is warned of when a quarter of its time is left, whenever it was asked', () => {
    const start = Date.parse('2026-01-01T00:00Z')
    fc.assert(
      fc.property(fc.nat(400 * 24 * 60), minutes => {
        const asked = new Date(start + minutes * 60_000)
        const due = addWorkingHours(asked, department.firstReplyHours, department)
        const warned = addWorkingHours(asked, department.firstReplyHours * 0.75, department)
        expect(alarmHorizon(department, warned).replyBy.getTime()).toBeGreaterThanOrEqual(due.getTime())
        const before = new Date(warned.getTime() - 60_000)
        const left = workingMsBetween(before, due, department)
        if (left > 2.01 * 3_600_000) expect(alarmHorizon(department, before).replyBy < due).toBe(true)
      }),
    )
  })
})

test.each([
  ['2026-11-23T12:00Z', { day: '2026-11-23', opens: '2026-11-23T09:00:00.000Z', closes: '2026-11-23T17:00:00.000Z' }],
  ['2026-06-30T23:30Z', { day: '2026-07-01', opens: '2026-07-01T08:00:00.000Z', closes: '2026-07-01T16:00:00.000Z' }],
  ['2026-11-22T12:00Z', undefined],
  ['2026-12-25T12:00Z', undefined],
])('the working day of %s', (now, expected) => {
  const opening = openingOf(department, new Date(now))
  expect(opening && JSON.parse(JSON.stringify(opening))).toEqual(expected)
})
