/**
 * Cleans pictures: what is kept holds the pixels that people see and nothing else.
 *
 * A picture is decoded and encoded anew, so that no EXIF, GPS, XMP, comment, colour profile or foreign bytes behind it
 * come through. What cannot be cleaned is refused, never kept as it came.
 */
import { fileTypeFromBuffer } from 'file-type'
import sharp, { type Metadata, type Sharp } from 'sharp'
import type { FileRefusal } from '../core/files.ts'
import type { Point } from '../core/point.ts'
import { placeInExif } from './exif-place.ts'
import { decodeHeic } from './heic.ts'
import { turnstile } from './turnstile.ts'

export interface CleanPicture {
  readonly bytes: Uint8Array
  readonly mediaType: 'image/jpeg' | 'image/png'
  readonly width: number
  readonly height: number
  /** Where its camera says it was taken: read before it was cleaned, and in no byte of it any more. */
  readonly takenAt?: Point
}

/** By content, never by name. Animated PNG and WebP give their first frame. */
const FORMATS: ReadonlyMap<string, string> = new Map([
  ['image/jpeg', 'jpeg'],
  ['image/png', 'png'],
  ['image/apng', 'png'],
  ['image/webp', 'webp'],
  ['image/heic', 'heif'],
  ['image/heif', 'heif'],
])
/** The longer side of what is kept, pixels; as FixMyStreet has it. */
const LONGEST_SIDE = 2048
/** What may be declared, pixels: the largest phone cameras. Checked in the header, before any memory is taken. */
const MOST_PIXELS = 50_000_000
const LIMITS = { limitInputPixels: MOST_PIXELS, failOn: 'error' } as const
const JPEG_QUALITY = 82
/** For one picture; the largest allowed takes about 3 s on one core. */
const TIMEOUT_SECONDS = 20

// One thread a picture and two pictures at a time: the machine has to answer people meanwhile. Nothing is seen twice,
// so that libvips' cache would only hold memory.
sharp.concurrency(1)
sharp.cache(false)
const atMostTwo = turnstile(2)

/**
 * The picture upright, at most 2,048 px on its longer side, in sRGB: PNG where it has transparency, else JPEG.
 *
 * @returns  Or why not: `notAPicture` where it is no JPEG, PNG, WebP or HEIC, `cannotClean` where it is broken, truncated,
 *   declares more than 50 million pixels, or takes too long.
 */
export async function cleanPicture(
  bytes: Uint8Array,
): Promise<CleanPicture | Extract<FileRefusal, 'notAPicture' | 'cannotClean'>> {
  const sniffed = await fileTypeFromBuffer(bytes)
  const format = FORMATS.get(sniffed?.mime ?? '')
  if (!format) return 'notAPicture'
  return atMostTwo(async () => {
    try {
      return await encodeAnew(bytes, format)
    } catch {
      // Whatever sharp says of it (its words name the fault, not a type of error), the picture is not clean.
      return 'cannotClean'
    }
  })
}

async function encodeAnew(bytes: Uint8Array, format: string): Promise<CleanPicture | 'cannotClean'> {
  const picture = sharp(bytes, LIMITS)
  const header = await picture.metadata()
  // The decoder that libvips chose is the one for what was sniffed.
  if (header.format !== format) return 'cannotClean'
  const upright = (format === 'heif' ? await decoded(bytes, header) : picture)
    .timeout({ seconds: TIMEOUT_SECONDS })
    .autoOrient()
    .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
  const encoded = header.hasAlpha ? upright.png() : upright.jpeg({ quality: JPEG_QUALITY })
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true })
  const mediaType = header.hasAlpha ? 'image/png' : 'image/jpeg'
  const takenAt = header.exif && placeInExif(header.exif)
  return { bytes: data, mediaType, width: info.width, height: info.height, ...(takenAt && { takenAt }) }
}

/** What declares too many pixels was refused with its header; the decoder sees for itself whether that was true. */
async function decoded(bytes: Uint8Array, { hasAlpha, compression }: Metadata): Promise<Sharp> {
  // AVIF has the same container; phones do not take pictures in it.
  if (compression !== 'hevc') throw new Error(`a HEIC picture is compressed as ${compression}`)
  const pixels = await decodeHeic(bytes, MOST_PIXELS)
  const picture = sharp(pixels.data, { ...LIMITS, raw: { width: pixels.width, height: pixels.height, channels: 4 } })
  return hasAlpha ? picture : picture.removeAlpha()
}
