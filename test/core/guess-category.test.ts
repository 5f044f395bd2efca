import { describe, expect, test } from 'vitest'
import { guessCategories } from '../../src/core/guess-category.ts'
import type { Category, PerLanguage } from '../../src/core/place.ts'
import { cpuMsOf } from './cpu-time.ts'

function category(key: string, keywords: PerLanguage<readonly string[]>): [string, Category] {
  const department = { default: 'desk', byArea: new Map() }
  return [key, { key, name: {}, department, keywords, visibility: 'public', photo: 'optional', questions: [] }]
}

const categories = new Map([
  category('pothole', { en: ['pothole', 'hole in the road'], es: ['bache'], ar: ['حفرة'] }),
  category('light', { en: ['street light', 'lamp', 'lights out'], es: ['farola', 'luz'] }),
  category('rubbish', { en: ['rubbish', 'bin'], es: ['basura'], fr: ['pain'] }),
  category('tree', { en: ['tree', 'fallen branch'], es: ['árbol'] }),
])

describe('guessCategories', () => {
  test.each([
    ['a word', 'There is a pothole here', 'en', ['pothole']],
    ['a plural', 'Potholes!', 'en', ['pothole']],
    ['a plural keyword', 'one light out', 'en', ['light']],
    ['a Spanish plural in -es', 'dos árboles caídos', 'es', ['tree']],
    ['without accents', 'ARBOL caido', 'es', ['tree']],
    ['a phrase', 'big hole in the road', 'en', ['pothole']],
    ['a phrase across a line', 'big hole in\nthe road', 'en', ['pothole']],
    ['not a phrase out of order', 'the road has a hole in it', 'en', []],
    ['not part of a word', 'the cabinet and the street', 'en', []],
    ['more keywords first', 'a tree fell on the lamp and the street light', 'en', ['light', 'tree']],
    ['longer keywords first', 'a bin under a fallen branch', 'en', ['tree', 'rubbish']],
    ['the place’s order where all else is equal', 'tree, bin', 'en', ['rubbish', 'tree']],
    ['another language', 'hay un bache', 'en', ['pothole']],
    ['the person’s own language first', 'pain tree', 'en', ['tree', 'rubbish']],
    ['whatever the order of the words', 'pain tree', 'fr', ['rubbish', 'tree']],
    ['a language that the place has not', 'pothole', 'de', ['pothole']],
    ['Arabic with its article and points', 'الحُفرة كبيرة', 'ar', ['pothole']],
    ['nothing', '', 'en', []],
    ['no word', '👍', 'en', []],
  ])('%s', (_, words, language, keys) => expect(guessCategories(words, categories, language)).toEqual(keys))

  test('4,000 characters are quick', () => {
    const spentMs = cpuMsOf(() => {
      for (let i = 0; i < 20; i++) guessCategories('hole in the tree '.repeat(235), categories, 'en')
    })
    expect(spentMs).toBeLessThan(1000)
  })
})
