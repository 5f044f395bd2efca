import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { type CleanPicture, cleanPicture } from '../../src/media/picture.ts'
import { animation, canvas, jpegBomb, pngBomb, webpBomb, withTraces } from './samples.ts'

async function cleaned(bytes: Uint8Array): Promise<CleanPicture> {
  const picture = await cleanPicture(bytes)
  if (typeof picture === 'string') throw new Error(`refused: ${picture}`)
  return picture
}

async function colourOf(bytes: Uint8Array, left = 2, top = 2): Promise<number[]> {
  return [...(await sharp(bytes).extract({ left, top, width: 1, height: 1 }).raw().toBuffer())]
}

describe('what is kept', () => {
  test.each([
    ['JPEG', () => withTraces(canvas(64, 48)).jpeg({ quality: 100 }), 'image/jpeg'],
    ['PNG', () => withTraces(canvas(64, 48)).png(), 'image/jpeg'],
    ['PNG with transparency', () => withTraces(canvas(64, 48, 0.5)).png(), 'image/png'],
    ['WebP', () => withTraces(canvas(64, 48)).webp({ lossless: true }), 'image/jpeg'],
    ['WebP with transparency', () => withTraces(canvas(64, 48, 0.5)).webp({ lossless: true }), 'image/png'],
  ])('%s: the colours that were seen, and no trace', async (_, draw, mediaType) => {
    const original = await draw().toBuffer()
    expect(original.includes('SECRETPHONE')).toBe(true)

    const picture = await cleaned(original)
    const { exif, icc, xmp, iptc, comments, format, space } = await sharp(picture.bytes).metadata()
    expect({ exif, icc, xmp, iptc, comments }).toEqual({})
    expect(Buffer.from(picture.bytes).toString('latin1')).not.toMatch(/SECRET|Exif|ICC_PROFILE|GPS|adobe/i)
    expect({ mediaType: picture.mediaType, width: picture.width, height: picture.height, space }).toEqual({
      mediaType,
      width: 64,
      height: 48,
      space: 'srgb',
    })
    expect(`image/${format}`).toBe(mediaType)
    const [red = 0, green = 255, blue = 255] = await colourOf(picture.bytes)
    expect(Math.abs(red - 200)).toBeLessThan(8)
    expect(Math.max(green, blue)).toBeLessThan(12)
  })

  test('a picture that lies on its side is set upright', async () => {
    const mark = await sharp({ create: { width: 20, height: 40, channels: 3, background: 'blue' } })
      .png()
      .toBuffer()
    const lying = await canvas(100, 40)
      .composite([{ input: mark, left: 0, top: 0 }])
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { bytes, width, height } = await cleaned(lying)
    expect([width, height]).toEqual([40, 100])
    expect((await sharp(bytes).metadata()).orientation).toBeUndefined()
    expect((await colourOf(bytes, 20, 5))[2]).toBeGreaterThan(200)
    expect((await colourOf(bytes, 20, 90))[2]).toBeLessThan(50)
  })

  test('a large one shrinks to 2,048 px, a small one stays', async () => {
    const wide = await cleaned(await canvas(4096, 1000).jpeg().toBuffer())
    expect([wide.width, wide.height]).toEqual([2048, 500])
    const small = await cleaned(await canvas(3, 2).jpeg().toBuffer())
    expect([small.width, small.height]).toEqual([3, 2])
  })

  test('of an animation the first frame', async () => {
    const picture = await cleaned(await animation())
    expect([picture.width, picture.height]).toEqual([8, 8])
    expect((await sharp(picture.bytes).metadata()).pages).toBeUndefined()
    expect((await colourOf(picture.bytes))[0]).toBeGreaterThan(200)
  })

  test('nothing of what hides behind a picture', async () => {
    const polyglot = Buffer.concat([
      await canvas(8, 8).jpeg().toBuffer(),
      Buffer.from('<html><script>alert(1)</script>'),
    ])
    expect(Buffer.from((await cleaned(polyglot)).bytes).includes('script')).toBe(false)
  })

  test('CMYK, grey and 16 bits come out as screens show them', async () => {
    for (const colours of ['cmyk', 'b-w'] as const) {
      await cleaned(await canvas(8, 8).toColourspace(colours).jpeg().toBuffer())
    }
    const deep = await cleaned(await canvas(8, 8, 0.5).toColourspace('rgb16').png().toBuffer())
    expect((await sharp(deep.bytes).metadata()).depth).toBe('uchar')
  })
})

describe('what is refused', () => {
  test.each([
    ['GIF', () => canvas(8, 8).gif().toBuffer()],
    ['TIFF', () => canvas(8, 8).tiff().toBuffer()],
    ['AVIF', () => canvas(8, 8).avif({ effort: 0 }).toBuffer()],
    ['SVG', async () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"></svg>')],
    ['HTML', async () => Buffer.from('<!doctype html><title>login</title>')],
    ['HTML before a picture', async () => Buffer.concat([Buffer.from('<html>'), await canvas(8, 8).jpeg().toBuffer()])],
    ['nothing', async () => Buffer.alloc(0)],
  ])('%s is not a picture', async (_, make) => expect(await cleanPicture(await make())).toBe('notAPicture'))

  test.each([
    ['a truncated JPEG', async () => (await canvas(500, 500).jpeg().toBuffer()).subarray(0, -500)],
    ['a truncated PNG', async () => (await canvas(500, 500).png().toBuffer()).subarray(0, -60)],
    ['a truncated WebP', async () => (await canvas(500, 500).webp({ lossless: true }).toBuffer()).subarray(0, -8)],
    ['a JPEG of no more than its beginning', async () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
  ])('%s cannot be cleaned', async (_, make) => expect(await cleanPicture(await make())).toBe('cannotClean'))

  test.each([
    ['PNG', pngBomb],
    ['JPEG', jpegBomb],
    ['WebP', webpBomb],
  ])('a %s that declares 50,000 × 50,000 px, fast and without memory', async (_, bomb) => {
    const bytes = await bomb(50_000, 50_000)
    await cleanPicture(bytes)
    const before = process.memoryUsage.rss()
    const used = process.cpuUsage()
    expect(await cleanPicture(bytes)).toBe('cannotClean')
    expect(process.cpuUsage(used).user / 1000).toBeLessThan(2_000)
    expect(process.memoryUsage.rss() - before).toBeLessThan(100 * 1024 * 1024)
  })

  test('any bytes behind the mark of a picture end in an answer', async () => {
    const marks = fc.constantFrom([0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], [])
    await fc.assert(
      fc.asyncProperty(marks, fc.uint8Array({ maxLength: 200 }), async (mark, rest) => {
        expect(await cleanPicture(Uint8Array.from([...mark, ...rest]))).toBeTypeOf('string')
      }),
      { numRuns: 50 },
    )
  })

  test('bytes changed anywhere in a picture end in an answer, and never in a trace', async () => {
    const original = await withTraces(canvas(32, 32)).jpeg().toBuffer()
    await fc.assert(
      fc.asyncProperty(fc.nat(original.length - 1), fc.nat(255), async (at, value) => {
        const changed = Buffer.from(original)
        changed[at] = value
        const picture = await cleanPicture(changed)
        if (typeof picture !== 'string') expect(Buffer.from(picture.bytes).includes('SECRET')).toBe(false)
      }),
      { numRuns: 50 },
    )
  })
})
