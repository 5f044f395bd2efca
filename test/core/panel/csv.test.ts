import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csv } from '../../../src/core/panel/csv.ts'

test.each([
  ['plain words', 'The park', 'The park'],
  ['what separates', 'one, two', '"one, two"'],
  ['quotes and lines', 'say "no"\nagain', '"say ""no""\nagain"'],
  ['a formula', '=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
  ['each way to begin one', '+1+1', "'+1+1"],
  ['a call', '@SUM(A1)', "'@SUM(A1)"],
  ['a hidden one', '\t=1', "'\t=1"],
  ['a number below nothing is no formula', '-5', '-5'],
  ['letters of all scripts', 'حديقة', 'حديقة'],
])('%s', (_, value, written) => expect(csv([[value]])).toBe(`\ufeff${written}\r\n`))

test('no cell begins as a formula does', () => {
  fc.assert(
    fc.property(fc.string(), value => {
      const written = csv([[value]]).slice(1)
      expect(/^"?[=+@\t\r](?!\n)/.test(written)).toBe(false)
    }),
  )
})
