/**
 * The life of a reply: every state against every act.
 */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { afterAct, GATES, type Gate, gateBehind, type ReplyAct, type ReplyState } from '../../src/core/reply-life.ts'

const ACTS: readonly ReplyAct[] = [
  'send',
  'keep',
  'discard',
  'approve',
  'sendAtOnce',
  'decline',
  'undo',
  'due',
  'retry',
  'edit',
  'delete',
  'arrive',
  'fail',
]

/** What each act makes of a reply that has reached nobody; what is not here does nothing. */
const FRESH: Readonly<Record<ReplyState, Readonly<Partial<Record<ReplyAct, string>>>>> = {
  asked: { send: 'onward', keep: 'note', edit: 'anew', delete: 'undone' },
  held: { send: 'onward', keep: 'note', discard: 'undone', edit: 'anew', delete: 'undone' },
  draft: { approve: 'onward', sendAtOnce: 'onward', decline: 'declined', edit: 'anew', delete: 'undone' },
  waiting: { undo: 'undone', due: 'queued', edit: 'anew', delete: 'undone' },
  queued: { arrive: 'sent', fail: 'failed', edit: 'anew', delete: 'withdrawn' },
  sent: { arrive: 'sent', fail: 'failed', edit: 'anew', delete: 'withdrawn' },
  failed: { retry: 'queued', edit: 'failed', delete: 'undone' },
  undone: { send: 'anew', edit: 'undone' },
  declined: { edit: 'anew', delete: 'undone' },
  note: { edit: 'note' },
  withdrawn: {},
}

/** Where it differs once the resident has an earlier form of it. */
const REACHED: typeof FRESH = {
  ...FRESH,
  asked: { ...FRESH.asked, keep: 'sent', delete: 'withdrawn' },
  held: { ...FRESH.held, keep: 'sent', discard: 'sent', delete: 'withdrawn' },
  draft: { ...FRESH.draft, decline: 'sent', delete: 'withdrawn' },
  waiting: { ...FRESH.waiting, delete: 'withdrawn' },
  declined: { ...FRESH.declined, delete: 'withdrawn' },
  failed: { ...FRESH.failed, delete: 'withdrawn' },
}

describe.each([
  ['reached nobody', false, FRESH],
  ['reached somebody', true, REACHED],
] as const)('a reply that has %s', (_, reached, table) => {
  test.each(Object.keys(table) as ReplyState[])('%s', state => {
    const found = Object.fromEntries(
      ACTS.flatMap(act => {
        const next = afterAct(state, act, reached)
        return next === undefined ? [] : [[act, next]]
      }),
    )
    expect(found).toEqual(table[state])
  })
})

test('a reply stops at the first closed gate that it has not passed', () => {
  const passing = fc.option(fc.constantFrom(...GATES), { nil: undefined })
  fc.assert(
    fc.property(fc.subarray([...GATES]), passing, (closed, passed) => {
      const ahead = closed.filter(each => passed === undefined || GATES.indexOf(each) > GATES.indexOf(passed))
      expect(gateBehind(passed, new Set<Gate>(closed))).toBe(GATES.find(each => ahead.includes(each)) ?? 'queued')
    }),
  )
})
