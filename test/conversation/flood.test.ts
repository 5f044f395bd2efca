/**
 * Who says more than the place takes: one word, then quiet; what belongs to a case arrives all the same.
 */
import { expect, test } from 'vitest'
import type { WarmCase } from '../../src/core/case.ts'
import { plain } from '../../src/core/rich-text.ts'
import { ACQUAINTED, anOwnSurvey, aPerson, type Person, tap } from './person.ts'
import { aTown } from './town.ts'

const WAIT =
  'That is a lot at once, and more than I can read. Please wait a minute, then go on where we were: what you write until then does not reach us. In an emergency, call 999.'
const WHAT = 'What is the problem? Describe it in a few words.'
const CASES = ['1', '2'].map((id): WarmCase => ({ id, reference: `HB-${id}`, kind: 'report', title: 'Bins' }))

/** Three a minute, two cases a day. */
function aSmallTown(): Person {
  return aPerson({ place: aTown({ limits: { messagesPerMinute: 3, reportsPerDay: 2 } }) })
}

async function passesMinute(ana: Person): Promise<void> {
  await ana.passes(1 / 60)
}

test('past the limit one word, then quiet; after the minute the talk is where it was', async () => {
  const ana = aSmallTown()
  await ana.says('/report')
  await ana.says('no')
  await ana.says('no')
  await ana.says('no')
  expect(ana.heard).toBe(WAIT)
  for (const words of ['A tree has fallen', '/cancel', 'hello?']) {
    await ana.says(words)
    expect(ana.heard).toBe('')
  }
  await passesMinute(ana)
  await ana.says('/report')
  expect(ana.heard).toContain(WHAT)
  await ana.says('A tree has fallen')
  expect(ana.heard).toBe('What is it about? Tap what fits best.')
})

test('what waited together is heard together, and an album is one thing said', async () => {
  const ana = aSmallTown()
  await ana.says('/report', 'A tree has fallen', 'Tree', '4', '2026-11-20', 'A car', 'Done')
  expect(ana.heard).not.toContain(WAIT)
  expect(ana.state?.dialogue).toMatchObject({ given: { 'own.tree.dangers': ['car'] } })

  const ben = aSmallTown()
  await ben.sends(...[1, 2, 3, 4, 5].map(() => ({ photos: 1, album: 'a' })))
  await ben.says('A tree has fallen')
  expect(ben.heard).toContain('What is it about?')
})

test('words to an open case arrive, without an answer to each', async () => {
  const ana = aSmallTown()
  ana.warmCases = CASES.slice(0, 1)
  for (const words of ['one', 'two', 'three', 'four', 'five']) {
    await ana.says(words)
    expect(ana.effects).toMatchObject([{ kind: 'addToCase', caseId: '1', text: { text: words } }])
  }
  expect(ana.heard).toBe('')
})

test('with two open cases, all of it waits for the choice', async () => {
  const ana = aSmallTown()
  ana.warmCases = CASES
  const words = Array.from({ length: 24 }, (_, n) => `word ${n}`)
  for (const word of words) await ana.says(word)
  expect(ana.heard).toBe('')
  await passesMinute(ana)
  await ana.says('HB-2')
  expect(ana.effects).toMatchObject([{ kind: 'addToCase', caseId: '2', text: { text: words.join('\n') } }])
})

test('an emergency is always heard', async () => {
  const ana = aSmallTown()
  for (let n = 0; n < 6; n += 1) await ana.says('/help')
  await ana.says('there is a gas leak')
  expect(ana.heard).toContain('call 999 now')
})

test('reports beyond those of a day wait as a draft, and can be sent the next day', async () => {
  const ana = aPerson({ place: aTown({ limits: { messagesPerMinute: 100, reportsPerDay: 2 } }) })
  const untilSent = async () => {
    await ana.says('/ask')
    await ana.says('When is the library open?')
    await ana.says('Not sure')
    await ana.says('Send question')
  }
  for (const _ of ['first', 'second']) {
    await untilSent()
    expect(ana.sent).toBeDefined()
  }
  await untilSent()
  expect(ana.sent).toBeUndefined()
  expect(ana.heard).toMatch(/^Thank you for all that you have sent us today\./)
  expect(ana.buttons[0]).toBe('Go on where I was')
  await ana.passes(14)
  await ana.taps('Go on where I was')
  await ana.taps('Send question')
  expect(ana.sent).toMatchObject({ words: { text: 'When is the library open?' }, notice: ACQUAINTED })
})

test('words written in forms are counted too, an emergency among them is answered, and so is every press in a channel', async () => {
  const ana = aSmallTown()
  ana.here = '400'
  ana.surveys = [anOwnSurvey([{ key: 'text', kind: 'text', ask: { en: 'What else?' } }], { waveId: '7' })]
  const writes = (words: string) => ana.does({ ...tap('sv.7.0.write'), words: plain(words) })
  for (let n = 0; n < 3; n += 1) {
    await writes('More shade')
    expect(ana.effects).toMatchObject([{ kind: 'answerSurvey', answer: 'More shade' }])
  }
  for (let n = 0; n < 2; n += 1) {
    await writes('More shade')
    expect([ana.heard, ana.effects]).toEqual([WAIT, []])
  }
  await writes('There is a gas leak')
  expect(ana.heard).toMatch(/999/)
  expect(ana.effects).toMatchObject([{ kind: 'answerSurvey', answer: 'There is a gas leak' }])
})
