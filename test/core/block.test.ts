/**
 * What is taken of a form that blocks a person.
 */
import { expect, test } from 'vitest'
import { readBlock, stillBlocked } from '../../src/core/block.ts'

const TODAY = '2026-11-23'

test.each([
  ['', 'noDay'],
  ['tomorrow', 'noDay'],
  ['2026-02-30', 'noDay'],
  ['2026-11-22', 'pastDay'],
  [TODAY, 'pastDay'],
  ['2027-11-24', 'farDay'],
  ['9999-01-01', 'farDay'],
])('the day "%s": %s', (until, problem) => {
  expect(readBlock({ until, reason: 'Threats.' }, TODAY)).toEqual({ problems: { until: problem } })
})

test.each(['2026-11-24', '2027-11-23'])('the day %s is taken', until => {
  expect(readBlock({ until, reason: ' Threats. ' }, TODAY)).toEqual({ until, reason: 'Threats.' })
})

test('from a leap day to the end of February', () => {
  expect(readBlock({ until: '2029-02-28', reason: 'x' }, '2028-02-29')).toMatchObject({ until: '2029-02-28' })
  expect(readBlock({ until: '2029-03-01', reason: 'x' }, '2028-02-29')).toEqual({ problems: { until: 'farDay' } })
})

test('a reason is needed, and has an end', () => {
  expect(readBlock({ until: '', reason: ' ' }, TODAY)).toEqual({ problems: { until: 'noDay', reason: 'noReason' } })
  const reason = 'x'.repeat(1_001)
  expect(readBlock({ until: '2026-11-24', reason }, TODAY)).toEqual({ problems: { reason: 'longReason' } })
})

test('it ends by itself, at that moment', () => {
  const until = new Date('2026-12-01T00:00:00Z')
  expect(stillBlocked(until, new Date(until.getTime() - 1))).toEqual(until)
  expect(stillBlocked(until, until)).toBeUndefined()
  expect(stillBlocked(null, until)).toBeUndefined()
})
