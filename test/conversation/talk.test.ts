/** What happens around the dialogues: the menu, commands, old buttons, cases, emergencies, long pauses. */
import { describe, expect, test } from 'vitest'
import type { WarmCase } from '../../src/core/case.ts'
import { aPerson, command, NORTH, type Person, photo, tap } from './person.ts'

const WELCOME = 'Hello! This is Harbourside. What would you like to do?'
const WHAT = 'What is the problem? Describe it in a few words.'
const CATEGORY = 'What is it about? Tap what fits best.'

const BINS: WarmCase = { id: '1042', reference: 'HB-1042', kind: 'report', title: 'Bins not emptied' }
const TREE: WarmCase = { id: '1050', reference: 'HB-1050', kind: 'report', title: 'A tree is leaning' }

async function atCategory(): Promise<Person> {
  const ana = aPerson()
  await ana.says('/report')
  await ana.says('Something smells')
  return ana
}

describe('without a dialogue', () => {
  test.each(['/start', 'hello', '/nonsense'])('%s brings the menu', async words => {
    const ana = aPerson()
    await ana.says(words)
    expect(ana.heard).toBe(WELCOME)
    expect(ana.buttons).toEqual(['Report a problem', 'Ask a question', 'My cases', 'Language'])
  })

  test('the buttons of an old menu still work, and their labels can be typed', async () => {
    const ana = aPerson()
    await ana.does(tap('report'))
    expect(ana.heard).toBe(WHAT)
    await ana.says('/cancel')
    await ana.says('ask a question')
    expect(ana.heard).toBe('What would you like to know?')
  })

  test('a command may bring its words along', async () => {
    const ana = aPerson()
    await ana.does(command('report', 'A lamp is out'))
    expect(ana.heard).toBe(CATEGORY)
  })

  test('a sentence out of the blue need not be written twice', async () => {
    const ana = aPerson()
    await ana.says('A lamp is out in Elm Street')
    expect(ana.heard).toBe('Is it a problem or a question?')
    await ana.taps('Report a problem')
    expect(ana.heard).toBe(CATEGORY)
    expect(ana.state?.dialogue).toMatchObject({ given: { what: { text: 'A lamp is out in Elm Street' } } })
  })

  test('what cannot be read is said so', async () => {
    const ana = aPerson()
    await ana.does({ kind: 'unsupported', what: 'voice' })
    expect(ana.heard).toBe('I cannot listen to voice messages and sound files. Please write it in a few words.')
    expect(ana.buttons).toHaveLength(4)
  })

  test('help names the commands and the emergency number', async () => {
    const ana = aPerson()
    await ana.says('/help')
    expect(ana.heard).toContain('/report')
    expect(ana.heard).toContain('999')
  })

  test('a language the town does not speak is answered in its first', async () => {
    const ana = aPerson()
    ana.language = 'fi'
    await ana.says('hei')
    expect(ana.heard).toBe(WELCOME)
  })

  test('the language is remembered where an event does not tell it', async () => {
    const ana = aPerson()
    ana.language = 'es'
    await ana.says('hola')
    ana.language = undefined
    await ana.says('hola')
    expect(ana.heard).toContain('¡Hola!')
  })
})

describe('in a dialogue', () => {
  test.each(['/cancel', 'Cancel', 'cancel!'])('%s ends it', async words => {
    const ana = await atCategory()
    await ana.says(words)
    expect(ana.heard).toBe('Cancelled. Nothing was sent.')
    expect(ana.buttons).toEqual(['Report a problem', 'Ask a question', 'My cases', 'Language'])
    await ana.says('/cancel')
    expect(ana.heard).toBe('There is nothing to cancel.')
  })

  test('/start leaves it, to be gone on with', async () => {
    const ana = await atCategory()
    await ana.says('/start')
    expect(ana.buttons).toEqual(['Go on where I was', 'Report a problem', 'Ask a question', 'My cases', 'Language'])
    await ana.taps('Go on where I was')
    expect(ana.heard).toBe(`Good, let us go on.\n\n${CATEGORY}`)
  })

  test('/ask does not leave it', async () => {
    const ana = await atCategory()
    await ana.says('/ask')
    expect(ana.heard).toContain('You have already begun.')
    expect(ana.heard).toContain(CATEGORY)
  })

  test('a sticker moves nothing', async () => {
    const ana = await atCategory()
    await ana.does({ kind: 'unsupported', what: 'sticker' })
    expect(ana.heard).toBe(`I cannot read stickers. Please say it in words.\n\n${CATEGORY}`)
    await ana.taps('Pothole')
    expect(ana.heard).toBe('How deep is it?')
  })

  test('the words of a video count, and that it was left out is said', async () => {
    const ana = aPerson()
    await ana.says('/report')
    await ana.sends({ text: 'The lamp flickers', leftOut: 'video' })
    expect(ana.heard).toBe(
      `I cannot watch videos. Please send a photo instead, or describe it in words.\n\n${CATEGORY}`,
    )
    expect(ana.state?.dialogue).toMatchObject({ given: { what: { text: 'The lamp flickers' } } })
  })

  test('a video within an album leaves its pictures', async () => {
    const ana = aPerson()
    await ana.sends({ photos: 1, album: 'a' }, { leftOut: 'video', album: 'a' }, { photos: 1, album: 'a' })
    expect(ana.heard).toContain('I cannot watch videos.')
    expect(ana.state?.dialogue).toMatchObject({ given: { photos: [photo(1), photo(2)] } })
  })

  test('an old button says that the talk moved on, and shows where it is', async () => {
    const ana = await atCategory()
    const old = ana.token('Street light')
    await ana.taps('Pothole')
    await ana.does(tap(old))
    expect(ana.heard).toBe('That button was for an earlier question. This is where we are:\n\nHow deep is it?')
    expect(ana.buttons).toContain('Deeper')
  })

  test('a button that is under this question too is old all the same', async () => {
    const ana = await atCategory()
    await ana.taps('Pothole')
    const skip = ana.token('Skip')
    await ana.says('deeper')
    await ana.says('12 Elm Street')
    expect(ana.buttons).toContain('Skip')
    await ana.does(tap(skip))
    expect(ana.heard).toContain('That button was for an earlier question.')
    expect(ana.state).toMatchObject({ dialogue: { step: 'photos' } })
  })

  test('a button of an earlier page of the same question is not old', async () => {
    const ana = await atCategory()
    const first = ana.token('Street light')
    await ana.taps('More choices')
    await ana.does(tap(first))
    expect(ana.heard).toContain('Where is it?')
  })

  test('a double tap is taken once, in silence; later it is an old button', async () => {
    const ana = await atCategory()
    const button = tap(ana.token('Pothole'))
    await ana.does(button)
    await ana.does(button)
    expect(ana.heard).toBe('')
    await ana.passes(1)
    await ana.does(button)
    expect(ana.heard).toContain('That button was for an earlier question.')
  })

  test('a button that was tapped after all is over says so', async () => {
    const ana = await atCategory()
    const button = tap(ana.token('Pothole'))
    await ana.says('/cancel')
    await ana.does(button)
    expect(ana.heard).toBe('That button belongs to something that is over.')
    expect(ana.buttons).toHaveLength(4)
  })

  test.each(['', '.', '1.', '.x', '99999999999999.x', '1.o-pothole\n', '💥'])(
    'a made-up button (%j) is an old one',
    async token => {
      const ana = await atCategory()
      await ana.does(tap(token))
      expect(ana.heard).toContain('That button was for an earlier question.')
    },
  )

  test('what is said fast is answered once, with the last question only', async () => {
    const ana = aPerson()
    await ana.says('/report', 'A lamp is out', 'street light', '12 Elm Street')
    expect(ana.last?.messages).toHaveLength(1)
    expect(ana.heard).toBe('Would you like to add photos? You can send up to 5.')
  })

  test('what comes after the sending waits for the case', async () => {
    const ana = await atCategory()
    await ana.says('pothole', 'skip', '12 Elm Street', 'skip', 'send report', 'and it is deep')
    expect(ana.sent).toMatchObject({ category: 'pothole' })
    expect(ana.last?.handled).toBe(5)
    expect(ana.last?.messages).toEqual([])
  })
})

describe('warm cases', () => {
  test('with one, words and photos go to it; that is said once an hour', async () => {
    const ana = aPerson()
    ana.warmCases = [BINS]
    await ana.sends({ text: 'Still full', photos: 1 }, { text: 'and smelly' })
    expect(ana.heard).toBe('Passed on to HB-1042.')
    expect(ana.effects).toMatchObject([
      { kind: 'addToCase', caseId: '1042', text: { text: 'Still full' }, files: [{ sha256: '1' }] },
      { kind: 'addToCase', caseId: '1042', text: { text: 'and smelly' }, files: [] },
    ])
    await ana.says('Hello?')
    expect(ana.heard).toBe('')
    expect(ana.effects).toHaveLength(1)
    await ana.passes(1)
    await ana.sends({ place: NORTH })
    expect(ana.heard).toBe('Passed on to HB-1042.')
    expect(ana.effects).toMatchObject([{ text: { text: 'Pin: 0.50000, 0.50000' } }])
  })

  test('a command still begins something new', async () => {
    const ana = aPerson()
    ana.warmCases = [BINS]
    await ana.says('/report')
    await ana.says('A lamp is out')
    expect(ana.heard).toBe(CATEGORY)
    expect(ana.effects).toEqual([])
  })

  test('with several, it asks which, and nothing is lost meanwhile', async () => {
    const ana = aPerson()
    ana.warmCases = [BINS, TREE]
    await ana.says('It fell over')
    expect(ana.heard).toBe('Which one is this about?')
    expect(ana.buttons).toEqual([
      'HB-1042: Bins not emptied',
      'HB-1050: A tree is leaning',
      'It’s something new',
      'Cancel',
    ])
    await ana.says('onto a car')
    expect(ana.heard).toContain('Please tap one of the buttons.')
    await ana.says('hb-1050')
    expect(ana.heard).toBe('Passed on to HB-1050.')
    expect(ana.effects).toEqual([
      {
        kind: 'addToCase',
        caseId: '1050',
        text: { text: 'It fell over\nonto a car', spans: [] },
        files: [],
        said: [
          { messageId: 'm1', text: { text: 'It fell over', spans: [] } },
          { messageId: 'm2', text: { text: 'onto a car', spans: [] } },
        ],
      },
    ])
  })

  test('something new keeps the words', async () => {
    const ana = aPerson()
    ana.warmCases = [BINS, TREE]
    await ana.says('The street light is out')
    await ana.taps('It’s something new')
    expect(ana.heard).toBe('Is it a problem or a question?')
    await ana.taps('Report a problem')
    expect(ana.heard).toBe(CATEGORY)
    expect(ana.buttons[0]).toBe('Street light')
  })
})

describe('an emergency', () => {
  test.each(['There is a GAS LEAK here!', 'Hay una fuga de gas'])('%s first brings the number', async words => {
    const ana = aPerson()
    await ana.says(words)
    expect(ana.heard).toContain('call 999 now')
    await ana.taps('Report it all the same')
    expect(ana.heard).toBe(CATEGORY)
  })

  test('in a dialogue too, and not twice', async () => {
    const ana = aPerson()
    await ana.says('/report')
    await ana.says('gas leak')
    expect(ana.heard).toContain('call 999 now')
    await ana.says('report it all the same')
    expect(ana.heard).toBe(CATEGORY)
    await ana.taps('Street light')
    await ana.says('by the gas leak')
    expect(ana.heard).toContain('photos')
  })

  test('what is said meanwhile is not lost, and Cancel ends it', async () => {
    const ana = aPerson()
    await ana.says('someone is hurt', 'on Elm Street')
    expect(ana.heard).toContain('call 999 now')
    await ana.taps('Report it all the same')
    await ana.taps('Street light')
    await ana.says('12 Elm Street')
    await ana.taps('Skip')
    expect(ana.heard).toContain('What: someone is hurt\non Elm Street')
    await ana.passes(2)
    await ana.says('/cancel')
    await ana.says('gas leak')
    await ana.taps('Cancel')
    expect(ana.heard).toBe('Cancelled. Nothing was sent.')
  })

  test('only whole words count', async () => {
    const ana = aPerson()
    await ana.says('las leaks? gas leakage')
    expect(ana.heard).toBe('Is it a problem or a question?')
  })
})

describe('after a long pause', () => {
  test('the person is asked before the draft is gone on with', async () => {
    const ana = await atCategory()
    await ana.passes(25)
    await ana.says('hello?')
    expect(ana.heard).toContain('has not been sent yet')
    await ana.taps('Go on')
    expect(ana.heard).toBe(`Good, let us go on.\n\n${CATEGORY}`)
    await ana.taps('Pothole')
    expect(ana.heard).toBe('How deep is it?')
  })

  test('pieces sent meanwhile are kept', async () => {
    const ana = await atCategory()
    await ana.passes(25)
    await ana.sends({ place: NORTH })
    await ana.taps('Go on')
    expect(ana.heard).toBe(`Good, let us go on.\n\nI have kept the place.\n\n${CATEGORY}`)
  })

  test('the draft can be left, and what was said then counts', async () => {
    const ana = await atCategory()
    await ana.passes(25)
    await ana.sends({ photos: 1 })
    await ana.taps('Leave it')
    expect(ana.heard).toBe(`I have kept your photo.\n\n${WHAT}`)
  })

  test('what was left is gone', async () => {
    const ana = await atCategory()
    await ana.passes(25)
    await ana.says('/report')
    await ana.taps('Leave it')
    expect(ana.heard).toBe(WELCOME)
    expect(ana.buttons).toEqual(['Report a problem', 'Ask a question', 'My cases', 'Language'])
  })

  test('a day less an hour is no long pause', async () => {
    const ana = await atCategory()
    await ana.passes(23)
    await ana.taps('Pothole')
    expect(ana.heard).toBe('How deep is it?')
  })
})

test('who left and came back is told to the outbox, and nothing is said', async () => {
  const ana = await atCategory()
  await ana.does({ kind: 'left' }, { kind: 'returned' })
  expect(ana.effects).toEqual([
    { kind: 'setReachable', reachable: false },
    { kind: 'setReachable', reachable: true },
  ])
  expect(ana.heard).toBe('')
  await ana.says('pothole')
  expect(ana.heard).toBe('How deep is it?')
})
