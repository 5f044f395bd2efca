/**
 * Place files for tests: the example's with a line changed.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const EXAMPLE = fileURLToPath(new URL('../../example', import.meta.url))

export interface PlaceCopy extends AsyncDisposable {
  readonly file: string
}

/** @throws where the example has no such words: the test would prove nothing. */
export async function placeWith(words: string, instead: string): Promise<PlaceCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'folkmoot-place-'))
  await cp(EXAMPLE, folder, { recursive: true })
  const file = join(folder, 'place.yaml')
  const text = await readFile(file, 'utf8')
  if (!text.includes(words)) throw new Error(`the example's place file has no "${words}"`)
  await writeFile(file, text.replace(words, instead))
  return { file, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) }
}
