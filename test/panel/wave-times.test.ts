/**
 * When waves begin: by the town's clock or each member's, and once, whatever clocks do.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SurveySchedule } from '../../src/core/panel/survey.ts'
import { beginsAt, closesAt, firstWave, firstWaveSince, waveAfter } from '../../src/panel/wave-times.ts'

const schedule = (more: Partial<SurveySchedule>): SurveySchedule => ({
  zone: 'place',
  spreadHours: 0,
  closesAfterDays: 5,
  ...more,
})
const LONDON = 'Europe/London'
const at = (now: string) => ({ timeZone: LONDON, now: new Date(now) })

test('at launch, where nothing else is said: at the same instant for everybody', () => {
  const plan = schedule({ zone: 'member' })
  const wave = firstWave(plan, at('2026-11-23T12:00Z'))
  expect(wave).toEqual(new Date('2026-11-23T12:00Z'))
  expect(beginsAt(wave, plan, 'Asia/Tokyo')).toEqual(wave)
  expect(closesAt(wave, plan, LONDON)).toEqual(new Date('2026-11-28T12:00Z'))
  expect(waveAfter(wave, plan, LONDON)).toBeNull()
})

test("once, by each member's clock: made when it is due where the day begins", () => {
  const plan = schedule({ at: '2027-02-01T10:00', zone: 'member' })
  const wave = firstWave(plan, at('2026-11-23T12:00Z'))
  expect(beginsAt(wave, plan, 'Pacific/Kiritimati')).toEqual(wave)
  expect(beginsAt(wave, plan, LONDON)).toEqual(new Date('2027-02-01T10:00Z'))
  expect(beginsAt(wave, plan, 'America/Los_Angeles')).toEqual(new Date('2027-02-01T18:00Z'))
  expect(closesAt(wave, plan, LONDON)).toEqual(new Date('2027-02-06T10:00Z'))
})

test.each([
  [
    'a time that does not exist is as much later',
    '30 2 * * *',
    '2027-03-27T12:00Z',
    'Europe/Paris',
    ['2027-03-28T01:30Z', '2027-03-29T00:30Z'],
  ],
  [
    'a time that exists twice is the first',
    '30 2 * * *',
    '2026-10-24T12:00Z',
    'Europe/Paris',
    ['2026-10-25T00:30Z', '2026-10-26T01:30Z'],
  ],
  [
    'in New York too',
    '30 1 * * *',
    '2026-10-31T12:00Z',
    'America/New_York',
    ['2026-11-01T05:30Z', '2026-11-02T06:30Z'],
  ],
  [
    'half an hour on Lord Howe',
    '45 1 * * *',
    '2027-04-03T00:00Z',
    'Australia/Lord_Howe',
    ['2027-04-03T14:45Z', '2027-04-04T15:15Z'],
  ],
  ['the first of each month', '0 10 1 * *', '2026-11-23T12:00Z', LONDON, ['2026-12-01T10:00Z', '2027-01-01T10:00Z']],
])('%s', (_, repeat, now, timeZone, [first = '', second = '']) => {
  const plan = schedule({ repeat })
  const wave = firstWave(plan, { timeZone, now: new Date(now) })
  expect(wave).toEqual(new Date(first))
  expect(waveAfter(wave, plan, timeZone)).toEqual(new Date(second))
  // The same by members' clocks.
  const byMember = schedule({ repeat, zone: 'member' })
  const theirs = firstWave(byMember, { timeZone, now: new Date(now) })
  expect(beginsAt(theirs, byMember, timeZone)).toEqual(new Date(first))
  expect(beginsAt(waveAfter(theirs, byMember, timeZone)!, byMember, timeZone)).toEqual(new Date(second))
})

test('a year of daily waves has one for each day of every clock, each after the one before', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 0, max: 59 }),
      fc.constantFrom(LONDON, 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo', 'Pacific/Apia'),
      fc.constantFrom<'place' | 'member'>('place', 'member'),
      (hour, minute, timeZone, zone) => {
        const plan = schedule({ repeat: `${minute} ${hour} * * *`, zone })
        let wave: Date | null = firstWave(plan, { timeZone, now: new Date('2026-01-01T00:00Z') })
        const days = new Set<string>()
        let before = 0
        for (let n = 0; n < 366 && wave; n += 1) {
          const begins = beginsAt(wave, plan, timeZone)
          expect(begins.getTime()).toBeGreaterThan(before)
          before = begins.getTime()
          days.add(begins.toLocaleDateString('en-CA', { timeZone }))
          wave = waveAfter(wave, plan, timeZone)
        }
        expect(days.size).toBe(366)
      },
    ),
    { numRuns: 30 },
  )
})

test.each([
  [
    'of that day: not before the next one',
    { repeat: '0 10 * * 1', zone: 'member' },
    '2027-03-08T09:30Z',
    '2027-03-15T10:00Z',
  ],
  ['at another hour of that day', { repeat: '0 17 * * 1', zone: 'place' }, '2027-03-08T12:00Z', '2027-03-15T17:00Z'],
  ['more often from now on', { repeat: '0 10 * * *', zone: 'member' }, '2027-03-08T09:30Z', '2027-03-09T10:00Z'],
  ['once, at the same time', { at: '2027-03-08T10:00', zone: 'member' }, '2027-03-08T09:30Z', undefined],
  ['once, before it', { at: '2027-03-08T09:00', zone: 'place' }, '2027-03-08T12:00Z', undefined],
  ['once, later', { at: '2027-03-08T17:00', zone: 'place' }, '2027-03-08T12:00Z', '2027-03-08T17:00Z'],
  ['at launch', {}, '2027-03-08T12:00Z', '2027-03-08T12:00Z'],
] as const)('after the wave of a Monday at ten, launched anew: %s', (_, more, now, begins) => {
  const plan = schedule(more)
  const wave = firstWaveSince(plan, at(now), new Date('2027-03-08T10:00Z'))
  expect(wave && beginsAt(wave, plan, LONDON)).toEqual(begins && new Date(begins))
})

test('however often a repetition is launched anew, a day has one wave at most, and every wave is after the one before', () => {
  const hourly = fc.record({
    hour: fc.integer({ min: 0, max: 23 }),
    on: fc.constantFrom('*', '1', '1,4'),
    zone: fc.constantFrom<'place' | 'member'>('place', 'member'),
    hoursOn: fc.integer({ min: 1, max: 400 }),
  })
  fc.assert(
    fc.property(
      fc.array(hourly, { minLength: 2, maxLength: 6 }),
      fc.constantFrom(LONDON, 'America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'),
      (launches, timeZone) => {
        const begun: Date[] = []
        let now = new Date('2027-03-01T00:00Z')
        for (const { hour, on, zone, hoursOn } of launches) {
          const plan = schedule({ repeat: `0 ${hour} * * ${on}`, zone })
          const last = begun.at(-1)
          let next: Date | null | undefined = last
            ? firstWaveSince(plan, { timeZone, now }, last)
            : firstWave(plan, { timeZone, now })
          now = new Date(now.getTime() + hoursOn * 3_600_000)
          for (; next && next <= now; next = waveAfter(next, plan, timeZone)) begun.push(beginsAt(next, plan, timeZone))
        }
        const days = begun.map(begins => begins.toLocaleDateString('en-CA', { timeZone }))
        expect(days).toEqual([...new Set(days)].toSorted())
      },
    ),
  )
})
