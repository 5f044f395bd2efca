/**
 * Talks that nobody goes on with: a word after a day, a draft for two weeks, then nothing is left of it.
 */
import { expect, test } from 'vitest'
import type { WarmCase } from '../../src/core/case.ts'
import { aPerson, type Person } from './person.ts'

const CLOSED = 'It has been a day, so I have put this aside. What you gave me is kept as a draft for two weeks.'
const GO_ON = 'You began something some time ago, and it has not been sent yet. Would you like to go on with it?'

async function begun(): Promise<Person> {
  const ana = aPerson()
  await ana.says('/report')
  await ana.says('There is a pothole')
  return ana
}

test('a dialogue that is left is closed with a word after a day, at the next full hour', async () => {
  const ana = aPerson()
  ana.now = new Date('2026-11-23T10:20:00Z')
  await ana.says('/report')
  await ana.says('There is a pothole')
  expect(ana.last?.wakeAt).toEqual(new Date('2026-11-24T11:00:00Z'))
  await ana.passes(25)
  await ana.wakes()
  expect(ana.heard).toBe(`${CLOSED}\n\n${GO_ON}`)
  expect(ana.buttons).toEqual(['Go on', 'Leave it'])
  await ana.taps('Go on')
  expect(ana.heard).toBe('Good, let us go on.\n\nWhat is it about? Tap what fits best.')
})

test('its buttons work for two weeks; then the draft is forgotten without a word', async () => {
  const ana = await begun()
  await ana.passes(24)
  await ana.wakes()
  await ana.passes(14 * 24)
  await ana.wakes()
  expect(ana.heard).toBe('')
  expect(JSON.stringify(ana.state)).not.toContain('pothole')
  expect(ana.last?.wakeAt).toBeUndefined()
})

test('who goes on within the two weeks has a day again', async () => {
  const ana = await begun()
  await ana.passes(24)
  await ana.wakes()
  await ana.passes(13 * 24)
  await ana.says('Go on')
  expect(ana.last?.wakeAt).toEqual(new Date(ana.now.getTime() + 24 * 3_600_000))
})

test('a turn of time that comes too early changes nothing', async () => {
  const ana = await begun()
  const { state } = ana
  ana.last = await ana.converse({ address: 'telegram:1', state, heard: [], warmCases: [], lookedUp: [], now: ana.now })
  expect(ana.heard).toBe('')
  expect(ana.last.state).toEqual(state)
})

test('words that wait for an answer of ours are not forgotten in silence', async () => {
  const ana = aPerson()
  ana.warmCases = ['1', '2'].map((id): WarmCase => ({ id, reference: `HB-${id}`, kind: 'report', title: 'Bins' }))
  await ana.says('it is still not fixed')
  expect(ana.heard).toBe('Which one is this about?')
  await ana.passes(24)
  await ana.wakes()
  expect(ana.heard).toBe(
    'What you wrote has not been passed on yet. I still need an answer from you:\n\nWhich one is this about?',
  )
  await ana.taps('HB-2: Bins')
  expect(ana.effects).toMatchObject([{ kind: 'addToCase', caseId: '2', text: { text: 'it is still not fixed' } }])
  expect(ana.last?.wakeAt).toBeUndefined()
})

test('words that waited beside a dialogue wait on when it is put aside', async () => {
  const ana = await begun()
  await ana.says('gas leak')
  await ana.passes(24)
  await ana.wakes()
  await ana.taps('Leave it')
  expect(ana.heard).toMatch(/^If someone is in danger, call 999 now/)
  await ana.taps('Report it all the same')
  expect(JSON.stringify(ana.state?.dialogue)).toContain('gas leak')
  expect(JSON.stringify(ana.state)).not.toContain('pothole')
})

test("time leaves a later version's state as it is", async () => {
  const ana = aPerson()
  ana.state = { v: 99, prompt: 3 }
  ana.last = await ana.converse({
    address: 'telegram:1',
    state: ana.state,
    heard: [],
    warmCases: [],
    lookedUp: [],
    now: ana.now,
  })
  expect(ana.last).toMatchObject({ state: { v: 99, prompt: 3 }, messages: [] })
})
