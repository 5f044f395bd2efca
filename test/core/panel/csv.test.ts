import fc from 'fast-check'
import { expect, test } from 'vitest'
import { csv, csvLines } from '../../../src/core/panel/csv.ts'

test.each([
  ['plain words', 'The park', 'The park'],
  ['what separates', 'one, two', '"one, two"'],
  ['quotes and lines', 'say "no"\nagain', '"say ""no""\nagain"'],
  ['a formula', '=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
  ['each way to begin one', '+1+1', "'+1+1"],
  ['a call', '@SUM(A1)', "'@SUM(A1)"],
  ['a hidden one', '\t=1', "'\t=1"],
  ['one below an empty line', '\n=1', '"\'\n=1"'],
  ['a wide one', '＝1+1', "'＝1+1"],
  ['a number below nothing is no formula', '-5', '-5'],
  ['letters of all scripts', 'حديقة', 'حديقة'],
])('%s', (_, value, written) => expect(csvLines([[value]])).toBe(`${written}\r\n`))

test('a table begins with a byte order mark and its head, and goes on in pieces', async () => {
  expect(await Array.fromAsync(csv(['a', 'b'], [[['1', '2']], [], [['3', '4']]]))).toEqual([
    '\ufeffa,b\r\n',
    '1,2\r\n',
    '',
    '3,4\r\n',
  ])
})

test('no cell begins as a formula does', () => {
  fc.assert(
    fc.property(fc.string(), value => {
      const written = csvLines([[value]])
      expect(/^"?[=+@\t\r\n＝＋－＠](?!\n)/.test(written)).toBe(false)
    }),
  )
})
