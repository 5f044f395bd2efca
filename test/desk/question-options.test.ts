/**
 * What a survey's answers are kept by stays theirs, however their lines are rewritten.
 */
import { expect, test } from 'vitest'
import { optionsOf } from '../../src/desk/panel/question-options.ts'

const before = ['park', 'quay', 'school'].map(key => ({ key, name: { en: `The ${key}` }, synonyms: { en: [key] } }))

test.each([
  ['in another order', ['The school', 'The park', 'The quay'], ['school', 'park', 'quay']],
  ['with one reworded', ['The park', 'The old quay', 'The school'], ['park', 'quay', 'school']],
  ['with one taken out', ['The park', 'The school'], ['park', 'school']],
  ['with one put between', ['The park', 'The wood', 'The quay', 'The school'], ['park', 'the-wood', 'quay', 'school']],
  ['in letters that no key has', ['The park', 'الميناء'], ['park', expect.stringMatching(/^option-[0-9a-f]{6}$/)]],
])('%s', (_, lines, keys) => {
  const options = optionsOf({ en: lines }, ['en'], before)
  expect(options.map(({ key }) => key)).toEqual(keys)
  expect(options.map(({ name }) => name.en)).toEqual(lines)
})
