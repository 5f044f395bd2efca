/** The example town: what a newcomer starts with, and what the sandbox shows. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { spokenLanguages } from '../../locales/index.ts'
import { guessCategories } from '../../src/core/guess-category.ts'
import { loadPlace } from '../../src/place.ts'

const FILE = fileURLToPath(new URL('../../example/place.yaml', import.meta.url))

test('speaks all our languages, in every one of its texts', async () => {
  const raw: unknown = parse(await readFile(FILE, 'utf8'))
  expect(raw).toHaveProperty('languages', [...spokenLanguages])
  const texts = perLanguage(raw)
  expect(texts.length).toBeGreaterThan(50)
  for (const text of texts) expect(Object.keys(text), JSON.stringify(text)).toEqual([...spokenLanguages])
})

test('has areas, and every kind of question', async () => {
  const { areas, categories } = await loadPlace(FILE)
  expect(areas.map(({ name }) => name)).toContain('Old Harbour')
  const kinds = [...categories.values()].flatMap(({ questions }) => questions.map(({ kind }) => kind))
  expect(new Set(kinds)).toEqual(new Set(['choice', 'choices', 'number', 'text', 'date']))
})

test.each([
  ['fr', 'Il y a un nid-de-poule devant la boulangerie', 'pothole'],
  ['fr', 'Le lampadaire clignote', 'streetlight'],
  ['fr', 'Bouche d’égout pleine, la rue est inondée', 'drain'],
  ['ar', 'توجد حفرة كبيرة أمام المخبز', 'pothole'],
  ['ar', 'عمود الإنارة مطفأ', 'streetlight'],
  ['ar', 'سقطت الشجرة على الطريق', 'tree'],
])('guesses in %s: %s', async (language, words, expected) => {
  const { categories } = await loadPlace(FILE)
  expect(guessCategories(words, categories, language)[0]).toBe(expected)
})

/** Every value of the file that is given per language. */
function perLanguage(value: unknown): readonly object[] {
  if (typeof value !== 'object' || value === null) return []
  return 'en' in value ? [value] : Object.values(value).flatMap(perLanguage)
}
