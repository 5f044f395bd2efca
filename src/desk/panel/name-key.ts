/**
 * Keys of surveys, questions and options, made of what they are called: results are kept by them, and read by people.
 */
import { createHash } from 'node:crypto'

const MOST = 30

/**
 * "Where should they stand?" → `where-should-they-stand`. Words in letters that no key has give `other` and a number that is
 * always the same for them.
 *
 * @param taken  It is none of these.
 */
export function nameKey(words: string, other: string, taken: readonly string[] = []): string {
  const plain = words
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, MOST)
    .replace(/-+$/, '')
  const key = plain === '' ? `${other}-${createHash('sha256').update(words).digest('hex').slice(0, 6)}` : plain
  if (!taken.includes(key)) return key
  for (let n = 2; ; n++) if (!taken.includes(`${key}-${n}`)) return `${key}-${n}`
}
