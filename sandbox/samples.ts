/**
 * The bundled pictures: drawn for the sandbox, kept as SVG, sent as the JPEG that a phone would send.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import type { Sample } from './view.ts'

export const samples: readonly Sample[] = [
  { key: 'pothole', name: 'A pothole' },
  { key: 'lamp', name: 'A broken street lamp' },
  { key: 'bin', name: 'An overflowing bin' },
  { key: 'mended', name: 'The road, mended' },
]

const drawn = new Map<string, Promise<Uint8Array>>()

/** The JPEG of a bundled picture; undefined where there is none of this key. */
export async function drawSample(key: string): Promise<Uint8Array | undefined> {
  if (!samples.some(sample => sample.key === key)) return undefined
  let picture = drawn.get(key)
  if (!picture) {
    picture = readFile(join(import.meta.dirname, 'pictures', `${key}.svg`)).then(svg =>
      sharp(svg).jpeg({ quality: 84 }).toBuffer(),
    )
    drawn.set(key, picture)
  }
  return picture
}
