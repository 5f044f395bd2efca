import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { CaseStatus } from '../../src/core/case.ts'
import { choicesFrom, isSettled, readChange } from '../../src/core/case-status.ts'

const TODAY = '2026-11-22'
const SETTLING = ['fixed', 'closed.notOurs', 'closed.duplicate', 'closed.noFurtherAction', 'closed.couldNotFind']

test.each<[CaseStatus, readonly string[]]>([
  ['new', ['acknowledged', 'inProgress', 'planned', ...SETTLING, 'withdrawn']],
  ['acknowledged', ['inProgress', 'planned', ...SETTLING, 'withdrawn']],
  ['inProgress', ['acknowledged', 'planned', ...SETTLING, 'withdrawn']],
  ['planned', ['acknowledged', 'inProgress', 'planned', ...SETTLING, 'withdrawn']],
  ['reopened', ['acknowledged', 'inProgress', 'planned', ...SETTLING, 'withdrawn']],
  ['fixed', ['reopened']],
  ['closed', ['reopened']],
  ['withdrawn', ['reopened']],
])('from %s', (from, choices) => {
  expect(choicesFrom(from)).toEqual(choices)
})

test.each([
  ['acknowledged', '', '', { status: 'acknowledged', words: '' }],
  ['inProgress', '2020-01-01', ' We began. ', { status: 'inProgress', words: 'We began.' }],
  ['planned', TODAY, '', { status: 'planned', plannedFor: TODAY, words: '' }],
  ['planned', '2028-02-29', 'soon', { status: 'planned', plannedFor: '2028-02-29', words: 'soon' }],
  ['closed.notOurs', '', 'The county', { status: 'closed', reason: 'notOurs', words: 'The county' }],
  ['closed.duplicate', '', '', { status: 'closed', reason: 'duplicate', words: '' }],
  ['closed.couldNotFind', '', '', { status: 'closed', reason: 'couldNotFind', words: '' }],
  ['fixed', '', 'x'.repeat(1_000), { status: 'fixed', words: 'x'.repeat(1_000) }],
])('%s, for %o: a change', (choice, plannedFor, words, change) => {
  expect(readChange('new', { choice, plannedFor, words }, TODAY)).toEqual(change)
})

test.each([
  ['', '', '', { choice: 'notNow' }],
  ['new', '', '', { choice: 'notNow' }],
  ['closed', '', 'why', { choice: 'notNow' }],
  ['reopened', '', '', { choice: 'notNow' }],
  ['constructor', '', '', { choice: 'notNow' }],
  ['planned', '', '', { plannedFor: 'noDate' }],
  ['planned', '2027-02-29', '', { plannedFor: 'noDate' }],
  ['planned', '2026-11-21', '', { plannedFor: 'pastDate' }],
  ['planned', 'soon', 'x'.repeat(1_001), { plannedFor: 'noDate', words: 'longWords' }],
  ['closed.notOurs', '', ' \n', { words: 'noWords' }],
  ['closed.noFurtherAction', '', '', { words: 'noWords' }],
])('%s, for %o: wrong', (choice, plannedFor, words, problems) => {
  expect(readChange('new', { choice, plannedFor, words }, TODAY)).toEqual({ problems })
})

test('what is settled is only ever opened again, and nothing settles without being offered', () => {
  const statuses: readonly CaseStatus[] = [
    'new',
    'acknowledged',
    'inProgress',
    'planned',
    'fixed',
    'closed',
    'reopened',
  ]
  const typed = fc.record({ choice: fc.string(), plannedFor: fc.string(), words: fc.string() })
  const wanted = fc.tuple(fc.constantFrom(...statuses), fc.constantFrom(...choicesFrom('new'), 'reopened'), typed)
  fc.assert(
    fc.property(wanted, ([from, choice, rest]) => {
      const read = readChange(from, { ...rest, choice }, TODAY)
      if ('problems' in read) {
        expect(Object.keys(read.problems).length).toBeGreaterThan(0)
        return
      }
      expect(isSettled(from)).toBe(read.status === 'reopened')
      expect(choicesFrom(from).map(one => one.split('.')[0])).toContain(read.status)
    }),
  )
})
