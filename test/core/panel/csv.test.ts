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
  ['a hidden one', '\t=1', '"\t\'=1"'],
  ['one behind spaces', ' =1', "' =1"],
  ['one below an empty line', '\n=1', '"\n\'=1"'],
  ['one where others part cells', 'x;=1+1', '"x;\'=1+1"'],
  ['one in quotes there', 'x; "=1";y', '"x;\' ""=1"";y"'],
  ['what others part cells at', 'rest; shade', '"rest; shade"'],
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

/** Ways to write something that a spreadsheet might work out. */
const tricky = fc.string({
  unit: fc.constantFrom(...'=+-@＝＋－＠;؛；|,\t\r\n"\' x1', '\u2028'),
  maxLength: 12,
})
const NUMBER = /^-?\d+(\.\d+)?$/
const isFormula = (cell: string) => /^["\s]*[=+\-@＝＋－＠]/.test(cell) && !NUMBER.test(cell)

test.each([
  ['semicolons', ';'],
  ['tabs', '\t'],
  ['bars', '|'],
  ['Arabic semicolons', '؛'],
  ['wide semicolons', '；'],
])('where %s part cells, and quotes within a line are not seen, no cell is a formula', (_, mark) => {
  fc.assert(
    fc.property(tricky, tricky, (one, other) => {
      const lines = csvLines([[one, 'x', other]]).split(/[\r\n\v\f\u0085\u2028\u2029]/)
      expect(lines.flatMap(line => line.split(mark)).filter(isFormula)).toEqual([])
    }),
  )
})

test('read as it is written, no cell is a formula, and nothing else is changed', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(tricky, fc.string()), { minLength: 1, maxLength: 4 }), values => {
      const cells = read(csvLines([values]))
      expect(cells.filter(isFormula)).toEqual([])
      expect(cells.map(cell => cell.replaceAll("'", ''))).toEqual(values.map(value => value.replaceAll("'", '')))
    }),
  )
})

/** One line, as RFC 4180 has it. */
function read(line: string): readonly string[] {
  const cells = `,${line.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",]*))/g)
  return [...cells].map(([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain)
}
