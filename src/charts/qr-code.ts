/**
 * A link as a picture to scan: a QR code (ISO/IEC 18004), large enough to print.
 */
import { toBuffer } from 'qrcode'
import type { StoredFile } from '../core/files.ts'
import type { MediaStore } from '../media/store.ts'

/** Pixels of a side. */
const SIDE = 800

/**
 * Drawn, and kept like every other file. It still reads with a quarter of it scratched away.
 *
 * @param link  Shown to who cannot see it.
 * @throws {RangeError} where it is too long for a code.
 */
export async function qrCode(link: string, name: string, store: MediaStore): Promise<StoredFile> {
  const png = await toBuffer(link, { type: 'png', width: SIDE, errorCorrectionLevel: 'Q', margin: 4 })
  const sha256 = await store.put(png)
  return { sha256, mediaType: 'image/png', bytes: png.length, name, width: SIDE, height: SIDE, alt: link }
}
