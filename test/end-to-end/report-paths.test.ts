/**
 * The ways through a report that are not the straight one, on both networks and in both languages.
 */
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { picture } from '../support/pictures.ts'
import { hears, type Thread, threadOf, wordsOf } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

const telegram = (firstName: string, languageCode = 'en') => town.telegram.addPerson({ firstName, languageCode })
const discord = (username: string, locale = 'en-GB') => town.discord.addPerson({ username, locale })
const jpeg = async (name = 'photo.jpg') => ({ bytes: await picture(), name, contentType: 'image/jpeg' })

/** Points in the areas of these names, as `example/areas.geojson` has them. */
const OLD_HARBOUR = [50.725, -1.885] as const
const WEST_SANDS = [50.715, -1.91] as const
const FAR_AWAY = [48.85, 2.35] as const

async function sends(
  person: Parameters<typeof hears>[0],
): Promise<{ reference: string; card: string; thread: Thread }> {
  person.says('Send report')
  const reference = /HB-\d+/.exec(await hears(person, /reference is/))![0]
  const thread = await threadOf(town, reference)
  const channel = town.slack.channels.find(c => c.id === thread.channel)!
  return { reference, thread, card: wordsOf(channel.messages.find(m => m.ts === thread.ts)!) }
}

describe('pieces that come early are kept and not asked for again', () => {
  test('a photo with its caption begins a report, the pin follows', async () => {
    const ana = telegram('Ana')
    ana.sendsPhoto(await picture(), { caption: 'This swing is broken' })
    await hears(ana, /I have kept your photo\.\n\nWhat is it about/)
    ana.sendsPin(...OLD_HARBOUR)
    await hears(ana, /I have kept the place\.\n\nWhat is it about/)
    ana.taps('Park or playground')
    expect(await hears(ana, /Is this right/)).toMatch(/This swing is broken[\s\S]+Old Harbour[\s\S]+1 photo/)
    const { card, thread } = await sends(ana)
    expect(thread.channel).toBe(town.place.departments.get('parks')!.channel)
    expect(card).toContain('Old Harbour')
    expect(ana.heard()).toHaveLength(4)
  })

  test('una ubicación primero', async () => {
    const paz = telegram('Paz', 'es')
    paz.sendsPin(...OLD_HARBOUR)
    await hears(paz, /He guardado el lugar\.\n\n¿Cuál es el problema\?/)
    paz.says('Hay una rama caída')
    await hears(paz, /¿De qué se trata\?/)
    paz.taps('Árbol o seto')
    await hears(paz, /¿Quiere añadir fotos\?/)
    paz.taps('Omitir')
    expect(await hears(paz, /¿Está bien así\?/)).toMatch(/Old Harbour/)
  })

  test('a photo alone begins a report on Discord too', async () => {
    const ben = discord('ben-early')
    ben.says('', { attachments: [await jpeg()] })
    await hears(ben, /I have kept your photo\.\n\nWhat is the problem/)
  })
})

describe.each(['telegram', 'discord'] as const)('on %s', network => {
  const someone = (name: string) => (network === 'telegram' ? telegram(name) : discord(name))

  test('Back, Change and Cancel', async () => {
    const kim = someone('kim')
    kim.says('Report a problem')
    await hears(kim, /What is the problem/)
    kim.says('A tree fell over')
    await hears(kim, /What is it about/)
    kim.taps('Back')
    await hears(kim, /What is the problem/)
    kim.says('A hedge hides the sign')
    await hears(kim, /What is it about/)
    kim.taps('Tree or hedge')
    await hears(kim, /Where is it/)
    kim.says('Mill Lane 3')
    await hears(kim, /add photos/)
    kim.taps('Skip')
    await hears(kim, /Is this right/)
    kim.taps('Change')
    await hears(kim, /What would you like to change/)
    kim.taps('Category')
    await hears(kim, /What is it about/)
    kim.taps('Streetlight')
    await hears(kim, /What is wrong with it/)
    kim.taps('It flickers')
    await hears(kim, /number on the post/)
    kim.taps('Back')
    await hears(kim, /What is wrong with it/)
    kim.taps('It is out')
    await hears(kim, /number on the post/)
    kim.says('17')
    expect(await hears(kim, /Is this right/)).toMatch(
      /A hedge hides the sign[\s\S]+Streetlight[\s\S]+It is out[\s\S]+17[\s\S]+Mill Lane 3/,
    )
    kim.taps('Cancel')
    await hears(kim, /Cancelled\. Nothing was sent\./)
    kim.taps('Send report')
    await hears(kim, /button belongs to something that is over/)
  })

  test('4,000 characters are taken and reach Slack whole, 4,001 are not', async () => {
    const lou = someone('lou')
    lou.says('Report a problem')
    await hears(lou, /What is the problem/)
    lou.says('x'.repeat(4_001))
    await hears(lou, /too long: 4001 characters/)
    const words = `${'The tree leans further every day. '.repeat(117)}${'y'.repeat(22)}`
    expect(words).toHaveLength(4_000)
    lou.says(words)
    await hears(lou, /What is it about/)
    lou.taps('Tree or hedge')
    await hears(lou, /Where is it/)
    lou.says('Mill Lane 3')
    await hears(lou, /add photos/)
    lou.taps('Skip')
    await hears(lou, /Is this right/)
    const { card, thread } = await sends(lou)
    const whole = () => [card, ...thread.posts()].join(' ')
    await eventually(() => expect(whole().match(/The tree leans further every day\./g)).toHaveLength(117))
    expect(whole()).toContain('y'.repeat(22))
  })

  test('five photos are taken and the sixth left out; a GIF and a broken JPEG are refused with the reason', async () => {
    const mia = network === 'telegram' ? telegram('mia') : discord('mia')
    const send = async (bytes: Uint8Array, name: string, mediaType: string) => {
      if ('sendsDocument' in mia) mia.sendsDocument(bytes, { fileName: name, mediaType })
      else mia.says('', { attachments: [{ bytes, name, contentType: mediaType }] })
    }
    mia.says('Report a problem')
    await hears(mia, /What is the problem/)
    mia.says('Rubbish everywhere')
    await hears(mia, /What is it about/)
    mia.says('Litter or full bin')
    await hears(mia, /Where is it/)
    mia.says('50.715, -1.91')
    await hears(mia, /add photos/)
    const gif = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .gif()
      .toBuffer()
    await send(gif, 'moving.gif', 'image/gif')
    await hears(mia, /no photo that I can read \(JPEG, PNG, WebP or HEIC\)/)
    await send((await picture()).slice(0, 200), 'broken.jpg', 'image/jpeg')
    await hears(mia, /A photo is damaged/)
    for (let n = 1; n <= 4; n += 1) {
      await send(await picture(), `${n}.jpg`, 'image/jpeg')
      await hears(mia, new RegExp(`${n} photos? (is|are) kept`))
    }
    await send(await picture('#123456'), '5.jpg', 'image/jpeg')
    expect(await hears(mia, /Is this right/)).toContain('5 photos')
    await send(await picture('#654321'), '6.jpg', 'image/jpeg')
    await hears(mia, /Only 5 photos fit/)
    const { thread } = await sends(mia)
    // Typed coordinates have an area, and the area has a department of its own for litter.
    expect(thread.channel).toBe(town.place.departments.get('parks')!.channel)
  })

  test('a place outside the town is asked about', async () => {
    const noa = someone('noa')
    noa.says('Report a problem')
    await hears(noa, /What is the problem/)
    noa.says('Graffiti on the wall')
    await hears(noa, /What is it about/)
    noa.says('Graffiti or flyposting')
    await hears(noa, /Where is it/)
    noa.says(FAR_AWAY.join(', '))
    await hears(noa, /outside \*{0,2}Harbourside/)
    noa.taps('Use it all the same')
    await hears(noa, /add photos/)
  })
})

describe('categories with rules of their own', () => {
  test('one that needs a photo cannot be sent without', async () => {
    const dan = telegram('Dan')
    dan.presses('/report')
    await hears(dan, /What is the problem/)
    dan.says('Someone left a mattress')
    await hears(dan, /What is it about/)
    dan.taps('Dumped rubbish')
    await hears(dan, /Since which day/)
    dan.says('yesterday')
    await hears(dan, /Where is it/)
    dan.sendsPin(...OLD_HARBOUR)
    await hears(dan, /Please send a photo of it/)
    dan.says('Skip')
    await hears(dan, /cannot be skipped/)
    dan.says('Done')
    await hears(dan, /send a photo/i)
    dan.sendsPhoto(await picture())
    await hears(dan, /1 photo is kept/)
    dan.taps('Done')
    await hears(dan, /Is this right/)
  })

  test('a private one asks its questions, takes no photo, and is not public', async () => {
    const eli = discord('eli')
    eli.commands('report')
    await hears(eli, /What is the problem/)
    eli.says('My bin was not collected', { attachments: [await jpeg()] })
    await hears(eli, /What is it about/)
    eli.taps('Missed bin')
    await hears(eli, /For Missed bin we take no photos, so yours are left out\.\n\nWhich bin\?/)
    eli.says('garden waste')
    await hears(eli, /On which day/)
    eli.says('the other day')
    await hears(eli, /Please send a date/)
    eli.says('20/11/2026')
    await hears(eli, /Where is it/)
    eli.says('14 Rope Walk')
    expect(await hears(eli, /Is this right/)).not.toMatch(/Photos/)
    const { reference, card } = await sends(eli)
    expect(card).toContain('Garden waste')
    const { rows } = await town.connections.pool.query('select visibility from cases where id = $1', [
      reference.split('-')[1],
    ])
    expect(rows).toEqual([{ visibility: 'private' }])
  })

  test.each([
    ['West Sands', WEST_SANDS, 'parks'],
    ['Old Harbour', OLD_HARBOUR, 'waste'],
  ] as const)('litter in %s goes to its own crew', async (_, at, department) => {
    const fay = telegram('Fay')
    fay.presses('/report')
    await hears(fay, /What is the problem/)
    fay.says('Litter all over')
    await hears(fay, /What is it about/)
    fay.taps('Litter or full bin')
    await hears(fay, /Where is it/)
    fay.sendsPin(at[0], at[1])
    await hears(fay, /add photos/)
    fay.taps('Skip')
    await hears(fay, /Is this right/)
    const { thread } = await sends(fay)
    expect(thread.channel).toBe(town.place.departments.get(department)!.channel)
  })

  test('several at once, a number, and words', async () => {
    const gil = telegram('Gil', 'es')
    gil.presses('/report')
    await hears(gil, /¿Cuál es el problema\?/)
    gil.says('Calle inundada')
    await hears(gil, /¿De qué se trata\?/)
    gil.taps('Desagüe atascado o inundación')
    await hears(gil, /¿Hasta dónde llega el agua\?/)
    gil.taps('La calzada')
    await hears(gil, /Elegido: La calzada/)
    gil.taps('Viviendas')
    await hears(gil, /Elegido: La calzada, Viviendas/)
    gil.taps('Listo')
    await hears(gil, /¿Dónde es\?/)
    gil.says('Atrás')
    await hears(gil, /¿Hasta dónde llega el agua\?/)
  })
})
