import { describe, expect, test } from 'vitest'
import { ACQUAINTED, aPerson, FAR_AWAY, NORTH, type Person, photo } from '../conversation/person.ts'
import { aTown } from '../conversation/town.ts'

const WHAT = 'What is the problem? Describe it in a few words.'
const CATEGORY = 'What is it about? Tap what fits best.'
const WHERE = 'Where is it? Send a pin, or type the street and number.'
const PHOTOS = 'Would you like to add photos? You can send up to 5.'
const PUBLIC =
  'Neighbours may read the description, and see the place and the photos. Everything else only the staff see.'

async function untilCard(words = 'There is a pothole'): Promise<Person> {
  const ana = aPerson()
  await ana.says('/report')
  await ana.says(words)
  await ana.taps('Street light')
  await ana.says('12 Elm Street')
  await ana.taps('Skip')
  return ana
}

test('a report, from the menu to its sending', async () => {
  const ana = aPerson()
  await ana.says('/start')
  expect(ana.heard).toBe('Hello! This is Harbourside. What would you like to do?')
  expect(ana.buttons).toEqual(['Report a problem', 'Ask a question', 'My cases', 'Language'])

  await ana.taps('Report a problem')
  expect(ana.heard).toBe(WHAT)
  await ana.says('There is a deep pothole')
  expect(ana.heard).toBe(CATEGORY)
  expect(ana.buttons[0]).toBe('Pothole')
  await ana.taps('Pothole')
  expect(ana.heard).toBe('How deep is it?')
  await ana.taps('Deeper')
  expect(ana.heard).toBe(WHERE)
  await ana.sends({ place: NORTH })
  expect(ana.heard).toBe(PHOTOS)
  await ana.sends({ photos: 2 })
  expect(ana.heard).toBe('2 photos are kept. Send more, or tap Done.')
  await ana.taps('Done')
  expect(ana.heard).toBe(
    [
      'Is this right?',
      '',
      'What: There is a deep pothole',
      'Category: Pothole',
      'How deep is it: Deeper',
      'Where: 0.50000, 0.50000 (North)',
      'Photos: 2 photos',
      '',
      PUBLIC,
    ].join('\n'),
  )
  expect(ana.buttons).toEqual(['Send report', 'Change', 'Add a remark for staff only', 'Back', 'Cancel'])
  await ana.taps('Send report')
  expect(ana.heard).toBe('')
  expect(ana.effects).toEqual([
    {
      kind: 'openCase',
      draft: {
        kind: 'report',
        words: { text: 'There is a deep pothole', spans: [] },
        said: [{ messageId: 'm1', text: { text: 'There is a deep pothole', spans: [] }, part: 'words' }],
        category: 'pothole',
        answers: [{ key: 'depth', value: 'deep' }],
        where: { point: NORTH.point, area: 'North' },
        photos: [photo(1), photo(2)],
        language: 'en',
        firstName: 'Ana',
        notice: ACQUAINTED,
      },
    },
  ])
})

test('what neighbours may read, and what only the staff see, is told and kept apart', async () => {
  const ana = aPerson()
  await ana.says('/report', 'There is a deep pothole', 'Pothole', 'skip')
  await ana.sends({ place: NORTH })
  await ana.taps('Skip')
  await ana.taps('Add a remark for staff only')
  expect(ana.heard).toBe('What should only the staff know? Neighbours will not see this.')
  await ana.taps('Back')
  await ana.taps('Add a remark for staff only')
  await ana.says('My mother fell there')
  expect(ana.heard).toContain('Only for staff: My mother fell there')
  expect(ana.buttons).toEqual(['Send report', 'Change', 'Back', 'Cancel'])
  await ana.taps('Back')
  expect(ana.heard).toBe(PHOTOS)
  await ana.taps('Skip')
  await ana.taps('Change')
  await ana.taps('Only for staff')
  await ana.says('My mother fell there, on Sunday')
  await ana.taps('Send report')
  expect(ana.sent).toMatchObject({
    words: { text: 'There is a deep pothole' },
    remark: { text: 'My mother fell there, on Sunday' },
  })
})

test('where only the staff read it, it says so, and needs no remark beside it', async () => {
  const place = aTown()
  const categories = new Map([...place.categories].map(([key, c]) => [key, { ...c, visibility: 'private' as const }]))
  const ana = aPerson({ place: { ...place, categories } })
  await ana.says('/report', 'There is a deep pothole', 'Pothole', 'skip')
  await ana.sends({ place: NORTH })
  await ana.taps('Skip')
  expect(ana.heard).toMatch(/Photos: –\n\nOnly the staff see this\.$/)
  expect(ana.buttons).toEqual(['Send report', 'Change', 'Back', 'Cancel'])
})

test('the same in Spanish, all of it typed', async () => {
  const ana = aPerson()
  ana.language = 'es-MX'
  await ana.says('/start')
  expect(ana.buttons).toEqual(['Informar de un problema', 'Hacer una pregunta', 'Mis casos', 'Idioma · Language'])
  await ana.says('informar de un problema')
  await ana.says('Hay un bache muy hondo')
  expect(ana.buttons[0]).toBe('Bache')
  await ana.says('bache')
  expect(ana.heard).toBe('¿Qué profundidad tiene?')
  await ana.says('omitir')
  await ana.says('Calle Olmo 12')
  await ana.says('OMITIR')
  expect(ana.heard).toContain('Categoría: Bache')
  expect(ana.buttons).toContain('Enviar informe')
  await ana.says('enviar informe')
  expect(ana.sent).toMatchObject({
    category: 'pothole',
    answers: [],
    where: { words: 'Calle Olmo 12' },
    language: 'es',
  })
})

test('what happened is told in 3 to 4,000 characters', async () => {
  const ana = aPerson()
  await ana.says('/report')
  await ana.says('no')
  expect(ana.heard).toBe(`That is a little short. Please write at least 3 characters.\n\n${WHAT}`)
  await ana.says('x'.repeat(4001))
  expect(ana.heard).toContain('That is too long: 4001 characters. Please keep it under 4000.')
  await ana.says('😀'.repeat(4000))
  expect(ana.heard).toBe(CATEGORY)
})

describe('categories', () => {
  test('come in pages of eight, and any can be typed', async () => {
    const ana = aPerson()
    await ana.says('/report')
    await ana.says('Something smells')
    expect(ana.buttons).toHaveLength(8 + 3)
    expect(ana.buttons).not.toContain('About water')
    await ana.taps('More choices')
    expect(ana.buttons).toEqual(['About parks', 'About water', 'Earlier choices', 'Back', 'Cancel'])
    await ana.taps('Earlier choices')
    expect(ana.buttons[0]).toBe('Pothole')
    await ana.says('about WATER')
    expect(ana.heard).toBe(WHERE)
  })

  test('a number means a choice that is shown', async () => {
    const ana = aPerson()
    await ana.says('/report')
    await ana.says('Something smells')
    await ana.taps('More choices')
    await ana.says('2')
    await ana.says('12 Elm Street')
    await ana.says('skip')
    expect(ana.heard).toContain('Category: About water')
  })

  test('a wrong answer gets a hint, the second an example; words that sound like a category bring it up', async () => {
    const ana = aPerson()
    await ana.says('/report')
    await ana.says('Something smells')
    await ana.says('dunno')
    expect(ana.heard).toBe(`Please tap one of these, or type its name.\n\n${CATEGORY}`)
    await ana.says('the water is brown')
    expect(ana.heard).toBe(`For example, type: Pothole\n\n${CATEGORY}`)
    expect(ana.buttons[0]).toBe('About water')
  })

  test('guesses come first, but are still tapped', async () => {
    const ana = aPerson()
    await ana.says('/report')
    await ana.says('It is so dark under the tree')
    expect(ana.buttons.slice(0, 3)).toEqual(['Street light', 'Tree', 'Pothole'])
  })
})

test('questions of every kind', async () => {
  const ana = aPerson()
  await ana.says('/report')
  await ana.says('A tree is leaning')
  await ana.taps('Tree')
  expect(ana.heard).toBe('How high is it?')
  expect(ana.buttons).not.toContain('Skip')
  await ana.says('very')
  expect(ana.heard).toBe('Please send a number.\n\nHow high is it?')
  await ana.says('skip')
  expect(ana.heard).toContain('This one cannot be skipped.')
  await ana.says('12')
  expect(ana.heard).toBe('Since when?')
  await ana.says('31/02/2026')
  expect(ana.heard).toContain('Please send a date.')
  await ana.says('1')
  expect(ana.heard).toContain('For example: 23/11/2026')
  await ana.taps('Yesterday')
  expect(ana.heard).toBe('What may it hit?')
  await ana.taps('A car')
  await ana.taps('A wire')
  expect(ana.heard).toBe('What may it hit?\nChosen: A car, A wire')
  await ana.says('a car')
  await ana.says('2')
  expect(ana.heard).toBe('What may it hit?\nChosen: A house, A wire')
  await ana.taps('Done')
  expect(ana.heard).toBe('Anything else?')
  await ana.taps('Skip')
  await ana.says('12 Elm Street')
  await ana.taps('Skip')
  expect(ana.heard).toContain(
    'How high is it: 12\nSince when: 22/11/2026\nWhat may it hit: A house, A wire\nAnything else: –',
  )
  await ana.taps('Send report')
  expect(ana.sent?.answers).toEqual([
    { key: 'height', value: '12' },
    { key: 'seen', value: '2026-11-22' },
    { key: 'dangers', value: ['wire', 'house'] },
  ])
})

test('long names are cut on their buttons and whole in the message; any key has a button of its own', async () => {
  const town = aTown()
  const names = ['An endless name of something that '.repeat(4), 'Otra cosa']
  const keys = [`k${'x'.repeat(70)}`, 'sonstiges Ärgernis']
  const pothole = town.categories.get('pothole')
  if (!pothole) throw new Error('the town has no potholes')
  const categories = keys.map(
    (key, index) => [key, { ...pothole, key, name: { en: names[index] ?? '' }, questions: [] }] as const,
  )
  const ana = aPerson({ place: { ...town, categories: new Map(categories) } })
  await ana.says('/report')
  await ana.says('Something odd')
  expect(ana.heard).toContain(names[0])
  for (const { token, label } of ana.message?.choices.flat() ?? []) {
    expect(token).toMatch(/^[\x21-\x7e]{1,64}$/)
    expect(label.length).toBeLessThanOrEqual(80)
  }
  await ana.taps('Otra cosa')
  expect(ana.state).toMatchObject({ dialogue: { given: { category: keys[1] } } })
})

describe('where', () => {
  async function atWhere(): Promise<Person> {
    const ana = aPerson()
    await ana.says('/report')
    await ana.says('The lamp is broken')
    await ana.taps('Street light')
    return ana
  }

  test('coordinates are a point', async () => {
    const ana = await atWhere()
    await ana.says('-0.5, 0.25')
    await ana.taps('Skip')
    expect(ana.heard).toContain('Where: -0.50000, 0.25000 (South)')
  })

  test('a place outside is said so, and may be used all the same', async () => {
    const ana = await atWhere()
    await ana.sends({ place: { ...FAR_AWAY, words: 'Café' } })
    expect(ana.heard).toContain('seems to lie outside Harbourside')
    expect(ana.buttons[0]).toBe('Use it all the same')
    await ana.taps('Use it all the same')
    expect(ana.heard).toBe(PHOTOS)
    await ana.taps('Skip')
    await ana.taps('Send report')
    expect(ana.sent?.where).toEqual({ point: FAR_AWAY.point, words: 'Café' })
  })

  test('or another place is given', async () => {
    const ana = await atWhere()
    await ana.sends({ place: FAR_AWAY })
    await ana.says('12 Elm Street')
    await ana.taps('Skip')
    await ana.taps('Send report')
    expect(ana.sent?.where).toEqual({ words: '12 Elm Street' })
  })
})

describe('photos', () => {
  async function atPhotos(category = 'Street light'): Promise<Person> {
    const ana = aPerson()
    await ana.says('/report')
    await ana.says('Look at this')
    await ana.says(category)
    await ana.says('12 Elm Street')
    return ana
  }

  test('an album is answered once', async () => {
    const ana = await atPhotos()
    await ana.sends({ photos: 1 }, { photos: 1 }, { photos: 1 }, { photos: 1 })
    expect(ana.heard).toBe('4 photos are kept. Send more, or tap Done.')
    expect(ana.buttons).toEqual(['Done', 'Remove the photos', 'Back', 'Cancel'])
  })

  test('five are enough', async () => {
    const ana = await atPhotos()
    await ana.sends({ photos: 7 })
    expect(ana.heard).toContain('Only 5 photos fit; I left out the rest.')
    expect(ana.heard).toContain('Photos: 5 photos')
  })

  test('what could not be kept is said, with its reason', async () => {
    const ana = await atPhotos()
    await ana.sends({ photos: 1, refused: 'tooLarge' })
    expect(ana.heard).toBe('A photo was too large, so I left it out.\n\n1 photo is kept. Send another, or tap Done.')
    await ana.sends({ refused: 'notAPicture' })
    expect(ana.heard).toContain('A file is no photo that I can read')
  })

  test('a caption is added to the words', async () => {
    const ana = await atPhotos()
    await ana.sends({ photos: 1, text: 'from the other side' })
    await ana.taps('Done')
    expect(ana.heard).toContain('What: Look at this\nfrom the other side')
  })

  test('where they are required, there is no skipping', async () => {
    const ana = await atPhotos('Graffiti')
    expect(ana.heard).toBe('Please send a photo of it. You can send up to 5.')
    expect(ana.buttons).toEqual(['Back', 'Cancel'])
    await ana.says('skip')
    expect(ana.heard).toContain('This one cannot be skipped.')
  })

  test('where they are not taken, they are not asked for, and those sent before are left out with a word', async () => {
    const ana = aPerson()
    await ana.sends({ photos: 1, text: 'What a noise' })
    await ana.taps('Noise')
    expect(ana.heard).toBe(`For Noise we take no photos, so yours are left out.\n\n${WHERE}`)
    await ana.says('12 Elm Street')
    expect(ana.heard).not.toContain('Photos')
    await ana.sends({ photos: 1 })
    expect(ana.heard).toContain('Photos have no place here')
    await ana.taps('Send report')
    expect(ana.sent?.photos).toEqual([])
  })

  test('can be taken out again', async () => {
    const ana = await atPhotos()
    await ana.sends({ photos: 2 })
    await ana.taps('Remove the photos')
    expect(ana.heard).toBe(PHOTOS)
  })
})

describe('pieces that come early are kept and not asked for again', () => {
  test('a pin and a photo before anything else', async () => {
    const ana = aPerson()
    await ana.sends({ place: NORTH })
    expect(ana.heard).toBe(`I have kept the place.\n\n${WHAT}`)
    await ana.sends({ photos: 1, text: 'A lamp is out' })
    expect(ana.heard).toBe(`I have kept your photo.\n\n${CATEGORY}`)
    await ana.taps('Street light')
    expect(ana.heard).toContain('Is this right?')
    await ana.taps('Send report')
    expect(ana.sent).toMatchObject({ words: { text: 'A lamp is out' }, where: { area: 'North' }, photos: [photo(1)] })
  })

  test('a pin outside is asked about when its turn comes', async () => {
    const ana = aPerson()
    await ana.sends({ place: FAR_AWAY, text: 'A lamp is out' })
    expect(ana.heard).toBe(`I have kept the place.\n\n${CATEGORY}`)
    await ana.taps('Street light')
    expect(ana.heard).toContain('outside Harbourside')
  })
})

describe('Back and Change', () => {
  test('Back goes to the question before, and only what is open is asked again', async () => {
    const ana = await untilCard()
    await ana.taps('Back')
    expect(ana.heard).toBe(PHOTOS)
    await ana.taps('Back')
    expect(ana.heard).toBe(WHERE)
    await ana.says('13 Elm Street')
    expect(ana.heard).toContain('Where: 13 Elm Street')
  })

  test('Change leads to any one answer and straight back to the card', async () => {
    const ana = await untilCard()
    await ana.taps('Change')
    expect(ana.heard).toBe('What would you like to change?')
    expect(ana.buttons).toEqual(['What', 'Category', 'Where', 'Photos', 'Back', 'Cancel'])
    await ana.taps('What')
    expect(ana.heard).toBe(WHAT)
    await ana.says('Two lamps are out')
    expect(ana.heard).toContain('What: Two lamps are out')
    await ana.says('change')
    await ana.says('where')
    await ana.says('back')
    expect(ana.heard).toContain('Where: 12 Elm Street')
  })

  test('another category brings its own questions', async () => {
    const ana = await untilCard()
    await ana.taps('Change')
    await ana.taps('Category')
    await ana.says('pothole')
    expect(ana.heard).toBe('How deep is it?')
    await ana.taps('Deeper')
    expect(ana.heard).toContain('Category: Pothole\nHow deep is it: Deeper\nWhere')
  })

  test('a category that wants a photo asks for it, though photos were skipped', async () => {
    const ana = await untilCard()
    await ana.taps('Change')
    await ana.taps('Category')
    await ana.says('graffiti')
    expect(ana.heard).toBe('Please send a photo of it. You can send up to 5.')
  })
})

test('an edit of an answer changes it on the card', async () => {
  const ana = aPerson()
  await ana.says('/report')
  await ana.sends({ text: 'A lmap is out', messageId: 'typo' })
  await ana.taps('Street light')
  await ana.says('12 Elm Street')
  await ana.taps('Skip')
  await ana.does({ kind: 'edit', messageId: 'typo', text: { text: 'A lamp is out', spans: [] } })
  expect(ana.heard).toContain('What: A lamp is out')
  await ana.does({ kind: 'edit', messageId: 'unknown', text: { text: 'x', spans: [] } })
  expect(ana.heard).toBe('')
})

describe('an edit before it is sent', () => {
  const edit = (messageId: string, text: string) => ({ kind: 'edit', messageId, text: { text, spans: [] } }) as const

  test('of words behind the command', async () => {
    const ana = aPerson()
    await ana.does({ kind: 'command', name: 'report', argument: 'A lmap is out', messageId: 'c1' })
    await ana.taps('Street light')
    await ana.says('12 Elm Street')
    await ana.taps('Skip')
    await ana.does(edit('c1', 'A lamp is out'))
    expect(ana.heard).toContain('What: A lamp is out')
    await ana.taps('Send report')
    const [effect] = ana.effects
    expect(effect).toMatchObject({
      draft: {
        said: [
          { messageId: 'c1', text: { text: 'A lamp is out' }, part: 'words' },
          { text: { text: '12 Elm Street' }, part: 'where' },
        ],
      },
    })
  })

  test('of one of two messages that were heard together, and of a caption', async () => {
    const ana = aPerson()
    await ana.does(
      { text: 'A lamp is out at the pier', messageId: 'm-one' },
      { text: 'It is vrey dark', messageId: 'm-two' },
    )
    await ana.taps('Report a problem')
    await ana.taps('Street light')
    await ana.says('12 Elm Street')
    await ana.sends({ photos: 1, text: 'Seen form the road', messageId: 'm-photo' })
    await ana.does(edit('m-two', 'It is very dark'))
    await ana.does(edit('m-photo', 'Seen from the road'))
    await ana.says('Done')
    expect(ana.heard).toContain('What: A lamp is out at the pier\nIt is very dark\nSeen from the road\n')
  })

  test('of a number and of the place; what would be no answer changes nothing', async () => {
    const ana = aPerson()
    await ana.says('/report')
    await ana.says('A lamp is out')
    await ana.taps('Street light')
    await ana.sends({ text: '12 Elm Street', messageId: 'm-place' })
    await ana.taps('Skip')
    await ana.does(edit('m-place', '14 Elm Street'))
    expect(ana.heard).toContain('Where: 14 Elm Street')
    await ana.does(edit('m-place', '1'))
    expect(ana.heard).toBe('')
  })
})

test('a report that was begun under an earlier version goes on, and its words can be edited', async () => {
  const ana = aPerson()
  const given = { what: { text: 'A lmap is out', spans: [] }, category: 'light' }
  const dialogue = { id: 'report@1', step: 'where', since: 1, given, wrong: 0, sources: { what: 'm-old' } }
  ana.state = { ...ana.state, v: 1, prompt: 1, at: ana.now.toISOString(), dialogue }
  await ana.does({ kind: 'edit', messageId: 'm-old', text: { text: 'A lamp is out', spans: [] } })
  await ana.says('12 Elm Street')
  await ana.taps('Skip')
  expect(ana.heard).toContain('What: A lamp is out')
})

test('a long answer is cut on the card, and sent whole', async () => {
  const words = 'long '.repeat(600)
  const ana = await untilCard(words)
  expect(ana.heard.length).toBeLessThan(1500)
  expect(ana.heard).toContain('…')
  await ana.taps('Send report')
  expect(ana.sent?.words.text).toBe(words.trim())
})

test('what a resident wrote is shown as it is, with its formatting and nothing expanded', async () => {
  const ana = await untilCard("O'Brien & Sons {{vars.user}} {{place}} **no** $t(menu.welcome) <b>")
  expect(ana.heard).toContain("What: O'Brien & Sons {{vars.user}} {{place}} **no** $t(menu.welcome) <b>\n")
})
