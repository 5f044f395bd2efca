/** Whatever is said, in whatever order: no throw, no dead end, nothing that JSON, a network or a reader cannot take. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { WarmCase } from '../../src/core/case.ts'
import { act, isButton, isWait, press } from './any-act.ts'
import { anOwnCase, aPerson, type Person } from './person.ts'
import { aTown } from './town.ts'

const WARM: readonly WarmCase[] = ['1', '2'].map(id => ({ id, reference: `HB-${id}`, kind: 'report', title: 'Bins' }))

const CASES = ['7', '6', '5', '4', '3', '2', '1'].map((id, n) =>
  anOwnCase({
    id,
    ...(n % 2 === 1 && { status: 'fixed', settledAt: n === 1 ? '2026-11-22T10:00:00Z' : '2026-01-01T10:00:00Z' }),
    ...(n % 3 === 2 && { kind: 'question', own: false, words: null, title: null, where: null, alone: false }),
  }),
)
const ABOUT = {
  ours1: { caseId: '1', kind: 'report', settled: false },
  sent1: { caseId: '2', kind: 'report', settled: true },
} as const

test('no input throws, and Cancel always leads to the menu', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(act, { minLength: 1, maxLength: 4 }), { maxLength: 12 }),
      fc.nat(2),
      fc.constantFrom('en', 'es', 'ar', undefined),
      fc.boolean(),
      async (turns, warm, language, isStranger) => {
        const ana = aPerson({ place: aTown({ languages: ['en', 'es', 'ar'] }) })
        if (isStranger) ana.state = undefined
        let notices = 0
        ana.language = language
        ana.warmCases = WARM.slice(0, warm)
        ana.cases = CASES
        ana.about = ABOUT
        for (const acts of turns) {
          for (const { hours } of acts.filter(isWait)) await ana.passes(hours)
          const said = acts.flatMap(one => (isWait(one) ? [] : [isButton(one) ? press(ana, one.index) : one]))
          if (said.length === 0) continue
          await ana.does(...said)
          expectSound(ana, said.length)
          notices += noticesIn(ana)
        }
        await ana.says('/cancel')
        notices += noticesIn(ana)
        expect(notices).toBe(isStranger ? 1 : 0)
        const tokens = ana.message?.choices.flat().map(choice => choice.token)
        const always = tokens?.filter(token => !token.startsWith('draft.') && token !== 'privacy')
        expect(always).toEqual(['report', 'ask', 'cases', 'language'])
        expect(Object.keys(ana.state ?? {})).not.toContain('dialogue')
      },
    ),
    { numRuns: 300 },
  )
})

test('a dialogue can always be ended by typing, whatever came before', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 15 }), async acts => {
      const ana = aPerson()
      for (const one of acts) if (!isWait(one)) await ana.does(isButton(one) ? press(ana, one.index) : one)
      await ana.says(ana.state?.language === 'es' ? 'cancelar' : 'cancel')
      expect(ana.state).not.toHaveProperty('dialogue')
      expect(ana.state).not.toHaveProperty('aside')
    }),
    { numRuns: 200 },
  )
})

function noticesIn({ outcomes }: Person): number {
  return outcomes
    .flatMap(({ messages }) => messages)
    .filter(({ choices }) => choices.flat().some(({ token }) => token === 'privacy')).length
}

function expectSound(ana: Person, said: number): void {
  const outcome = ana.last
  expect(outcome?.state).toEqual(ana.state)
  expect(outcome?.messages.length).toBeLessThanOrEqual(1)
  expect(outcome?.handled).toBeGreaterThan(0)
  expect(outcome?.handled).toBeLessThanOrEqual(said)
  for (const { text, choices } of outcome?.messages ?? []) {
    expect(text.text.trim()).not.toBe('')
    for (const span of text.spans) expect(text.text.slice(span.start, span.end)).not.toBe('')
    const tokens = choices.flat().map(choice => choice.token)
    expect(new Set(tokens).size).toBe(tokens.length)
    for (const { token, label } of choices.flat()) {
      expect(token).toMatch(/^[\x21-\x7e]{1,64}$/)
      expect(label.length).toBeGreaterThan(0)
      expect(label.length).toBeLessThanOrEqual(80)
    }
  }
}
