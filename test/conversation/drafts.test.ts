/**
 * Drafts: several at a time, each listed, taken up, thrown away, forgotten after two weeks.
 */
import { expect, test } from 'vitest'
import { aPerson, type Person } from './person.ts'

async function leaves(ana: Person, ...said: readonly string[]): Promise<void> {
  await ana.says(...said)
  await ana.says('/start')
}

test('several are in the menu by their words, the newest first, and each can be gone on with', async () => {
  const ana = aPerson()
  await leaves(ana, '/report', 'There is a pothole')
  expect(ana.buttons[0]).toBe('Go on where I was')
  await leaves(ana, '/ask', 'When does the pool open?')
  expect(ana.buttons.slice(0, 2)).toEqual(['Go on: When does the pool open?', 'Go on: There is a pothole'])
  await ana.taps('Go on: There is a pothole')
  expect(ana.heard).toBe('Good, let us go on.\n\nWhat is it about? Tap what fits best.')
  await ana.says('/start')
  expect(ana.buttons.slice(0, 2)).toEqual(['Go on: There is a pothole', 'Go on: When does the pool open?'])
  await ana.says('go on: when does the pool open?')
  expect(ana.heard).toContain('Good, let us go on.')
  expect(ana.state).toMatchObject({ dialogue: { id: 'ask@1' }, drafts: [{ dialogue: { id: 'report@1' } }] })
})

test('/cases lists them, and one is thrown away there; its old buttons say so', async () => {
  const ana = aPerson()
  await leaves(ana, '/report', 'There is a pothole')
  await leaves(ana, '/ask', 'When does the pool open?')
  await ana.says('/cases')
  expect(ana.heard).toBe(
    [
      'What you have begun and not sent:',
      '– When does the pool open? (kept until Monday 7 December)',
      '– There is a pothole (kept until Monday 7 December)',
    ].join('\n'),
  )
  const old = ana.token('Go on: There is a pothole')
  await ana.taps('Throw away: There is a pothole')
  expect(ana.heard).toMatch(/^Thrown away\.\n\nWhat you have begun/)
  expect(ana.heard).not.toContain('pothole')
  await ana.does({ kind: 'tap', messageId: 'ours', token: old })
  expect(ana.heard).toBe('That draft is not here any more.')
  await ana.says('/cases')
  await ana.says('Throw away: When does the pool open?')
  expect(ana.heard).toBe('Thrown away.\n\nYou have not sent us anything yet. What would you like to do?')
  expect(ana.state).not.toHaveProperty('drafts')
})

test('who is in the middle of something else, or has words waiting, loses neither', async () => {
  const ana = aPerson()
  await leaves(ana, '/report', 'There is a pothole')
  const goOn = { kind: 'tap', messageId: 'ours', token: ana.token('Go on where I was') } as const
  await ana.says('/ask')
  await ana.does(goOn)
  expect(ana.heard).toMatch(/^You have already begun/)
  await ana.says('/cancel')
  await ana.says('The lamp at the pier is out')
  await ana.does(goOn)
  expect(ana.heard).toMatch(/^What you wrote has not been passed on yet/)
  await ana.taps('Report a problem')
  expect(JSON.stringify(ana.state?.dialogue)).toContain('The lamp at the pier')
  expect(ana.state).toMatchObject({ drafts: [{ number: 1 }] })
})

test('of six the oldest goes, and that is said; one in which nothing was given goes before all', async () => {
  const ana = aPerson()
  for (const n of [1, 2, 3, 4]) await leaves(ana, '/report', `Pothole number ${n}`)
  await leaves(ana, '/report')
  await leaves(ana, '/report', 'Pothole number 5')
  expect(ana.heard).not.toContain('oldest')
  expect(ana.buttons.slice(0, 5)).toEqual([5, 4, 3, 2, 1].map(n => `Go on: Pothole number ${n}`))
  await leaves(ana, '/report', 'Pothole number 6')
  expect(ana.heard).toMatch(/^I keep 5 drafts at most, so I have let go of the oldest one\./)
  expect(ana.buttons.slice(0, 5)).toEqual([6, 5, 4, 3, 2].map(n => `Go on: Pothole number ${n}`))
})

test('each is kept for two weeks, whatever its writer does meanwhile', async () => {
  const ana = aPerson()
  await leaves(ana, '/report', 'There is a pothole')
  await ana.passes(10 * 24)
  await leaves(ana, '/ask', 'When does the pool open?')
  expect(ana.last?.wakeAt).toEqual(new Date('2026-12-07T10:00:00Z'))
  await ana.passes(4 * 24)
  await ana.wakes()
  expect(ana.heard).toBe('')
  expect(ana.state).toMatchObject({ drafts: [{ dialogue: { id: 'ask@1' } }] })
  expect(ana.last?.wakeAt).toEqual(new Date('2026-12-17T10:00:00Z'))
  await ana.passes(10 * 24)
  await ana.wakes()
  expect(ana.state).not.toHaveProperty('drafts')
  expect(ana.last?.wakeAt).toBeUndefined()
})

test('/cancel throws away the newest alone', async () => {
  const ana = aPerson()
  await leaves(ana, '/report', 'There is a pothole')
  await leaves(ana, '/ask', 'When does the pool open?')
  await ana.says('/cancel')
  expect(ana.heard).toBe('Cancelled. Nothing was sent.')
  expect(ana.buttons[0]).toBe('Go on where I was')
  expect(ana.state).toMatchObject({ drafts: [{ dialogue: { id: 'report@1' } }] })
})

test('/cancel while it is asked what words are for lets go of those words, and of no draft', async () => {
  const ana = aPerson()
  await leaves(ana, '/report', 'There is a pothole')
  await ana.says('The lamp at the pier is out')
  expect(ana.state).toMatchObject({ aside: { kind: 'whichFlow' } })
  await ana.says('/cancel')
  expect(ana.heard).toBe('Cancelled. Nothing was sent.')
  expect(ana.buttons[0]).toBe('Go on where I was')
  expect(ana.state).not.toHaveProperty('aside')
  await ana.says('The lamp at the pier is out')
  await ana.taps('Cancel')
  expect(ana.state).toMatchObject({ drafts: [{ dialogue: { id: 'report@1' } }] })
})

test('the one draft of an earlier version is still there, and its button works', async () => {
  const ana = aPerson()
  const given = { what: { text: 'There is a pothole', spans: [] } }
  const parked = { id: 'report@1', step: 'category', since: 1, given, wrong: 0, sources: { what: 'm-old' } }
  ana.state = { ...ana.state, v: 1, prompt: 1, at: ana.now.toISOString(), parked }
  await ana.says('/start')
  expect(ana.buttons[0]).toBe('Go on where I was')
  await ana.does({ kind: 'tap', messageId: 'ours', token: 'takeUp' })
  expect(ana.heard).toBe('Good, let us go on.\n\nWhat is it about? Tap what fits best.')
})
