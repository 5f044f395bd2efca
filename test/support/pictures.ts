/**
 * Pictures for tests, made on the spot.
 */
import sharp from 'sharp'

/** A small JPEG, a different one for each colour. */
export async function picture(colour = '#c04020'): Promise<Uint8Array> {
  return sharp({ create: { width: 320, height: 240, channels: 3, background: colour } })
    .jpeg()
    .toBuffer()
}
