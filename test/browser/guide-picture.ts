/**
 * Pictures for the guides in docs: taken anew with `GUIDE_PICTURES=1`, and left where nobody keeps them without.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Locator } from 'playwright-core'
import sharp from 'sharp'
import { expect } from 'vitest'

const folder = fileURLToPath(
  new URL(process.env.GUIDE_PICTURES === '1' ? '../../docs/pictures/' : '../../test-results/', import.meta.url),
)
const LARGEST_BYTES = 150_000

export async function takeGuidePicture(shown: Locator, name: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const picture = await shown.screenshot()
  const small = await sharp(picture).png({ palette: true, quality: 90, effort: 10 }).toBuffer()
  expect(small.length).toBeLessThan(LARGEST_BYTES)
  await sharp(small).toFile(join(folder, `${name}.png`))
}
