import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createMediaStore } from '../../src/media/store.ts'

let folder: string
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'folkmoot-media-')), 'media')
})
afterEach(() => rm(join(folder, '..'), { recursive: true }))

const words = Buffer.from('a picture')
const digest = createHash('sha256').update(words).digest('hex')

async function filesIn(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
}

describe('the media store', () => {
  test('gives back what was put, by its digest', async () => {
    const store = createMediaStore(folder)
    expect(await store.put(words)).toBe(digest)
    expect(Buffer.from(await store.open(digest))).toEqual(words)
    expect(await filesIn()).toEqual([join(folder, digest.slice(0, 2), digest.slice(2, 4), digest)])
  })

  test('the same bytes are one file, also at once and from two processes', async () => {
    const stores = [createMediaStore(folder), createMediaStore(folder)]
    await Promise.all(Array.from({ length: 20 }, (_, index) => stores[index % 2]?.put(words)))
    expect(await filesIn()).toHaveLength(1)
  })

  test('what nobody names goes, can be purged again, and put again; what is young stays', async () => {
    const store = createMediaStore(folder)
    expect(await store.purge(new Set(), -1)).toBe(0)
    await store.put(words)
    expect(await store.purge(new Set(), 60_000)).toBe(0)
    expect(await store.purge(new Set([digest]), -1)).toBe(0)
    expect(Buffer.from(await store.open(digest))).toEqual(words)
    expect(await store.purge(new Set(), -1)).toBe(1)
    await expect(store.open(digest)).rejects.toThrow(`cannot read media file ${digest}`)
    expect(await store.purge(new Set(), -1)).toBe(0)
    await store.put(words)
    expect(Buffer.from(await store.open(digest))).toEqual(words)
  })

  test.each([
    '../../etc/passwd',
    '..',
    '',
    `${'a'.repeat(63)}/`,
    `../${'a'.repeat(61)}`,
    'A'.repeat(64),
    `${'a'.repeat(64)}\n`,
  ])('a key that is no digest never becomes a path: %j', async key => {
    const store = createMediaStore(folder)
    await expect(store.open(key)).rejects.toThrow('no SHA-256')
  })

  test('what a crash left half written goes, what is being written stays', async () => {
    await mkdir(join(folder, 'incoming'), { recursive: true })
    await writeFile(join(folder, 'incoming', 'old'), 'half')
    await utimes(join(folder, 'incoming', 'old'), new Date(0), new Date(0))
    await writeFile(join(folder, 'incoming', 'new'), 'half')
    await createMediaStore(folder).put(words)
    expect(await readdir(join(folder, 'incoming'))).toEqual(['new'])
  })

  test('a folder that cannot be written to is an error that says so, and is tried again', async () => {
    await writeFile(folder, 'in the way')
    const store = createMediaStore(folder)
    await expect(store.put(words)).rejects.toThrow()
    await rm(folder)
    expect(await store.put(words)).toBe(digest)
  })
})
