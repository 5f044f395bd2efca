/** Each trap of Botkit 4.15 that was seen by running it, held shut. */
import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'
import { report } from '../../flows/report.ts'
import { defineFlow, type Flow } from '../../src/conversation/flow.ts'
import { END, startScriptEngine } from '../../src/conversation/script-engine.ts'
import type { Step } from '../../src/conversation/step.ts'
import { write } from '../../src/conversation/steps/write.ts'
import { aPerson, NORTH } from './person.ts'
import { aTown } from './town.ts'

const TWO_STEPS = { id: 'two@1', steps: ['first', 'second'] }

test('a throw in a handler rejects the turn with its own error, and nothing is left unhandled', async () => {
  const unhandled = vi.fn()
  process.on('unhandledRejection', unhandled)
  const engine = startScriptEngine([TWO_STEPS])
  const bug = new TypeError('a bug in a flow')
  const answering = engine.answer('two@1', 'first', () => {
    throw bug
  })
  await expect(answering).rejects.toBe(bug)
  await new Promise(resolve => setImmediate(resolve))
  expect(unhandled).not.toHaveBeenCalled()
  process.off('unhandledRejection', unhandled)
})

test('a throw in a flow rejects the turn: its caller rolls back', async () => {
  const ana = aPerson({ flows: [brokenAt('second')] })
  await ana.says('/two')
  const before = ana.state
  await expect(ana.says('an answer')).rejects.toThrow('a bug in a flow')
  expect(ana.state).toBe(before)
})

test('an error that Botkit would swallow is not swallowed', async () => {
  const engine = startScriptEngine([TWO_STEPS])
  await expect(engine.answer('two@1', 'first', () => 'nowhere')).rejects.toThrow()
  await expect(engine.begin('nobody@1', 'first')).rejects.toThrow("'nobody@1' wasn't found")
})

test('nothing is sent inside a turn: what to say comes back with the state', async () => {
  const ana = aPerson()
  await ana.says('/report')
  expect(ana.last).toMatchObject({
    messages: [{ text: { text: expect.stringContaining('What is the problem?') } }],
    handled: 1,
  })
  expect(ana.last?.state).toMatchObject({ dialogue: { id: 'report@1', step: 'what' } })
})

test('two people at once do not meet: a turn keeps nothing behind', async () => {
  const ana = aPerson()
  const ben = aPerson()
  ben.converse = ana.converse
  await Promise.all([ana.says('/report'), ben.says('/ask')])
  await Promise.all([ana.says('A lamp is out'), ben.says('Why is it dark?')])
  expect(ana.state).toMatchObject({ dialogue: { id: 'report@1', given: { what: { text: 'A lamp is out' } } } })
  expect(ben.state).toMatchObject({ dialogue: { id: 'ask@1', given: { what: { text: 'Why is it dark?' } } } })
})

test('the same input to the same state gives the same outcome, and changes neither', async () => {
  const ana = aPerson()
  await ana.says('/report')
  const state = Object.freeze(structuredClone(ana.state))
  await ana.sends({ text: 'A lamp is out', messageId: 'm' })
  const first = ana.last
  ana.state = state
  await ana.sends({ text: 'A lamp is out', messageId: 'm' })
  expect(ana.last).toEqual(first)
})

test("a resident's words pass no template engine, and Botkit never sees them", async () => {
  const ana = aPerson()
  await ana.says('/report')
  await ana.says("O'Brien & Sons {{vars.user}} {{{vars}}} $t(menu.welcome)")
  await ana.taps('Street light')
  await ana.says('{{place}} & <b>')
  await ana.taps('Skip')
  expect(ana.heard).toContain("What: O'Brien & Sons {{vars.user}} {{{vars}}} $t(menu.welcome)\n")
  expect(ana.heard).toContain('Where: {{place}} & <b>\n')
})

test('answers are matched whole: "no" is not found in "yes, I know", nor a label in a sentence', async () => {
  const ana = aPerson()
  await ana.says('/report')
  await ana.says('cancel culture is everywhere')
  expect(ana.heard).toContain('What is it about?')
  await ana.says('I know it is no pothole, go back')
  expect(ana.state).toMatchObject({ dialogue: { step: 'category', wrong: 1 } })
})

test('a photo without words is no answer to a question of words', async () => {
  const ana = aPerson()
  await ana.says('/report')
  await ana.sends({ photos: 1 })
  expect(ana.state).toMatchObject({ dialogue: { step: 'what', given: { photos: [{ sha256: '1' }] } } })
  expect(ana.state).not.toMatchObject({ dialogue: { given: { what: expect.anything() } } })
})

test('what is no message is no answer', async () => {
  const ana = aPerson()
  await ana.says('/report')
  await ana.does(
    { kind: 'edit', messageId: 'x', text: { text: 'an edit', spans: [] } },
    { kind: 'unsupported', what: 'poll' },
    { kind: 'left' },
    { kind: 'returned' },
  )
  expect(ana.state).toMatchObject({ dialogue: { step: 'what', given: {} } })
})

test('a changed flow does not shift answers: whoever is in the old version ends in it', async () => {
  const ana = aPerson({ flows: [two(1, ['street', 'phone'])] })
  await ana.says('/two')
  await ana.says('Elm 1')
  ana.converse = aPerson({ flows: [two(2, ['street', 'number', 'phone']), two(1, ['street', 'phone'])] }).converse
  await ana.says('555-1234')
  expect(ana.state).toMatchObject({ dialogue: { id: 'two@1', step: 'check', given: { phone: { text: '555-1234' } } } })
})

test('where the old version is gone, answers that still fit are kept and the next open question is asked', async () => {
  const ana = aPerson({ flows: [two(1, ['street', 'phone'])] })
  await ana.says('/two')
  await ana.says('Elm 1')
  ana.converse = aPerson({ flows: [two(2, ['street', 'number', 'phone'])] }).converse
  await ana.says('555-1234')
  expect(ana.heard).toContain('We have changed our questions in the meantime.')
  expect(ana.state).toMatchObject({ dialogue: { id: 'two@2', step: 'number', given: { street: { text: 'Elm 1' } } } })
})

test('where the flow is gone altogether, the person is told and gets the menu', async () => {
  const ana = aPerson({ flows: [two(1, ['street', 'phone'])] })
  await ana.says('/two')
  ana.converse = aPerson().converse
  await ana.says('Elm 1')
  expect(ana.heard).toContain('Please start again.')
  expect(ana.buttons).toContain('Report a problem')
})

test('a place file without the category that was chosen asks again, even at the very end', async () => {
  const ana = aPerson({ flows: [report] })
  await ana.sends({ place: NORTH, photos: 1, text: 'A lamp is out' })
  await ana.taps('Street light')
  expect(ana.heard).toContain('Is this right?')
  const town = aTown()
  const categories = new Map([...town.categories].filter(([key]) => key !== 'light'))
  ana.converse = aPerson({ place: { ...town, categories } }).converse
  await ana.taps('Send report')
  expect(ana.heard).toContain('We have changed our questions in the meantime.')
  expect(ana.state).toMatchObject({ dialogue: { step: 'category' } })
})

test.each([{}, { v: 2 }, { v: 1 }, { v: 1, prompt: 1, at: 'x' }, { v: 1, prompt: 7, at: '2026-11-23', dialogue: 'x' }])(
  'a state of another shape (%j) is told to be lost, and thrown away',
  async state => {
    const ana = aPerson()
    ana.state = state
    await ana.says('hello')
    expect(ana.heard).toContain('could not be kept')
    await ana.says('hello')
    expect(ana.heard).not.toContain('could not be kept')
  },
)

test('buttons of a state that was lost stay old', async () => {
  const ana = aPerson()
  ana.state = { v: 2, prompt: 50 }
  await ana.says('/report')
  await ana.does({ kind: 'tap', messageId: 'ours', token: '50.cancel' })
  expect(ana.heard).toContain('That button was for an earlier question.')
})

test('a finished dialogue leaves nothing of it behind', async () => {
  const ana = aPerson()
  await ana.says('/report')
  await ana.says('A secret lamp is out', 'street light', '12 Elm Street', 'skip', 'send report')
  expect(Object.keys(ana.state ?? {}).sort()).toEqual([
    'at',
    'language',
    'lastPlace',
    'notice',
    'opened',
    'pace',
    'prompt',
    'v',
  ])
  expect(JSON.stringify(ana.state)).not.toContain('secret')
})

test("Botkit's server is never loaded, and only one file imports the engine", async () => {
  startScriptEngine([TWO_STEPS])
  const loaded = Object.keys(createRequire(import.meta.url).cache).filter(path => path.includes('/botkit/'))
  expect(loaded.filter(path => /\/(core|adapter|botworker)\.js$/.test(path))).toEqual([])

  const room = fileURLToPath(new URL('../../src/conversation/', import.meta.url))
  const files = (await readdir(room, { recursive: true })).filter(
    name => name.endsWith('.ts') && !name.includes('stubs'),
  )
  const importing = await Promise.all(
    files.map(async name => ((await readFile(`${room}${name}`, 'utf8')).match(/from 'bot(kit|builder)/) ? [name] : [])),
  )
  expect(importing.flat()).toEqual(['script-engine.ts'])
})

test('the engine ends where a script ends', async () => {
  const engine = startScriptEngine([TWO_STEPS])
  expect(await engine.begin('two@1', 'first')).toBe('first')
  expect(await engine.answer('two@1', 'first', () => 'second')).toBe('second')
  expect(await engine.answer('two@1', 'second', () => 'second')).toBe('second')
  expect(await engine.answer('two@1', 'second', () => END)).toBeUndefined()
})

/** A flow of questions of words, as it was and as it became. */
function two(version: number, steps: readonly string[]): Flow {
  return twoOf(
    version,
    steps.map(name => write(name, 'report.what', { least: 3, most: 100 })),
  )
}

function brokenAt(name: string): Flow {
  const broken: Step = {
    ...write(name, 'report.what', { least: 3, most: 100 }),
    ask() {
      throw new Error('a bug in a flow')
    },
  }
  return twoOf(1, [write('first', 'report.what', { least: 3, most: 100 }), broken])
}

function twoOf(version: number, steps: readonly Step[]): Flow {
  return defineFlow('two', version, () => ({
    menu: 'menu.report',
    steps,
    fills: {},
    check: 'report.check',
    send: () => ({ kind: 'setReachable', reachable: true }),
  }))
}
