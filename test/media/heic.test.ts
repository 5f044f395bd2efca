/**
 * The sample: 320 × 200, red on the left, blue on the right, green above both; GPS 50.725 N, 1.885 W.
 */
import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { decodeHeic } from '../../src/media/heic.ts'
import { cleanPicture } from '../../src/media/picture.ts'

const read = (name: string) => new Uint8Array(readFileSync(new URL(`../fixtures/media/${name}`, import.meta.url)))
const SAMPLE = read('red-blue-green.heic')

test('a HEIC picture is kept as a clean JPEG, and its place is told apart from it', async () => {
  const clean = await cleanPicture(SAMPLE)
  if (typeof clean === 'string') throw new Error(clean)
  expect(clean).toMatchObject({ mediaType: 'image/jpeg', width: 320, height: 200 })
  expect(clean.takenAt?.latitude).toBeCloseTo(50.725, 5)
  expect(clean.takenAt?.longitude).toBeCloseTo(-1.885, 5)
  expect((await sharp(clean.bytes).metadata()).exif).toBeUndefined()
  expect(Buffer.from(clean.bytes).toString('latin1')).not.toContain('Folkmoot test camera')

  const colourAt = async (left: number, top: number) =>
    [...(await sharp(clean.bytes).extract({ left, top, width: 1, height: 1 }).raw().toBuffer())].map(part => part > 128)
  expect(await colourAt(160, 10)).toEqual([false, true, false])
  expect(await colourAt(20, 150)).toEqual([true, false, false])
  expect(await colourAt(300, 150)).toEqual([false, false, true])
})

describe('refused', () => {
  test('a bomb, for what it declares', async () => {
    const bomb = SAMPLE.slice()
    const at = Buffer.from(bomb).indexOf('ispe')
    new DataView(bomb.buffer).setUint32(at + 8, 50_000)
    new DataView(bomb.buffer).setUint32(at + 12, 50_000)
    expect(await cleanPicture(bomb)).toBe('cannotClean')
  })

  test('more pixels than are wanted, though nobody looked before', async () => {
    await expect(decodeHeic(SAMPLE, 1_000)).rejects.toThrow(/too large/)
  })

  test.each([
    ['decoded', 200e6],
    ['refused', 20e6],
  ])('a picture that needs some 50 MB is %s where it may take %d bytes', async (expected, mostMemoryBytes) => {
    const worker = new Worker(new URL('../../src/media/heic-worker.ts', import.meta.url), {
      workerData: { bytes: read('2400x1600.heic'), mostPixels: 1e7, mostMemoryBytes },
      stdout: true,
      stderr: true,
    })
    const outcome = await new Promise(resolve => {
      worker.once('message', () => resolve('decoded'))
      worker.once('error', () => resolve('refused'))
    })
    expect(outcome).toBe(expected)
  })

  test('AVIF by another name', async () => {
    const avif = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .avif()
      .toBuffer()
    const renamed = Uint8Array.from(avif)
    renamed.set(Buffer.from('heic'), 8)
    expect(await cleanPicture(renamed)).toBe('cannotClean')
  })

  test('whatever is broken, and the next one is still decoded', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(SAMPLE.length - 1),
        fc.integer({ min: 30, max: SAMPLE.length - 1 }),
        async (at, length) => {
          const broken = SAMPLE.slice(0, length)
          broken[at % length] = (broken[at % length] ?? 0) ^ 0xff
          const clean = await cleanPicture(broken)
          expect(typeof clean === 'string' ? clean : clean.mediaType).toMatch(/^(cannotClean|notAPicture|image\/jpeg)$/)
        },
      ),
      { numRuns: 8 },
    )
    expect(await cleanPicture(SAMPLE)).toMatchObject({ width: 320 })
  })
})
