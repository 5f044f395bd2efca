/** One's own cases: looked at, added to, taken back, said not to be right; replies, edits and deletions of their messages. */
import { describe, expect, test } from 'vitest'
import { anOwnCase, aPerson, command, type Person, tap } from './person.ts'
import { aTown } from './town.ts'

const WHAT = 'What is the problem? Describe it in a few words.'

function withCases(cases = [anOwnCase()], place = aTown()): Person {
  const ana = aPerson({ place })
  ana.cases = cases
  return ana
}

describe('what may be expected is said as it is', () => {
  test.each([
    ['in time', { answered: false, dueAt: '2027-01-04T17:00:00Z' }, 'Highways aims to answer you by Monday 4 January.'],
    [
      'late',
      { answered: false, dueAt: '2020-01-06T17:00:00Z' },
      'Highways meant to answer you by Monday 6 January and is late.',
    ],
    ['answered', { dueAt: '2027-01-04T17:00:00Z' }, 'Highways aims to settle it by Monday 4 January.'],
    [
      'answered, late',
      { dueAt: '2020-01-06T17:00:00Z' },
      'Highways meant to settle it by Monday 6 January and is late.',
    ],
    ['asked', { dueAt: null, waitsForYou: true }, 'We asked you something, and wait for your answer.'],
  ])('%s', async (_, due, said) => {
    const ana = withCases([anOwnCase(due)])
    await ana.says('HB-1')
    expect(ana.heard).toContain(`Next: ${said}`)
  })

  test('nothing is due any more where it is settled', async () => {
    const ana = withCases([anOwnCase({ status: 'fixed', dueAt: null, settledAt: '2026-11-20T10:00:00Z' })])
    await ana.says('HB-1')
    expect(ana.heard).not.toContain('Next')
  })
})

describe('the list', () => {
  test('says so where there is nothing yet, and what to do', async () => {
    const ana = withCases([])
    await ana.says('/cases')
    expect(ana.heard).toBe('You have not sent us anything yet. What would you like to do?')
    expect(ana.buttons).toEqual(['Report a problem', 'Ask a question', 'My cases', 'Language'])
  })

  test.each([
    ['the command', async (ana: Person) => ana.does(command('cases'))],
    ['the button', async (ana: Person) => ana.does(tap('cases'))],
    ['its label, typed', async (ana: Person) => ana.says('my cases')],
  ])('by %s: reference, title, status, who said what last', async (_, open) => {
    const ana = withCases()
    await open(ana)
    expect(ana.heard).toBe(
      [
        'What you have sent us, the newest first:',
        '',
        'HB-1 · Bins not emptied (1)',
        'Being worked on',
        'Priya, Highways, Friday 20 November: “We come on Monday.”',
      ].join('\n'),
    )
    expect(ana.buttons).toEqual(['HB-1: Bins not emptied (1)'])
  })

  test('in pages of five, turned both ways; old buttons go on working', async () => {
    const ana = withCases(['12', '11', '10', '9', '8', '7', '6'].map(id => anOwnCase({ id })))
    await ana.says('/cases')
    expect(ana.buttons).toHaveLength(6)
    const old = ana.token('HB-8: Bins not emptied (8)')
    await ana.taps('Older ones')
    expect(ana.buttons).toEqual(['HB-7: Bins not emptied (7)', 'HB-6: Bins not emptied (6)', 'Newer ones'])
    await ana.taps('Newer ones')
    expect(ana.buttons.at(-1)).toBe('Older ones')
    await ana.passes(500)
    await ana.does(tap(old))
    expect(ana.heard).toContain('HB-8 · Bins')
  })

  test.each(['2', 'HB-6', 'hb 6', 'HB-6: Bins not emptied (6)'])('a case can be typed: %s', async typed => {
    const ana = withCases(['7', '6'].map(id => anOwnCase({ id })))
    await ana.says('/cases')
    await ana.says(typed)
    expect(ana.heard).toContain('HB-6 · Bins')
  })

  test('a reference can be typed at any time; one of somebody else is not found', async () => {
    const ana = withCases()
    await ana.says('hb-1')
    expect(ana.heard).toContain('HB-1 · Bins')
    await ana.says('HB-404')
    expect(ana.heard).toContain('I cannot find that one among yours.')
  })

  test.each([
    [{ status: 'new' }, 'Sent'],
    [{ status: 'acknowledged' }, 'Seen, being looked into'],
    [{ status: 'planned', plannedFor: '2026-11-30' }, 'Planned for Monday 30 November'],
    [{ status: 'fixed' }, 'Fixed'],
    [{ status: 'fixed', kind: 'question' }, 'Answered'],
    [{ status: 'closed', reason: 'couldNotFind' }, 'Closed: could not be found'],
    [{ status: 'withdrawn' }, 'Withdrawn'],
    [{ status: 'reopened' }, 'Open again'],
  ] as const)('status in words: %o', async (more, words) => {
    const ana = withCases([anOwnCase({ ...more, lastWord: null })])
    await ana.says('/cases')
    expect(ana.heard.split('\n').at(-1)).toBe(words)
  })

  test('what one said last is told as such, photos by their name; the team alone where the place wants that', async () => {
    const at = '2026-11-20T10:00:00Z'
    const ana = withCases([anOwnCase({ lastWord: { author: null, authorId: null, words: '', at } })])
    await ana.says('/cases')
    expect(ana.heard).toMatch(/You, Friday 20 November: “photos”$/)
    const town = aTown()
    const ben = withCases([anOwnCase()], { ...town, replies: { ...town.replies, identity: 'team' } })
    await ben.says('/cases')
    expect(ben.heard).toMatch(/\nHighways, Friday 20 November: “We come/)
    const identities = new Map([['U0PRIYA', 'team' as const]])
    const cleo = withCases([anOwnCase()], { ...town, replies: { ...town.replies, identities } })
    await cleo.says('/cases')
    expect(cleo.heard).toMatch(/\nHighways, Friday 20 November: “We come/)
  })
})

describe('one in full', () => {
  test('with everything that is known, and what can be done', async () => {
    const ana = withCases()
    await ana.says('/cases')
    await ana.taps('HB-1: Bins not emptied (1)')
    expect(ana.heard).toBe(
      [
        'HB-1 · Bins not emptied (1)',
        'Being worked on',
        'What: Bins not emptied (1)',
        'Where: 0.50000, 0.50000 (North)',
        'Photos: 2 photos',
        'Sent: Thursday 19 November',
        'Next: Highways aims to settle it by Thursday 3 December.',
        'Last word: Priya, Highways, Friday 20 November: “We come on Monday.\nPlease wait.”',
      ].join('\n'),
    )
    expect(ana.buttons).toEqual(['Add something', 'Withdraw it', 'All my cases'])
    await ana.taps('All my cases')
    expect(ana.heard).toMatch(/^What you have sent us/)
  })

  test("of somebody else's that one follows: no private words, no taking it back", async () => {
    const ana = withCases([anOwnCase({ own: false, words: null, title: null, where: null, photos: 0, alone: false })])
    await ana.does(tap('case.1.show'))
    expect(ana.heard).toMatch(/^HB-1 · About bins\nBeing worked on\nSent: /)
    expect(ana.buttons).toEqual(['Add something', 'All my cases'])
    await ana.does(tap('case.1.withdraw'))
    expect(ana.effects).toEqual([])
    expect(ana.heard).toMatch(/^HB-1 · About bins/)
  })

  test('what goes on as another says as which', async () => {
    const settled = { status: 'closed', reason: 'duplicate', settledAt: '2026-11-20T10:00:00Z' } as const
    const ana = withCases([anOwnCase({ ...settled, mergedInto: '9' })])
    await ana.does(tap('case.1.show'))
    expect(ana.heard).toMatch(/Goes on as: HB-9$/)
    expect(ana.buttons).toEqual(['Add something', 'All my cases'])
  })
})

describe('adding something', () => {
  test('words and photos, until Done', async () => {
    const ana = withCases()
    await ana.does(tap('case.1.add'))
    expect(ana.heard).toBe('What would you like to add to HB-1? Send words or photos.')
    expect(ana.buttons).toEqual(['Back'])
    await ana.sends({ text: 'Still there', photos: 2 })
    expect(ana.heard).toBe('Passed on to HB-1. Send more, or tap Done.')
    expect(ana.effects).toMatchObject([
      { kind: 'addToCase', caseId: '1', text: { text: 'Still there' }, files: [{}, {}], said: [{ messageId: 'm1' }] },
    ])
    await ana.says('Both of them')
    expect(ana.effects).toMatchObject([{ kind: 'addToCase', text: { text: 'Both of them' } }])
    await ana.says('done')
    expect(ana.heard).toBe('Thank you. What else would you like to do?')
    expect(ana.state).not.toHaveProperty('aside')
  })

  test('an hour later, words are no longer meant for it', async () => {
    const ana = withCases()
    await ana.does(tap('case.1.add'))
    await ana.passes(1.5)
    await ana.says('hello')
    expect(ana.effects).toEqual([])
    expect(ana.heard).toBe('Hello! This is Harbourside. What would you like to do?')
  })

  test('in the midst of a dialogue, which goes on afterwards', async () => {
    const ana = withCases()
    await ana.says('/report')
    await ana.does(tap('case.1.add'))
    await ana.says('Still there')
    await ana.says('done')
    expect(ana.heard).toBe(WHAT)
    await ana.says('A lamp is out')
    expect(ana.heard).toContain('What is it about?')
  })

  test('the emergency number stands beside it', async () => {
    const ana = withCases()
    await ana.does(tap('case.1.add'))
    await ana.says('someone is hurt')
    expect(ana.effects).toMatchObject([{ kind: 'addToCase' }])
    expect(ana.heard).toContain('call 999 now')
  })
})

describe('taking it back', () => {
  test('after a question', async () => {
    const ana = withCases()
    await ana.does(tap('case.1.withdraw'))
    expect(ana.heard).toBe('Withdraw HB-1? Nobody will work on it any more.')
    await ana.taps('No, keep it')
    expect(ana.heard).toMatch(/^HB-1 · /)
    await ana.taps('Withdraw it')
    await ana.says('perhaps')
    expect(ana.heard).toContain('Please tap one of the buttons.')
    await ana.taps('Yes, withdraw it')
    expect(ana.effects).toEqual([{ kind: 'withdrawCase', caseId: '1' }])
    expect(ana.heard).toBe('')
  })
})

describe('what is not right after all', () => {
  const fixed = (settledAt: string) => anOwnCase({ status: 'fixed', settledAt })

  test('is opened again within 14 days, with a word why', async () => {
    const ana = withCases([fixed('2026-11-09T10:00:00Z')])
    await ana.does(tap('case.1.show'))
    expect(ana.buttons).toEqual(['It’s not fixed', 'Add something', 'All my cases'])
    await ana.taps('It’s not fixed')
    expect(ana.heard).toContain('What is not right about HB-1?')
    await ana.sends({ text: 'They left one', photos: 1 })
    expect(ana.effects).toMatchObject([
      { kind: 'reopenCase', caseId: '1', text: { text: 'They left one' }, files: [{}] },
    ])
    expect(ana.state).not.toHaveProperty('aside')
  })

  test('later begins a new report, of the same kind at the same place, that points to it', async () => {
    const ana = withCases([fixed('2026-11-09T09:59:59Z')])
    await ana.does(tap('case.1.notRight'))
    expect(ana.heard).toMatch(/^HB-1 was settled more than 14 days ago/)
    expect(ana.heard).toMatch(/Category: About bins\nWhere: 0\.50000, 0\.50000 \(North\)\n\nWhat is the problem\?/)
    await ana.says('They left one again')
    await ana.taps('Skip')
    await ana.taps('Send report')
    expect(ana.sent).toMatchObject({ follows: '1', category: 'bins', where: { area: 'North' } })
  })

  test('a question is asked anew, with its topic', async () => {
    const ana = withCases([anOwnCase({ kind: 'question', status: 'fixed', settledAt: '2026-01-09T10:00:00Z' })])
    await ana.does(tap('case.1.show'))
    await ana.taps('It’s not answered')
    await ana.says('And on Sundays?')
    expect(ana.heard).toContain('Topic: About bins')
    await ana.taps('Send question')
    expect(ana.sent).toMatchObject({ kind: 'question', follows: '1', category: 'bins' })
  })
})

describe('messages of a case', () => {
  const about = { ours: { caseId: '1', kind: 'report', settled: false } } as const

  test.each(['no dialogue', 'a dialogue', 'a question of ours'])(
    'a reply to one goes to its case, with %s',
    async waits => {
      const ana = withCases()
      ana.about = about
      ana.warmCases = ['1', '2'].map(id => ({ id, reference: `HB-${id}`, kind: 'report', title: 'Bins' }))
      if (waits === 'a dialogue') await ana.says('/report')
      if (waits === 'a question of ours') await ana.says('which of them?')
      const before = ana.heard
      await ana.sends({ text: 'Thank you', replyTo: 'ours' })
      expect(ana.effects).toMatchObject([{ kind: 'addToCase', caseId: '1', text: { text: 'Thank you' } }])
      expect(ana.heard).toBe(waits === 'no dialogue' ? 'Passed on to HB-1.' : `Passed on to HB-1.\n\n${before}`)
    },
  )

  test('to a settled one: it is said how to open it again', async () => {
    const ana = withCases()
    ana.about = { ours: { ...about.ours, settled: true } }
    await ana.sends({ text: 'It is back', replyTo: 'ours' })
    expect(ana.effects).toMatchObject([{ kind: 'addToCase', caseId: '1' }])
    expect(ana.heard).toBe(
      'Passed on to HB-1.\n\nHB-1 is settled. If something is not right, open it under /cases and tap “It’s not fixed”.',
    )
  })

  test('an edit of what went to a case goes there, a deletion as well', async () => {
    const ana = withCases()
    ana.about = about
    const text = { text: 'two of them', spans: [] }
    await ana.does({ kind: 'edit', messageId: 'ours', text })
    expect(ana.effects).toEqual([{ kind: 'changeWords', messageId: 'ours', text }])
    expect(ana.heard).toBe('')
    await ana.does({ kind: 'deleted', messageId: 'ours' })
    expect(ana.effects).toEqual([{ kind: 'deleteWords', messageId: 'ours' }])
  })

  test('an edit before anybody saw it changes what is passed on; a deletion takes it out', async () => {
    const ana = withCases()
    ana.warmCases = [{ id: '1', reference: 'HB-1', kind: 'report', title: 'Bins' }]
    const text = { text: 'two of them', spans: [] }
    await ana.does({ text: 'one of them', messageId: 'x' }, { kind: 'edit', messageId: 'x', text })
    expect(ana.effects).toMatchObject([{ kind: 'addToCase', text, said: [{ messageId: 'x', text }] }])
    await ana.does({ text: 'secret', messageId: 'y' }, { text: 'fine' }, { kind: 'deleted', messageId: 'y' })
    expect(JSON.stringify(ana.effects)).not.toContain('secret')
  })

  test('words that wait for an answer of ours are changed where they wait', async () => {
    const ana = withCases()
    ana.warmCases = ['1', '2'].map(id => ({ id, reference: `HB-${id}`, kind: 'report', title: 'Bins' }))
    await ana.sends({ text: 'one of them', messageId: 'x' })
    await ana.does({ kind: 'edit', messageId: 'x', text: { text: 'two of them', spans: [] } })
    await ana.says('hb-2')
    expect(ana.effects).toMatchObject([{ kind: 'addToCase', caseId: '2', text: { text: 'two of them' } }])
  })
})
