/**
 * Where a camera says that it took a picture: the GPS tags of EXIF, and nothing else of it.
 *
 * Exif 3.0 (CIPA DC-008), 4.6: a TIFF header, a directory that points at the one of GPS, degrees as three fractions.
 */
import type { Point } from '../core/point.ts'

const GPS_DIRECTORY = 0x8825
const [LATITUDE_REF, LATITUDE, LONGITUDE_REF, LONGITUDE] = [1, 2, 3, 4]
const ENTRY_BYTES = 12
const MOST_ENTRIES = 200

/** @param exif  Any bytes. @returns  undefined where there is no place in them, or none that can be. */
export function placeInExif(exif: Uint8Array): Point | undefined {
  try {
    return readPlace(exif)
  } catch (error) {
    // An offset that leads out of the bytes.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function readPlace(exif: Uint8Array): Point | undefined {
  const begin = Buffer.from(exif.subarray(0, 6)).toString('latin1') === 'Exif\0\0' ? 6 : 0
  const tiff = new DataView(exif.buffer, exif.byteOffset + begin, exif.byteLength - begin)
  const order = tiff.getUint16(0)
  if (order !== 0x4949 && order !== 0x4d4d) return undefined
  const little = order === 0x4949
  if (tiff.getUint16(2, little) !== 42) return undefined

  const main = directoryAt(tiff, tiff.getUint32(4, little), little)
  const pointer = main.get(GPS_DIRECTORY)
  if (pointer === undefined) return undefined
  const gps = directoryAt(tiff, tiff.getUint32(pointer + 8, little), little)
  const latitude = degreesAt(tiff, gps.get(LATITUDE), gps.get(LATITUDE_REF), little)
  const longitude = degreesAt(tiff, gps.get(LONGITUDE), gps.get(LONGITUDE_REF), little)
  if (latitude === undefined || longitude === undefined) return undefined
  // Cameras without a fix write zeros.
  if (latitude === 0 && longitude === 0) return undefined
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined
}

/** Where the entry of each tag begins. */
function directoryAt(tiff: DataView, offset: number, little: boolean): ReadonlyMap<number, number> {
  const count = Math.min(tiff.getUint16(offset, little), MOST_ENTRIES)
  const entries = new Map<number, number>()
  for (let index = 0; index < count; index += 1) {
    const at = offset + 2 + index * ENTRY_BYTES
    entries.set(tiff.getUint16(at, little), at)
  }
  return entries
}

/** Degrees, minutes and seconds, each a fraction of two 32-bit numbers; a letter tells the half of the Earth. */
function degreesAt(tiff: DataView, entry: number | undefined, ref: number | undefined, little: boolean) {
  if (entry === undefined || ref === undefined || tiff.getUint32(entry + 4, little) !== 3) return undefined
  const values = tiff.getUint32(entry + 8, little)
  const fraction = (index: number) =>
    tiff.getUint32(values + index * 8, little) / tiff.getUint32(values + index * 8 + 4, little)
  const size = fraction(0) + (fraction(1) || 0) / 60 + (fraction(2) || 0) / 3600
  if (!Number.isFinite(size)) return undefined
  return 'SW'.includes(String.fromCharCode(tiff.getUint8(ref + 8))) ? -size : size
}
