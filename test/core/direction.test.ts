import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cleanRichText } from '../../src/core/clean-text.ts'
import { isolate, isRightToLeft } from '../../src/core/direction.ts'
import { plain } from '../../src/core/rich-text.ts'
import { anyUnits, richText } from './arbitrary.ts'

test.each([
  ['HB-1042', '\u2068HB-1042\u2069'],
  ['50.72034, -1.87952', '\u206850.72034, -1.87952\u2069'],
  ['شارع البحر 12', '\u2068شارع البحر 12\u2069'],
  ['شارع البحر', 'شارع البحر'],
  ['الطرق', 'الطرق'],
  ['12', '12'],
  ['–', '–'],
  ['', ''],
  ['Elm Street\nمقابل البنك\n12/11', '\u2068Elm Street\u2069\nمقابل البنك\n\u206812/11\u2069'],
])('%j → %j', (text, whole) => {
  expect(isolate(plain(text)).text).toBe(whole)
})

test('spans move along', () => {
  const link = { text: 'a\nb', spans: [{ kind: 'bold' as const, start: 2, end: 3 }] }
  expect(isolate(link)).toEqual({ text: '\u2068a\u2069\n\u2068b\u2069', spans: [{ kind: 'bold', start: 5, end: 6 }] })
})

const bidi = fc
  .array(fc.constantFrom('a', 'ب', '1', ' ', '\n', '\u2067', '\u2068', '\u2069', '\u202b', '\u202c'))
  .map(units => units.join(''))

test('what was clean stays clean: no isolate is left open', () => {
  fc.assert(
    fc.property(richText(fc.oneof(fc.string(), anyUnits(30), bidi)), text => {
      const set = isolate(cleanRichText(text))
      expect(cleanRichText(set).text).toBe(set.text)
    }),
  )
})

test.each([
  ['ar', true],
  ['ar-EG', true],
  ['he', true],
  ['en', false],
  ['arn', false],
])('%s: %s', (language, expected) => {
  expect(isRightToLeft(language)).toBe(expected)
})
