/** Links with something behind `start=`: a QR code on a lamp post, a poster, a leaflet. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { categoryInLink } from '../../flows/topics.ts'
import type { Category } from '../../src/core/place.ts'
import { aPerson, command, type Person } from './person.ts'
import { aTown } from './town.ts'

const WHAT = 'What is the problem? Describe it in a few words.'

async function scans(payload: string, ana = aPerson()): Promise<Person> {
  await ana.does(command('start', payload))
  return ana
}

describe('the code on a lamp post', () => {
  test('begins the report with category and number, and goes on record', async () => {
    const ana = await scans('report_light_A17')
    expect(ana.heard).toBe(`Category: Street light\nNumber on it: A17\n\n${WHAT}`)
    await ana.says('It has been out since Monday')
    expect(ana.heard).toContain('Where is it?')
    await ana.says('12 Elm Street', 'skip')
    expect(ana.heard).toContain('Category: Street light\nNumber on it: A17\nWhere: 12 Elm Street')
    await ana.taps('Send report')
    expect(ana.sent).toMatchObject({ category: 'light', asset: 'A17', source: 'report_light_A17' })
  })

  test('asks what the category asks, and what it brought can be changed', async () => {
    const ana = await scans('report_pothole_7')
    await ana.says('It is deep')
    expect(ana.heard).toBe('How deep is it?')
    await ana.says('deeper', '12 Elm Street', 'skip')
    await ana.taps('Change')
    await ana.taps('Number on it')
    expect(ana.heard).toBe('What number is on it? Please type it.')
    await ana.says('B 12')
    await ana.taps('Change')
    await ana.taps('Category')
    await ana.says('Tree')
    expect(ana.heard).toBe('How high is it?')
  })

  test('a category that asks for the number itself does not ask who has scanned it', async () => {
    const light = aTown().categories.get('light') as Category
    const question = {
      key: 'asset',
      ask: { en: 'Which number?' },
      kind: 'number',
      required: true,
      options: [],
    } as const
    const categories = new Map([['light', { ...light, questions: [question] }]])
    const ana = await scans('report_light_A17', aPerson({ place: aTown({ categories }) }))
    await ana.says('Out')
    expect(ana.heard).toContain('Where is it?')
    const ben = await scans('report_light', aPerson({ place: aTown({ categories }) }))
    await ben.says('Out')
    expect(ben.heard).toBe('Which number?')
  })

  test('the number can be left out, and is asked for in words when something else comes', async () => {
    const ana = await scans('report_light_A17')
    await ana.says('Out', '12 Elm Street', 'skip')
    await ana.taps('Change')
    await ana.taps('Number on it')
    await ana.says('x'.repeat(61))
    expect(ana.heard).toContain('Please type the number, or tap Skip.')
    await ana.taps('Skip')
    expect(ana.heard).not.toContain('Number on it')
    await ana.taps('Send report')
    expect(ana.sent).not.toHaveProperty('asset')
  })

  test('leaves what was begun to be gone on with, also after it was cancelled', async () => {
    const ana = aPerson()
    await ana.says('/ask')
    await ana.says('When does the pool open?')
    await scans('report_light', ana)
    expect(ana.heard).toBe(`Category: Street light\n\n${WHAT}`)
    await ana.taps('Cancel')
    await ana.taps('Go on where I was')
    await ana.says('not sure', 'send question')
    expect(ana.sent).toMatchObject({ kind: 'question', words: { text: 'When does the pool open?' } })
  })

  test('an old "Go on" does not throw away what is under way', async () => {
    const ana = aPerson()
    await ana.says('/ask', '/start')
    const goOn = ana.token('Go on where I was')
    await scans('report_light_A17', ana)
    await ana.does({ kind: 'tap', messageId: 'ours', token: goOn })
    expect(ana.heard).toContain(WHAT)
    expect(ana.state).toMatchObject({ dialogue: { id: 'report@1' }, drafts: [{ dialogue: { id: 'ask@1' } }] })
  })
})

test.each([
  ['report', WHAT],
  ['ask', 'What would you like to know?'],
])('%s begins that talk', async (payload, question) => {
  const ana = await scans(payload)
  expect(ana.heard).toBe(question)
})

describe('where somebody came from', () => {
  test.each(['library-poster', 'report_nothing_A17', 'ask_me', 'constructor', '__proto__'])(
    '%s is kept for the case that follows, and no other',
    async payload => {
      const ana = await scans(payload)
      expect(ana.heard).toContain('What would you like to do?')
      await ana.taps('Ask a question')
      await ana.says('When?', 'not sure', 'send question')
      expect(ana.sent).toMatchObject({ kind: 'question', source: payload })
      await ana.says('/ask', 'Why?', 'not sure', 'send question')
      expect(ana.sent).not.toHaveProperty('source')
    },
  )

  test('outlives a cancelled report, but not the day', async () => {
    const ana = await scans('poster')
    await ana.says('/report', '/cancel', '/report')
    expect(ana.state).toMatchObject({ dialogue: { source: 'poster' } })
    await ana.says('/cancel')
    await ana.passes(25)
    await ana.says('/report', 'Broken', 'street light', '12 Elm Street', 'skip', 'send report')
    expect(ana.sent).toMatchObject({ category: 'light' })
    expect(ana.sent).not.toHaveProperty('source')
  })

  test.each(['', ' ', 'a b', '<script>', '../../etc', 'x'.repeat(65), 'ünï', '{{place}}', 'a\nb', '١٢'])(
    '%j is nothing',
    async payload => {
      const ana = await scans(payload)
      expect(ana.heard).toBe('Hello! This is Harbourside. What would you like to do?')
      expect(ana.state).not.toHaveProperty('source')
    },
  )

  test('whatever comes, the talk goes on and only letters, digits, _ and - are kept', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^report_\w{0,60}$/)),
        async payload => {
          const ana = await scans(payload)
          expect(ana.last?.messages).toHaveLength(1)
          const { source } = ana.state as { source?: { payload: string } }
          if (source) expect(source.payload).toMatch(/^[A-Za-z0-9_-]{1,64}$/)
        },
      ),
      { numRuns: 200 },
    )
  })
})

test.each([
  ['light', { category: 'light' }],
  ['light_A17', { category: 'light', asset: 'A17' }],
  ['light_A_17', { category: 'light', asset: 'A_17' }],
  ['light_pole_A17', { category: 'light_pole', asset: 'A17' }],
  ['light_poles', { category: 'light', asset: 'poles' }],
  ['lights', undefined],
  ['A17', undefined],
])('%s names %j: of keys that fit, the longest', (words, expected) => {
  const light = aTown().categories.get('light') as Category
  const categories = new Map(['light', 'light_pole'].map(key => [key, { ...light, key }]))
  expect(categoryInLink(words, aTown({ categories }))).toEqual(expected)
})
