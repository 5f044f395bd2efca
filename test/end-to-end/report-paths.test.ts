/**
 * The ways through a report that are not the straight one, on both networks and in both languages.
 */
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { picture } from '../support/pictures.ts'
import { hears, sendsReport } from '../support/talks.ts'
import { eventually, startTown, type Town } from '../support/town.ts'

let town: Town
beforeAll(async () => {
  town = await startTown()
})
afterAll(() => town[Symbol.asyncDispose]())

const telegram = (firstName: string, languageCode = 'en') => town.telegram.addPerson({ firstName, languageCode })
const discord = (username: string, locale = 'en-GB') => town.discord.addPerson({ username, locale })
const jpeg = async (name = 'photo.jpg') => ({ bytes: await picture(), name, contentType: 'image/jpeg' })

/** A point in the area of this name, as `example/areas.geojson` has it. */
const OLD_HARBOUR = [50.725, -1.885] as const
const FAR_AWAY = [48.85, 2.35] as const

describe('pieces that come early are kept and not asked for again', () => {
  test('a photo with its caption begins a report, the pin follows', async () => {
    const ana = telegram('Ana')
    ana.sendsPhoto(await picture(), { caption: 'This swing is broken' })
    await hears(ana, /I have kept your photo\.\n\nWhat is it about/)
    ana.sendsPin(...OLD_HARBOUR)
    await hears(ana, /I have kept the place\.\n\nWhat is it about/)
    ana.taps('Park or playground')
    expect(await hears(ana, /Is this right/)).toMatch(/This swing is broken[\s\S]+Old Harbour[\s\S]+1 photo/)
    const { card, thread } = await sendsReport(town, ana)
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
    const { card, thread } = await sendsReport(town, lou)
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
    const { thread } = await sendsReport(town, mia)
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
