/**
 * Whom staff have blocked: one sentence a day, nothing goes anywhere, and what is their own still works.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WarmCase } from '../../src/core/case.ts'
import { aPerson, type Person } from './person.ts'
import { aTown } from './town.ts'

const STILL = 'What you write here is not read until Tuesday, 1 December 2026; in an emergency, call 999.'
const BINS: WarmCase = { id: '1', reference: 'HB-1', kind: 'report', title: 'Bins' }

function blocked(ana = aPerson()): Person {
  ana.warmCases = [BINS]
  ana.about = { case1: { caseId: '1', kind: 'report', settled: false } }
  ana.blockedUntil = new Date('2026-12-01T00:00:00Z')
  return ana
}

test('whatever is said is met with one sentence a day, and goes nowhere', async () => {
  const ana = blocked()
  await ana.sends({ text: 'hello' }, { photos: 1 })
  expect(ana.heard).toBe(STILL)
  expect(ana.buttons).toEqual([])
  await ana.does(
    { kind: 'tap', messageId: 'p1', token: 'report' },
    { kind: 'command', name: 'report', argument: '' },
    { kind: 'command', name: 'start', argument: 'report_pothole' },
    { kind: 'unsupported', what: 'voice' },
  )
  await ana.sends({ text: 'to my case', replyTo: 'case1' })
  expect(ana.heard).toBe('')
  expect(ana.effects).toEqual([])
  await ana.passes(24)
  await ana.says('hello?')
  expect(ana.heard).toBe(STILL)
})

test('what was under way waits, is closed without a word, and is there when it is over', async () => {
  const ana = aPerson()
  await ana.says('/report', 'A tree has fallen')
  blocked(ana)
  await ana.says('Tree')
  expect(ana.heard).toBe(STILL)
  expect(ana.state).toMatchObject({ dialogue: { id: 'report@1' } })
  await ana.passes(30)
  await ana.wakes()
  expect(ana.heard).toBe('')
  expect(ana.state).toMatchObject({ drafts: [{ dialogue: { id: 'report@1' } }] })
  ana.blockedUntil = undefined
  ana.warmCases = []
  await ana.says('/report')
  expect(ana.heard).not.toBe('')
})

test('the privacy notice and the language, typed or tapped, on the way to no dialogue', async () => {
  const ana = aPerson()
  await ana.says('/report')
  blocked(ana)
  await ana.says('/privacy')
  expect(ana.heard).toMatch(/Harbourside/)
  expect(ana.heard).not.toMatch(/not read until|What is the problem/)
  expect(ana.buttons).toEqual([])
  await ana.says('/language')
  await ana.taps('Español')
  expect(ana.heard).toMatch(/español/)
  expect(ana.heard).not.toMatch(/problema/)
  await ana.does({ kind: 'tap', messageId: 'p1', token: 'language' })
  await ana.says('English')
  expect(ana.heard).toMatch(/English/)
  await ana.says('/cancel')
  expect(ana.heard).toMatch(/Cancelled/)
  expect(ana.buttons).toEqual([])
  expect(ana.effects).toEqual([])
})

test('a language is chosen though words wait for that choice: they go on waiting', async () => {
  const ana = aPerson()
  ana.warmCases = [BINS]
  await ana.says('/language', 'to my case')
  blocked(ana)
  await ana.says('Español')
  expect(ana.effects).toEqual([])
  expect(ana.heard).toMatch(/español/)
  expect(JSON.stringify(ana.state?.aside)).toContain('to my case')
})

test('leaving and coming back are noted; edits, deletions and calls in groups are met with nothing', async () => {
  const ana = blocked()
  await ana.does({ kind: 'left' }, { kind: 'returned' })
  expect(ana.effects).toEqual([
    { kind: 'setReachable', reachable: false },
    { kind: 'setReachable', reachable: true },
  ])
  await ana.does(
    { kind: 'edit', messageId: 'case1', text: { text: 'other words', spans: [] } },
    { kind: 'deleted', messageId: 'case1' },
  )
  expect([ana.heard, ana.effects]).toEqual(['', []])
})

test('whatever is said and tapped before and while blocked: no effect, and one sentence at most', async () => {
  const word = fc.constantFrom(
    'hello',
    '1',
    'HB-1',
    'gas leak',
    'Yes',
    'Cancel',
    'My cases',
    '/report',
    '/cases',
    '/help',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 4 }), fc.array(word, { minLength: 1 }), async (before, meanwhile) => {
      const ana = aPerson({ place: aTown() })
      for (const words of before) await ana.says(words)
      blocked(ana)
      let told = 0
      for (const words of meanwhile) {
        await ana.says(words)
        expect(ana.effects).toEqual([])
        expect(ana.buttons).toEqual([])
        if (ana.heard !== '') told += 1
      }
      expect(told).toBeLessThanOrEqual(1)
    }),
    { numRuns: 60 },
  )
})
