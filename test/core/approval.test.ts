/**
 * Which replies need a second person.
 */
import { expect, test } from 'vitest'
import { needsSecond } from '../../src/core/approval.ts'
import { REPLY_KINDS } from '../../src/core/reply-kinds.ts'

const none = { categories: [], departments: [], kinds: [], always: false }
const plainOne = { category: 'pothole', department: 'highways', kind: null, trainee: false }

test.each([
  ['nothing of it', none, plainOne, false],
  ['everything', { ...none, always: true }, plainOne, true],
  ['its category', { ...none, categories: ['pothole'] }, plainOne, true],
  ['another category', { ...none, categories: ['lamp'] }, plainOne, false],
  ['a case without category', { ...none, categories: ['pothole'] }, { ...plainOne, category: null }, false],
  ['its department', { ...none, departments: ['highways'] }, plainOne, true],
  ['another department', { ...none, departments: ['parks'] }, plainOne, false],
  ['its kind', { ...none, kinds: [REPLY_KINDS[0]] }, { ...plainOne, kind: REPLY_KINDS[0] }, true],
  ['another kind', { ...none, kinds: [REPLY_KINDS[0]] }, { ...plainOne, kind: REPLY_KINDS[1] }, false],
  ['without a kind', { ...none, kinds: [REPLY_KINDS[0]] }, plainOne, false],
  ['who is learning', none, { ...plainOne, trainee: true }, true],
])('%s', (_, rule, reply, needs) => {
  expect(needsSecond(rule, reply)).toBe(needs)
})
