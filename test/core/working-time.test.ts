import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Calendar } from '../../src/core/place.ts'
import { addWorkingDays, addWorkingHours, formatDay } from '../../src/core/working-time.ts'

const nineToFive = { opens: 9 * 60, closes: 17 * 60 }
const weekdays = new Map([1, 2, 3, 4, 5].map(day => [day, nineToFive]))
const london: Calendar = { hours: weekdays, holidays: ['2026-12-25', '2026-12-28'], timeZone: 'Europe/London' }
const always = {
  ...london,
  holidays: [],
  hours: new Map([0, 1, 2, 3, 4, 5, 6].map(day => [day, { opens: 0, closes: 1440 }])),
}
const hoursAfter = (from: string, hours: number, calendar = london) =>
  addWorkingHours(new Date(from), hours, calendar).toISOString().replace(':00.000Z', 'Z')
const daysAfter = (from: string, days: number, calendar = london) =>
  addWorkingDays(new Date(from), days, calendar).toISOString().replace(':00.000Z', 'Z')

describe('addWorkingHours', () => {
  test.each([
    ['within a day', '2026-11-23T10:00Z', 4, '2026-11-23T14:00Z'],
    ['up to closing time', '2026-11-23T10:00Z', 7, '2026-11-23T17:00Z'],
    ['over night', '2026-11-23T15:00Z', 4, '2026-11-24T11:00Z'],
    ['over the weekend', '2026-11-27T16:30Z', 1, '2026-11-30T09:30Z'],
    ['from before opening', '2026-11-23T03:00Z', 2, '2026-11-23T11:00Z'],
    ['from after closing', '2026-11-23T20:00Z', 2, '2026-11-24T11:00Z'],
    ['from closing time', '2026-11-23T17:00Z', 1, '2026-11-24T10:00Z'],
    ['from a Sunday', '2026-11-22T12:00Z', 0, '2026-11-23T09:00Z'],
    ['none', '2026-11-23T10:00Z', 0, '2026-11-23T10:00Z'],
    ['half an hour', '2026-11-23T10:00Z', 0.5, '2026-11-23T10:30Z'],
    ['over holidays and a weekend', '2026-12-24T16:00Z', 2, '2026-12-29T10:00Z'],
    ['in summer time', '2026-07-01T08:00Z', 1, '2026-07-01T09:00Z'],
    ['into summer time', '2026-03-27T16:00Z', 2, '2026-03-30T09:00Z'],
    ['out of summer time', '2026-10-23T15:00Z', 2, '2026-10-26T10:00Z'],
    ['many weeks', '2026-11-23T09:00Z', 80, '2026-12-04T17:00Z'],
  ])('%s', (_, from, hours, due) => expect(hoursAfter(from, hours)).toBe(due))

  test('a day on which the clocks change has the hours that it has', () => {
    expect(hoursAfter('2026-03-29T00:00Z', 23, always)).toBe('2026-03-29T23:00Z')
    expect(hoursAfter('2026-10-24T23:00Z', 25, always)).toBe('2026-10-26T00:00Z')
  })

  test('opening time that is skipped or comes twice', () => {
    const night: Calendar = { ...always, hours: new Map([[0, { opens: 90, closes: 240 }]]) }
    // 01:30 does not exist on 29 March; the clock shows 02:30 then.
    expect(hoursAfter('2026-03-28T12:00Z', 0, night)).toBe('2026-03-29T01:30Z')
    // 01:30 comes twice on 25 October: the first counts.
    expect(hoursAfter('2026-10-24T12:00Z', 0, night)).toBe('2026-10-25T00:30Z')
  })

  test('time zones far from here', () => {
    const auckland = { ...london, timeZone: 'Pacific/Auckland' }
    expect(hoursAfter('2026-11-22T19:00Z', 1, auckland)).toBe('2026-11-22T21:00Z')
    const kathmandu = { ...london, timeZone: 'Asia/Kathmandu' }
    expect(hoursAfter('2026-11-23T00:00Z', 1, kathmandu)).toBe('2026-11-23T04:15Z')
  })

  test('a place without hours is an error, not a loop', () => {
    for (const hours of [new Map(), new Map([[1, { opens: 600, closes: 600 }]])]) {
      expect(() => addWorkingHours(new Date(), 1, { ...london, hours })).toThrow('no working hours')
      expect(() => addWorkingDays(new Date(), 1, { ...london, hours })).toThrow('no working hours')
    }
  })

  test('what never comes is an error', () => {
    expect(() => addWorkingHours(new Date(), 1e9, london)).toThrow(RangeError)
    expect(() => addWorkingHours(new Date(), -1, london)).toThrow(RangeError)
    expect(() => addWorkingHours(new Date(), Number.NaN, london)).toThrow(RangeError)
    expect(() => addWorkingDays(new Date(), Number.POSITIVE_INFINITY, london)).toThrow(RangeError)
  })
})

describe('addWorkingDays', () => {
  test.each([
    ['the next day', '2026-11-23T10:00Z', 1, '2026-11-24T17:00Z'],
    ['two weeks', '2026-11-23T10:00Z', 10, '2026-12-07T17:00Z'],
    ['from a Friday night', '2026-11-27T22:00Z', 1, '2026-11-30T17:00Z'],
    ['from a Saturday', '2026-11-28T12:00Z', 1, '2026-11-30T17:00Z'],
    ['over holidays', '2026-12-24T10:00Z', 1, '2026-12-29T17:00Z'],
    ['today', '2026-11-23T10:00Z', 0, '2026-11-23T17:00Z'],
    ['today, but after closing', '2026-11-23T17:00Z', 0, '2026-11-24T17:00Z'],
    ['today is the local day', '2026-06-30T23:30Z', 1, '2026-07-02T16:00Z'],
    ['closing time is local', '2026-03-27T10:00Z', 1, '2026-03-30T16:00Z'],
  ])('%s', (_, from, days, due) => expect(daysAfter(from, days)).toBe(due))
})

describe('whatever the place', () => {
  const times = fc
    .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
    .filter(([opens, closes]) => closes - opens >= 60)
    .map(([opens, closes]) => ({ opens, closes }))
  const calendars = fc.record({
    hours: fc.array(fc.tuple(fc.nat(6), times), { minLength: 1, maxLength: 7 }).map(days => new Map(days)),
    holidays: fc.subarray(['2026-03-27', '2026-03-30', '2026-10-26', '2026-12-25', '2027-01-01']),
    timeZone: fc.constantFrom(
      'Europe/London',
      'America/Sao_Paulo',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Pacific/Apia',
    ),
  })
  const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })

  test('hours may be counted in pieces, never go back, and end while the town is open', () => {
    const hours = fc.integer({ min: 0, max: 1000 }).map(eighths => eighths / 8)
    fc.assert(
      fc.property(calendars, instants, hours, hours, (calendar, from, some, more) => {
        const due = addWorkingHours(from, some + more, calendar)
        const first = addWorkingHours(from, some, calendar)
        expect(due.getTime()).toBeGreaterThanOrEqual(first.getTime())
        expect(first.getTime()).toBeGreaterThanOrEqual(from.getTime())
        if (more > 0) {
          expect(addWorkingHours(first, more, calendar)).toEqual(due)
        }
        const local = new Intl.DateTimeFormat('en-CA', { timeZone: calendar.timeZone, dateStyle: 'short' })
        expect(calendar.holidays).not.toContain(local.format(due.getTime() - 1))
      }),
      { numRuns: 200 },
    )
  })

  test('more days end later', () => {
    fc.assert(
      fc.property(calendars, instants, fc.nat(20), (calendar, from, days) => {
        const due = addWorkingDays(from, days, calendar)
        expect(due.getTime()).toBeGreaterThan(from.getTime())
        expect(addWorkingDays(from, days + 1, calendar).getTime()).toBeGreaterThan(due.getTime() - (days === 0 ? 1 : 0))
      }),
      { numRuns: 200 },
    )
  })
})

describe('formatDay', () => {
  test.each([
    ['en', 'Thursday 26 November'],
    ['en-US', 'Thursday, November 26'],
    ['es', 'jueves, 26 de noviembre'],
    ['fr', 'jeudi 26 novembre'],
    ['ar', 'الخميس، 26 نوفمبر'],
  ])('%s', (language, words) => {
    expect(formatDay(new Date('2026-11-26T17:00Z'), language, 'Europe/London')).toBe(words)
  })

  test('the day is the place’s', () => {
    expect(formatDay(new Date('2026-11-25T17:00Z'), 'en', 'Pacific/Auckland')).toBe('Thursday 26 November')
  })
})
