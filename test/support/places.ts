/**
 * Place files for tests: the example's with a line changed.
 */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const EXAMPLE = fileURLToPath(new URL('../../example', import.meta.url))

/** What makes replies wait, or be asked about: off where a test is not about it, so that they go when they are written. */
const AT_ONCE = [
  ['undoSeconds: 10', 'undoSeconds: 0'],
  ['collisionSeconds: 20', 'collisionSeconds: 0'],
] as const

export interface PlaceCopy extends AsyncDisposable {
  readonly file: string
}

/** @throws where the example has no such words: the test would prove nothing. */
export async function placeWith(words: string, instead: string): Promise<PlaceCopy> {
  return placeWithAll([words, instead])
}

/** Pairs of the example's words and others in their place. */
export async function placeWithAll(...changes: readonly (readonly [string, string])[]): Promise<PlaceCopy> {
  const folder = await mkdtemp(join(tmpdir(), 'folkmoot-place-'))
  return {
    file: await copyPlace(folder, changes),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

/** @returns The place file in the folder, whose replies go at once unless `changes` are about that. */
export async function copyPlace(folder: string, changes: readonly (readonly [string, string])[] = []): Promise<string> {
  await cp(EXAMPLE, folder, { recursive: true })
  const file = join(folder, 'place.yaml')
  let text = await readFile(file, 'utf8')
  const own = new Set(changes.map(([words]) => words))
  for (const [words, instead] of [...changes, ...AT_ONCE.filter(([words]) => !own.has(words))]) {
    if (!text.includes(words)) throw new Error(`the example's place file has no "${words}"`)
    text = text.replace(words, instead)
  }
  await writeFile(file, text)
  return file
}
