import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FoundPlace, LookedUp, PlaceLookup } from '../../src/core/lookup.ts'
import type { Place } from '../../src/core/place.ts'
import { aPerson, FAR_AWAY, findsNothing, NORTH, type Person, type Words } from '../conversation/person.ts'
import { aTown } from '../conversation/town.ts'

const WHERE = 'Where is it? Send a pin, or type the street and number.'
const PHOTOS = 'Would you like to add photos? You can send up to 5.'
const AREA = 'Which part of town is it in? Tap it, or Skip if you are not sure.'
const OUTSIDE = 'That place seems to lie outside Harbourside. You can use it all the same, or give another.'

interface Asked {
  readonly place?: Place
  readonly looksUp?: (lookup: PlaceLookup) => LookedUp
}

/** Somebody who is asked where it is. */
async function asked(options: Asked = {}): Promise<Person> {
  const ana = aPerson(options)
  await ana.says('/report', 'A lamp is out', 'street light')
  expect(ana.heard).toBe(WHERE)
  return ana
}

async function sends(ana: Person): Promise<Person> {
  if (ana.heard.endsWith(PHOTOS)) await ana.taps('Skip')
  await ana.taps('Send report')
  return ana
}

const point = (latitude: number, longitude: number) => ({
  latitude: expect.closeTo(latitude, 3),
  longitude: expect.closeTo(longitude, 3),
})

describe('a place in any shape', () => {
  test.each<readonly [string, Words, object]>([
    ['a pin', { place: NORTH }, { point: NORTH.point, area: 'North' }],
    ['a venue', { place: { ...NORTH, words: 'Town Hall' } }, { point: NORTH.point, words: 'Town Hall', area: 'North' }],
    ['coordinates', { text: '-0.5, 0.25' }, { point: point(-0.5, 0.25), area: 'South' }],
    ['a full plus code', { text: '6FG2GG22+22' }, { point: point(0.50006, 0.50006), area: 'North' }],
    [
      'a short plus code',
      { text: '4H22+22 Harbourside' },
      { words: 'Harbourside', point: point(0.10006, 0.55006), area: 'North' },
    ],
    ['a map link', { text: 'https://maps.apple.com/?ll=0.5,0.5' }, { point: point(0.5, 0.5), area: 'North' }],
    [
      'a map link among words',
      { text: 'Elm Street 12\nhttps://www.openstreetmap.org/#map=18/0.5/0.5' },
      { words: 'Elm Street 12', point: point(0.5, 0.5), area: 'North' },
    ],
    ['a map link that holds words', { text: 'https://maps.google.com/?q=Elm+Street+12' }, { words: 'Elm Street 12' }],
    ['an address', { text: '12 Elm Street' }, { words: '12 Elm Street' }],
    ['another link', { text: 'https://example.org/here' }, { words: 'https://example.org/here' }],
  ])('%s', async (_, words, expected) => {
    const ana = await asked()
    await ana.sends(words)
    expect(ana.heard).toBe(PHOTOS)
    expect((await sends(ana)).sent?.where).toEqual(expected)
  })

  test('whatever is typed leads on or brings a hint, and never ends a turn with an error', async () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        'GG22+22',
        'https://maps.app.goo.gl/x',
        'https://maps.google.com/?q=',
        '0.5, 0.5',
        '5',
        'None of these',
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 4 }), fc.boolean(), async (pieces, geocodes) => {
        const ana = await asked(geocodes ? { looksUp: finds(ELM, ASH) } : {})
        await ana.sends({ text: pieces.join(' ') })
        expect(ana.heard).not.toBe('')
      }),
      { numRuns: 60 },
    )
  })
})

describe('a short link', () => {
  const SHORT = 'https://maps.app.goo.gl/AbC'
  const leads = (to: string | null) => (lookup: PlaceLookup) =>
    lookup.kind === 'link' ? { ...lookup, to } : findsNothing(lookup)

  test('is followed between turns, and its place is taken', async () => {
    const ana = await asked({ looksUp: leads('https://www.google.com/maps/place/Town+Hall/data=!3d0.5!4d0.5') })
    await ana.says(SHORT)
    expect(ana.heard).toBe(PHOTOS)
    expect(ana.wanted).toEqual([{ kind: 'link', url: SHORT }])
    expect((await sends(ana)).sent?.where).toEqual({ point: point(0.5, 0.5), words: 'Town Hall', area: 'North' })
  })

  test('that leads to words leads on to the geocoder', async () => {
    const to = 'https://maps.google.com/?q=Elm+Street'
    const ana = await asked({
      looksUp: lookup => (lookup.kind === 'link' ? { ...lookup, to } : { ...lookup, found: [ELM] }),
    })
    await ana.says(SHORT)
    expect(ana.wanted.map(({ kind }) => kind)).toEqual(['link', 'address'])
    expect((await sends(ana)).sent?.where).toEqual({ point: ELM.point, words: 'Elm Street', area: 'North' })
  })

  test.each([
    ['nowhere', null],
    ['to no place', 'https://www.google.com/maps'],
    ['to a short link', 'https://goo.gl/maps/x'],
  ])('that leads %s is kept as it is, and the area is asked', async (_, to) => {
    const ana = await asked({ looksUp: leads(to) })
    await ana.says(`By the bridge ${SHORT}`)
    expect(ana.heard).toBe(`I could not see where that link leads, so I pass it on as it is.\n\n${AREA}`)
    await ana.taps('South')
    expect((await sends(ana)).sent?.where).toEqual({ words: `By the bridge ${SHORT}`, area: 'South' })
  })

  test('is nothing to look up before somebody asks where it is', async () => {
    const ana = aPerson({ looksUp: finds(ELM) })
    await ana.says('/report')
    await ana.says(`A lamp is out, see ${SHORT}`)
    expect(ana.wanted).toEqual([])
  })
})

const ELM: FoundPlace = { label: 'Elm Street, Harbourside', point: { latitude: 0.25, longitude: 0.25 } }
const ASH: FoundPlace = { label: 'Elm Street, Ashton', point: { latitude: -0.25, longitude: 0.25 } }
const LONDON: FoundPlace = { label: 'Elm Street, London', point: { latitude: 51.5, longitude: 0.1 } }

function finds(...found: readonly FoundPlace[]) {
  return (lookup: PlaceLookup): LookedUp => (lookup.kind === 'link' ? { ...lookup, to: null } : { ...lookup, found })
}

describe('an address, with a geocoder', () => {
  test('that is found is a point; the words stay', async () => {
    const ana = await asked({ looksUp: finds(ELM) })
    await ana.says('12 Elm Street')
    expect(ana.heard).toBe(`I found Elm Street, Harbourside.\n\n${PHOTOS}`)
    expect(ana.wanted).toEqual([{ kind: 'address', words: '12 Elm Street', language: 'en' }])
    expect((await sends(ana)).sent?.where).toEqual({ point: ELM.point, words: '12 Elm Street', area: 'North' })
  })

  test('that fits several places asks which', async () => {
    const ana = await asked({ looksUp: finds(ELM, ASH) })
    await ana.says('elm street')
    expect(ana.heard).toBe('Which of these do you mean?')
    expect(ana.buttons).toEqual([ELM.label, ASH.label, 'None of these', 'Back', 'Cancel'])
    await ana.says('2')
    expect(ana.heard).toBe(PHOTOS)
    expect((await sends(ana)).sent?.where).toEqual({ point: ASH.point, words: 'elm street', area: 'South' })
  })

  test('of which none is meant stays words, and the area is asked', async () => {
    const ana = await asked({ looksUp: finds(ELM, ASH) })
    await ana.says('elm street')
    await ana.taps('None of these')
    expect(ana.heard).toBe(AREA)
    expect(ana.buttons).toEqual(['North', 'South', 'Skip', 'Back', 'Cancel'])
    await ana.says('north')
    await ana.taps('Skip')
    expect(ana.heard).toContain('Where: elm street\nArea: North\n')
    await ana.taps('Send report')
    expect(ana.sent?.where).toEqual({ words: 'elm street', area: 'North' })
  })

  test('a pin or another address instead of a choice is taken', async () => {
    const ana = await asked({
      looksUp: lookup =>
        lookup.kind === 'address' && lookup.words === 'ash' ? { ...lookup, found: [ASH] } : finds(ELM, ASH)(lookup),
    })
    await ana.says('elm street')
    await ana.says('ash')
    expect(ana.heard).toBe(`I found ${ASH.label}.\n\n${PHOTOS}`)
    expect((await sends(ana)).sent?.where).toEqual({ point: ASH.point, words: 'ash', area: 'South' })
  })

  test('that lies outside the town is said so, and may be used', async () => {
    const ana = await asked({ looksUp: finds(LONDON) })
    await ana.says('Elm Street, London')
    expect(ana.heard).toBe(`I found Elm Street, London.\n\n${OUTSIDE}`)
    await ana.taps('Use it all the same')
    expect((await sends(ana)).sent?.where).toEqual({ point: LONDON.point, words: 'Elm Street, London' })
  })

  test.each([
    ['is not found', finds()],
    ['cannot be asked for', findsNothing],
  ])('that %s stays words, and the area is asked', async (_, looksUp) => {
    const ana = await asked({ looksUp })
    await ana.says('behind the old mill')
    expect(ana.heard).toBe(`I could not find that on the map, so I keep it in your words.\n\n${AREA}`)
    await ana.taps('Skip')
    expect(ana.heard).toBe(PHOTOS)
    expect((await sends(ana)).sent?.where).toEqual({ words: 'behind the old mill' })
  })

  test('a description is no address', async () => {
    const ana = await asked({ looksUp: finds(ELM) })
    await ana.says(`Where the ${'very '.repeat(30)}old mill was`)
    expect(ana.heard).toBe(AREA)
    expect(ana.wanted).toEqual([])
  })

  test('that was typed quickly, with all the rest, is looked up where its turn comes', async () => {
    const ana = aPerson({ looksUp: finds(ELM) })
    await ana.says('/report', 'A lamp is out', 'street light', '12 Elm Street', 'skip')
    expect(ana.heard).toContain('Is this right?')
    expect(ana.wanted).toHaveLength(1)
  })

  test('that came with a photo counts the photo once', async () => {
    const ana = aPerson({ looksUp: finds(ELM) })
    await ana.says('/report')
    await ana.does({ text: 'A lamp is out' }, { text: 'street light' }, { text: '12 Elm Street', photos: 1 })
    expect(ana.wanted).toHaveLength(1)
    expect(ana.heard).toMatch(/^I have kept your photo\.\n\nI found Elm Street, Harbourside\.\n\nIs this right/)
    expect(ana.heard).toContain('Photos: 1 photo')
    await ana.taps('Send report')
    expect(ana.sent?.photos).toHaveLength(1)
  })

  test('an edit of it is looked up as well', async () => {
    const ana = await asked({
      looksUp: lookup => finds(lookup.kind === 'address' && lookup.words === 'elm' ? ELM : ASH)(lookup),
    })
    await ana.sends({ text: 'ash', messageId: 'm9' })
    await ana.does({ kind: 'edit', messageId: 'm9', text: { text: 'elm', spans: [] } })
    expect((await sends(await again(ana))).sent?.where).toMatchObject({ words: 'elm', point: ELM.point })
  })

  async function again(ana: Person): Promise<Person> {
    await ana.says('skip')
    return ana
  }
})

describe('the area', () => {
  const routed = aTown()
  const light = routed.categories.get('light')!
  const byArea = { default: 'highways', byArea: new Map([['North', 'desk']]) }
  const place = aTown({ categories: new Map([...routed.categories, ['light', { ...light, department: byArea }]]) })

  test('is asked where it decides who takes it, and no point is known', async () => {
    const ana = await asked({ place })
    await ana.says('12 Elm Street')
    expect(ana.heard).toBe(AREA)
    await ana.says('East')
    expect(ana.heard).toBe(`Please tap one of these, or type its name.\n\n${AREA}`)
    await ana.taps('North')
    expect((await sends(ana)).sent?.where).toEqual({ words: '12 Elm Street', area: 'North' })
  })

  test('is not asked where the point tells it', async () => {
    const ana = await asked({ place })
    await ana.sends({ place: NORTH })
    expect(ana.heard).toBe(PHOTOS)
  })

  test('once chosen, gives way to a pin', async () => {
    const ana = await asked({ place })
    await ana.says('12 Elm Street')
    await ana.taps('South')
    await ana.taps('Skip')
    await ana.taps('Change')
    await ana.taps('Where')
    await ana.sends({ place: FAR_AWAY })
    await ana.taps('Use it all the same')
    expect(ana.heard).not.toContain('South')
    await ana.taps('Send report')
    expect(ana.sent?.where).toEqual({ point: FAR_AWAY.point })
  })
})

describe('what helps', () => {
  test('a landmark, where it is not known exactly', async () => {
    const ana = await asked({ looksUp: finds(ELM) })
    await ana.taps('I don’t know exactly')
    expect(ana.heard).toBe('That is fine. What is close by? A shop, a bus stop or a crossing will do.')
    await ana.says('the bakery')
    expect(ana.wanted).toEqual([])
    await ana.taps('North')
    await ana.taps('Skip')
    expect(ana.heard).toContain('Where: near the bakery\n')
    await ana.taps('Send report')
    expect(ana.sent?.where).toEqual({ words: 'the bakery', landmark: true, area: 'North' })
  })

  test('a pin after all', async () => {
    const ana = await asked()
    await ana.says('I don’t know exactly')
    await ana.sends({ place: NORTH })
    expect((await sends(ana)).sent?.where).toEqual({ point: NORTH.point, area: 'North' })
  })

  test('the place of the last case', async () => {
    const ana = await asked()
    expect(ana.buttons).not.toContain('Same place as last time')
    await ana.sends({ place: { ...NORTH, words: 'Town Hall' } })
    const first = (await sends(ana)).sent?.where
    await ana.says('/report', 'Another lamp is out', 'street light')
    await ana.taps('Same place as last time')
    expect(ana.heard).toBe(PHOTOS)
    expect((await sends(ana)).sent?.where).toEqual(first)
  })

  describe('the place of a photo', () => {
    test('is offered when the photo began the report', async () => {
      const ana = aPerson()
      await ana.sends({ photos: 1, takenAt: NORTH.point })
      await ana.says('A lamp is out', 'street light')
      expect(ana.heard).toBe(WHERE)
      expect(ana.buttons[0]).toBe('Use the place of the photo')
      await ana.taps('Use the place of the photo')
      await ana.taps('Send report')
      expect(ana.sent?.where).toEqual({ point: NORTH.point, area: 'North' })
    })

    test('is offered when the photo comes instead of an answer', async () => {
      const ana = await asked()
      await ana.sends({ photos: 1, takenAt: NORTH.point })
      expect(ana.heard).toBe(`I have kept your photo.\n\n${WHERE}`)
      expect(ana.buttons[0]).toBe('Use the place of the photo')
      await ana.says('12 Elm Street')
      expect(JSON.stringify(ana.state)).not.toContain('latitude')
    })

    test('survives a question beside the report', async () => {
      const ana = aPerson()
      await ana.sends({ photos: 1, takenAt: NORTH.point, text: 'someone is hurt' })
      await ana.taps('Report it all the same')
      await ana.says('street light')
      expect(ana.buttons[0]).toBe('Use the place of the photo')
    })

    test.each([
      ['outside the town', { photos: 1, takenAt: FAR_AWAY.point }, WHERE],
      ['once a place is known', { photos: 1, takenAt: NORTH.point, place: NORTH }, 'Photos: 1 photo'],
    ])('is not offered %s', async (_, words, next) => {
      const ana = aPerson()
      await ana.sends(words)
      await ana.says('A lamp is out', 'street light')
      expect(ana.heard).toContain(next)
      expect(ana.buttons).not.toContain('Use the place of the photo')
    })

    test('is nothing to a question', async () => {
      const ben = aPerson()
      await ben.says('/ask', 'When is the library open?')
      await ben.sends({ photos: 1, takenAt: NORTH.point })
      await ben.says('not sure')
      expect(ben.heard).toContain('Is this right?')
      expect(ben.heard).not.toContain('Where')
    })
  })
})

describe('outside the town', () => {
  test.each<readonly [string, Words]>([
    ['a pin', { place: FAR_AWAY }],
    ['coordinates', { text: '40.0, 40.0' }],
    ['a link', { text: 'https://maps.apple.com/?ll=40,40' }],
    ['a full plus code', { text: '8HG22222+22' }],
  ])('%s is said so kindly, and may be sent all the same', async (_, words) => {
    const ana = await asked()
    await ana.sends(words)
    expect(ana.heard).toBe(OUTSIDE)
    await ana.says('use it all the same')
    expect((await sends(ana)).sent?.where).toEqual({ point: point(40, 40) })
  })
})

describe('an album', () => {
  test('is answered once, with all its photos and its caption', async () => {
    const ana = aPerson()
    await ana.sends(
      { photos: 1, album: 'a', text: 'The lamp is out' },
      { photos: 1, album: 'a' },
      { photos: 1, album: 'a', text: 'and dark' },
    )
    expect(ana.last?.handled).toBe(3)
    expect(ana.last?.messages).toHaveLength(1)
    expect(ana.heard).toMatch(/^I have kept your 3 photos\.\n\nWhat is it about/)
    await ana.says('street light', '12 Elm Street')
    expect(ana.heard).toContain('What: The lamp is out\nand dark\n')
    expect(ana.heard).toContain('Photos: 3 photos')
  })

  test('says how many of it were not kept, and why', async () => {
    const ana = await asked()
    await ana.says('12 Elm Street')
    await ana.sends(
      { photos: 1, refused: 'notAPicture', album: 'a' },
      { refused: 'notAPicture', album: 'a' },
      { refused: 'tooLarge', album: 'a' },
    )
    expect(ana.heard).toBe(
      [
        'A file is no photo that I can read (JPEG, PNG, WebP or HEIC), so I left it out. Please send a photo, or write what it says. (2 files)',
        'A photo was too large, so I left it out.',
        '1 photo is kept. Send another, or tap Done.',
      ].join('\n\n'),
    )
  })

  test('and another are two', async () => {
    const ana = await asked()
    await ana.says('12 Elm Street')
    await ana.sends({ photos: 1, album: 'a' }, { photos: 1, album: 'a' }, { photos: 1, album: 'b' }, { photos: 1 })
    expect(ana.heard).toBe('4 photos are kept. Send more, or tap Done.')
  })
})
