import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cronOf, LAST_DAY, REPEATS, readCron } from '../../../src/core/panel/repeat.ts'

test.each([
  ['weekly', '2027-03-01', '10:00', '0 10 * * 1'],
  ['monthly', '2027-03-05', '09:30', '30 9 5 * *'],
  ['quarterly', '2027-03-05', '09:30', '30 9 5 3,6,9,12 *'],
  ['quarterly', '2027-11-28', '23:59', '59 23 28 2,5,8,11 *'],
] as const)('%s with %s at %s is %s', (repeat, date, time, line) => {
  expect(cronOf(repeat, date, time)).toBe(line)
})

test.each(['0 10 1,15 * *', '*/5 * * * *', '0 10 31 * *', '0 10 1 1 *', '', 'often'])(
  '%s is a line of its own',
  line => {
    expect(readCron(line, '2027-01-01')).toBeUndefined()
  },
)

test('what was written is read again, with a day that is not over', () => {
  const day = fc
    .date({ min: new Date('2026-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
    .map(date => date.toISOString().slice(0, 10))
  const time = fc.tuple(fc.nat(23), fc.nat(59)).map(parts => parts.map(n => String(n).padStart(2, '0')).join(':'))
  fc.assert(
    fc.property(fc.constantFrom(...REPEATS), day, time, day, (repeat, date, at, today) => {
      fc.pre(repeat === 'weekly' || Number(date.slice(8)) <= LAST_DAY)
      const line = cronOf(repeat, date, at)
      const read = readCron(line, today)
      expect(read).toMatchObject({ repeat, time: at })
      expect(read!.date >= today).toBe(true)
      expect(cronOf(repeat, read!.date, at)).toBe(line)
    }),
  )
})
