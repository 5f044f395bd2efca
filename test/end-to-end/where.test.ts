/**
 * Where it is, and photos, through the real doors: what has to be looked up, what a network has of its own.
 */
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type GeocoderStandIn, startGeocoder } from '../../sandbox/geocoder/stand-in.ts'
import { picture } from '../support/pictures.ts'
import { commands, hears, threadOf, wordsOf } from '../support/talks.ts'
import { startTown, type Town } from '../support/town.ts'

const HEIC = new Uint8Array(readFileSync(new URL('../fixtures/media/red-blue-green.heic', import.meta.url)))

let geocoder: GeocoderStandIn
let town: Town
beforeAll(async () => {
  geocoder = await startGeocoder([
    { name: 'Elm Street, Old Harbour, Harbourside, Dorset, United Kingdom', latitude: 50.725, longitude: -1.885 },
    { name: 'Elm Street, West Sands, Harbourside, Dorset, United Kingdom', latitude: 50.715, longitude: -1.91 },
    { name: 'Rue de Rivoli, Paris, France', latitude: 48.86, longitude: 2.34 },
  ])
  town = await startTown({ env: { GEOCODER_URL: geocoder.url } })
})
beforeEach(() => geocoder.faults.clear())
afterAll(async () => {
  await town[Symbol.asyncDispose]()
  await geocoder.close()
  expect(geocoder.complaints).toEqual([])
})

type Someone = Parameters<typeof hears>[0]
const telegram = (firstName: string) => town.telegram.addPerson({ firstName, languageCode: 'en' })
const discord = (username: string) => town.discord.addPerson({ username })
const photo = (bytes: Uint8Array, name: string, contentType: string) => ({
  attachments: [{ bytes, name, contentType }],
})

/** Reports litter, which another team takes at the beach, up to the question where it is. */
async function asked(person: Someone): Promise<void> {
  commands(person, 'report')
  await hears(person, /What is the problem/)
  person.says('Broken glass everywhere')
  await hears(person, /What is it about/)
  person.says('Litter or full bin')
  await hears(person, /Where is it/)
}

/** From the photos on. @returns The card in Slack, and its department. */
async function sends(person: Someone): Promise<{ card: string; department: string | undefined }> {
  await hears(person, /add photos/)
  person.says('Skip')
  await hears(person, /Is this right/)
  return sent(person)
}

async function sent(person: Someone) {
  person.says('Send report')
  const reference = /HB-\d+/.exec(await hears(person, /reference is/))![0]
  const thread = await threadOf(town, reference)
  const channel = town.slack.channels.find(c => c.id === thread.channel)!
  const department = [...town.place.departments.values()].find(d => d.channel === thread.channel)?.key
  return { card: wordsOf(channel.messages.find(m => m.ts === thread.ts)!), department }
}

describe.each(['telegram', 'discord'] as const)('on %s', network => {
  const someone = (name: string) => (network === 'telegram' ? telegram(name) : discord(name))

  test('an address that fits two streets asks which; the choice decides who takes it', async () => {
    const kim = someone('kim-choice')
    await asked(kim)
    kim.says('elm street')
    await hears(kim, /Which of these do you mean/)
    kim.taps('Elm Street, West Sands, Harbourside, Dorset')
    const { card, department } = await sends(kim)
    expect(card).toMatch(/elm street · 50\.71500, -1\.91000/)
    expect(card).toContain('West Sands')
    expect(department).toBe('parks')
  })

  test('an address that nobody finds stays words; the area is asked', async () => {
    geocoder.faults.on('search', { kind: 'status', status: 503 })
    const kim = someone('kim-words')
    await asked(kim)
    kim.says('by the old lighthouse')
    await hears(kim, /could not find that on the map[\s\S]+Which part of town/)
    kim.taps('West Sands')
    const { card, department } = await sends(kim)
    expect(card).toMatch(/by the old lighthouse/)
    expect(card).toContain('West Sands')
    expect(department).toBe('parks')
  })

  test('a place outside the town is said so, and may be sent all the same', async () => {
    const kim = someone('kim-outside')
    await asked(kim)
    kim.says('https://www.openstreetmap.org/?mlat=48.86&mlon=2.34#map=15/48.8/2.3')
    await hears(kim, /seems to lie outside (\*\*)?Harbourside/)
    kim.taps('Use it all the same')
    const { card, department } = await sends(kim)
    expect(card).toMatch(/48\.86000, 2\.34000/)
    expect(department).toBe('waste')
  })

  test('an address outside it as well', async () => {
    const kim = someone('kim-paris')
    await asked(kim)
    kim.says('Rue de Rivoli')
    await hears(kim, /I found (\*\*)?Rue de Rivoli, Paris, France(\*\*)?\.\n\nThat place seems to lie outside/)
    kim.taps('Use it all the same')
    expect((await sends(kim)).card).toMatch(/Rue de Rivoli · 48\.86000/)
  })

  test('a plus code, and the same place the next time', async () => {
    const kim = someone('kim-code')
    await asked(kim)
    kim.says('P4F8+22')
    const first = await sends(kim)
    const [point] = /50\.7\d+, -1\.\d+/.exec(first.card)!
    await asked(kim)
    kim.taps('Same place as last time')
    expect((await sends(kim)).card).toContain(point)
  })

  test('a landmark', async () => {
    const kim = someone('kim-landmark')
    await asked(kim)
    kim.taps('I don’t know exactly')
    await hears(kim, /What is close by/)
    kim.says('the bakery')
    await hears(kim, /Which part of town/)
    kim.taps('Skip')
    const { card, department } = await sends(kim)
    expect(card).toContain('near the bakery')
    expect(department).toBe('waste')
  })

  test('a HEIC photo begins a report, and its place is offered', async () => {
    const kim = someone('kim-heic')
    if ('sendsDocument' in kim) kim.sendsDocument(HEIC, { fileName: 'IMG_1.jpg', mediaType: 'image/jpeg' })
    else kim.says('', photo(HEIC, 'IMG_1.HEIC', 'image/heic'))
    await hears(kim, /I have kept your photo\.\n\nWhat is the problem/)
    kim.says('Broken glass everywhere')
    await hears(kim, /What is it about/)
    kim.says('Litter or full bin')
    await hears(kim, /Where is it/)
    kim.taps('Use the place of the photo')
    await hears(kim, /Is this right[\s\S]+50\.72500, -1\.88500 \(Old Harbour\)[\s\S]+1 photo/)
    await sent(kim)
  })
})

describe('of Telegram’s own', () => {
  test('a venue keeps its words', async () => {
    const ana = telegram('Ana')
    await asked(ana)
    ana.sendsVenue(50.725, -1.885, 'Town Hall', 'Market Square 1')
    expect((await sends(ana)).card).toMatch(/Town Hall, Market Square 1 · 50\.72500, -1\.88500/)
  })

  test('an album is one message, answered once', async () => {
    const ana = telegram('Ana')
    const [one, two, three] = await Promise.all(['#111111', '#222222', '#333333'].map(picture))
    ana.sendsPhoto(one!, { album: 'a', caption: 'Broken glass everywhere' })
    ana.sendsPhoto(two!, { album: 'a' })
    ana.sendsPhoto(three!, { album: 'a' })
    await hears(ana, /I have kept your 3 photos\.\n\nWhat is it about/)
    ana.says('Litter or full bin')
    await hears(ana, /Where is it/)
    expect(ana.heard()).toHaveLength(2)
  })

  test('what of it was not kept is told, and why', async () => {
    const ana = telegram('Ana')
    await asked(ana)
    ana.sendsPin(50.725, -1.885)
    await hears(ana, /add photos/)
    ana.sendsPhoto(await picture(), { album: 'b' })
    ana.sendsPhoto(new Uint8Array(100), { album: 'b' })
    ana.sendsPhoto(new Uint8Array(200), { album: 'b' })
    await hears(ana, /no photo that I can read .+\(2 files\)\n\n1 photo is kept/)
  })
})

test('what is kept of a photo that told its place tells it no more', async () => {
  const { rows } = await town.connections.pool.query(`
    select count(*)::integer as n from inbox where done_at is not null and (files is not null or looked_up is not null)`)
  expect(rows[0].n).toBe(0)
})
