/**
 * The sample: 320 × 200, red on the left, blue on the right, green above both; GPS 50.725 N, 1.885 W.
 */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { decodeHeic } from '../../src/media/heic.ts'
import { cleanPicture } from '../../src/media/picture.ts'
import { run } from '../support/processes.ts'

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
    await expect(decodeHeic(SAMPLE, 1_000)).rejects.toThrow('ended with 1')
  })

  test('a picture that needs some 50 MB where it may not take them', async () => {
    const picture = read('2400x1600.heic')
    const decode = (memoryBytes: number) => decodeHeic(picture, 1e7, { memoryBytes, timeoutMs: 60_000 })
    expect(await decode(200e6)).toMatchObject({ width: 2400, height: 1600 })
    await expect(decode(20e6)).rejects.toThrow('ended with 1')
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

describe('the process of the decoder', () => {
  test('ended for taking too long, it is that picture’s loss alone', async () => {
    const late = decodeHeic(SAMPLE, 1e6, { memoryBytes: 200e6, timeoutMs: 1 })
    const next = decodeHeic(SAMPLE, 1e6)
    await expect(late).rejects.toThrow('ended with SIGKILL')
    expect(await next).toMatchObject({ width: 320, height: 200 })
  })

  test('knows no setting of ours', async () => {
    // Node.js would not start with it.
    vi.stubEnv('NODE_OPTIONS', '--no-such-option')
    onTestFinished(() => void vi.unstubAllEnvs())
    expect(await decodeHeic(SAMPLE, 1e6)).toMatchObject({ width: 320 })
  })

  test('ends where whoever started it is gone', async () => {
    const somebodyElse = String(process.ppid)
    const orphan = run(process.execPath, ['src/media/heic-worker.ts', '1000000', '200000000', somebodyElse], {
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    })
    expect(await orphan.ended).toBe('SIGKILL')
  })
})
