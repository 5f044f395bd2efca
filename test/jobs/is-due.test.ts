/**
 * When a job of the night is due: once for each night, also after a stop, and by the clock on the wall.
 */
import { expect, test } from 'vitest'
import { isDue } from '../../src/jobs/is-due.ts'

const AT_NIGHT = { hour: 3, minute: 17 }

test.each([
  ['it never was done', undefined, '2026-11-22T12:00Z', true],
  ['done this night', '2026-11-22T03:17Z', '2026-11-22T12:00Z', false],
  ['done a minute late', '2026-11-22T03:18Z', '2026-11-23T03:16Z', false],
  ['its time has come', '2026-11-22T03:17Z', '2026-11-23T03:17Z', true],
  ['missed for three nights', '2026-11-19T03:17Z', '2026-11-22T12:00Z', true],
  ['done late, in the afternoon', '2026-11-22T15:00Z', '2026-11-23T03:16Z', false],
  ['the clock was set back', '2026-11-25T03:17Z', '2026-11-22T12:00Z', false],
])('%s', (_, done, now, due) => {
  expect(isDue(AT_NIGHT, done === undefined ? undefined : new Date(done), new Date(now), 'Europe/London')).toBe(due)
})

test.each([
  ['in summer it is an hour earlier by UTC', '2026-07-01T02:17Z', true],
  ['and not before', '2026-07-01T02:16Z', false],
])('%s', (_, now, due) => {
  expect(isDue(AT_NIGHT, new Date('2026-06-30T02:17Z'), new Date(now), 'Europe/London')).toBe(due)
})
