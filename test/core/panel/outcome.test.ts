/**
 * When people are to hear what came of a survey, and when whoever answers for it is asked.
 */
import { describe, expect, test } from 'vitest'
import { isOverdue, outcomeAskedFrom, promisedBy } from '../../../src/core/panel/outcome.ts'
import type { Calendar } from '../../../src/core/place.ts'

/** Open from Monday to Friday, but not on 26 March 2027. */
const calendar: Calendar = {
  timeZone: 'Europe/London',
  hours: new Map([1, 2, 3, 4, 5].map(day => [day, { opens: 540, closes: 1_020 }])),
  holidays: ['2027-03-26'],
}

describe('the day by which people hear', () => {
  const decided = { kind: 'decided', nextBy: null, on: '2027-03-01', leavesOut: false } as const
  test.each([
    ['is the survey’s where nothing was told', undefined, '2027-03-10'],
    ['is the new one where it was not decided', { ...decided, kind: 'notYet', nextBy: '2027-05-03' }, '2027-05-03'],
    ['is none where it was decided', decided, undefined],
    ['is the survey’s for a wave that was sent since', { ...decided, leavesOut: true }, '2027-03-10'],
    ['is none for such a wave where that day was before', { ...decided, leavesOut: true, on: '2027-03-10' }, undefined],
  ] as const)('%s', (_, last, day) => {
    expect(promisedBy('2027-03-10', last)).toBe(day)
  })
})

describe('whoever answers for it is asked', () => {
  test.each([
    ['when the town opens on the day', '2027-03-10', null, '2027-03-10T09:00Z'],
    ['on the next working day where that day is none', '2027-03-26', null, '2027-03-29T08:00Z'],
    ['a week later again', '2027-03-10', '2027-03-10T09:00Z', '2027-03-17T09:00Z'],
    ['when clocks have changed too', '2027-03-24', '2027-03-24T09:00Z', '2027-03-31T08:00Z'],
    ['a week after they were asked late', '2027-03-10', '2027-03-16T15:00Z', '2027-03-23T09:00Z'],
    ['on a new day, however short it is after the last time', '2027-03-12', '2027-03-10T09:00Z', '2027-03-12T09:00Z'],
  ] as const)('%s', (_, promised, askedAt, from) => {
    expect(outcomeAskedFrom(promised, askedAt && new Date(askedAt), calendar)).toEqual(new Date(from))
  })
})

test('three weeks after the day it has to be said that there is no answer', () => {
  const at = (time: string) => isOverdue('2027-03-10', new Date(time), calendar.timeZone)
  expect(at('2027-03-30T22:59Z')).toBe(false)
  expect(at('2027-03-30T23:01Z')).toBe(true)
})
