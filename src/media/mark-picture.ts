/**
 * Gives a picture random bytes that nobody sees, as a comment: the same photo sent twice is two files then, with two
 * digests. So what somebody answered a survey with cannot be found among the photos of cases by its digest.
 */
import { randomBytes } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { CleanPicture } from './picture.ts'

const MARK_BYTES = 16

/** @param picture  As cleaning leaves it: a JPEG or a PNG. */
export function markPicture({ bytes, mediaType }: Pick<CleanPicture, 'bytes' | 'mediaType'>): Uint8Array {
  const mark = randomBytes(MARK_BYTES)
  return mediaType === 'image/png' ? withPngText(bytes, mark) : withJpegComment(bytes, mark)
}

/** Behind the start of the image, and behind the header of JFIF where it has one: that comes first (ITU-T T.81 B.2.4.5, T.871). */
function withJpegComment(bytes: Uint8Array, mark: Buffer): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = view.getUint16(2) === 0xff_e0 ? 4 + view.getUint16(4) : 2
  const head = Buffer.from([0xff, 0xfe, 0, 2 + mark.length])
  return Buffer.concat([bytes.subarray(0, at), head, mark, bytes.subarray(at)])
}

/** Behind the header, which comes first and has 25 bytes after a signature of 8 (PNG, 5.2 and 11.2.1). Text has to be Latin-1 without zeros. */
function withPngText(bytes: Uint8Array, mark: Buffer): Uint8Array {
  const body = Buffer.from(`tEXtComment\0${mark.toString('hex')}`, 'latin1')
  const chunk = Buffer.alloc(body.length + 8)
  chunk.writeUInt32BE(body.length - 4)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), 4 + body.length)
  return Buffer.concat([bytes.subarray(0, 33), chunk, bytes.subarray(33)])
}
