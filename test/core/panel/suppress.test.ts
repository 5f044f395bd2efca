import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FEWEST, mayShowAnew, maySumUp, suppress } from '../../../src/core/panel/suppress.ts'

describe('what of a table may be shown', () => {
  test.each([
    [
      'nothing small, all shown',
      [
        [20, 30],
        [40, 50],
      ],
      [
        [20, 30],
        [40, 50],
      ],
    ],
    [
      'a second cell goes along in row and column',
      [
        [3, 30, 40],
        [20, 30, 40],
        [20, 31, 40],
      ],
      [
        [null, null, 40],
        [null, null, 40],
        [20, 31, 40],
      ],
    ],
    ['one row: the smallest goes along', [[4, 30, 12]], [[null, 30, null]]],
    ['two that are few together take a third along', [[2, 3, 50, 60]], [[null, null, null, 60]]],
    ['nothing left to go along', [[4]], [[null]]],
    ['nobody is a count too', [[0, 25, 30]], [[null, null, 30]]],
    ['no rows', [], []],
  ])('%s', (_, counts, shown) => expect(suppress(counts)).toEqual(shown))

  const table = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(fc.nat(60), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    )

  test('no small count is shown, and no line with a sum gives one away', () => {
    fc.assert(
      fc.property(table, counts => {
        const shown = suppress(counts)
        const lines = [
          ...counts.map((row, r) => [row, shown[r]!] as const),
          ...counts[0]!.map((_, c) => [counts.map(row => row[c]!), shown.map(row => row[c]!)] as const),
        ]
        for (const [real, seen] of lines) {
          for (const count of seen) expect(count === null || count >= FEWEST).toBe(true)
          const hidden = real.filter((_, n) => seen[n] === null)
          const known = hidden.length > 0 && hidden.length < real.length
          if (known && maySumUp(real, seen)) {
            expect(hidden.length).toBeGreaterThan(1)
            expect(hidden.reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(FEWEST)
          }
          // A line that still has something to hide along keeps no single hidden cell.
          if (hidden.length === 1) expect(real.length).toBe(1)
        }
      }),
    )
  })

  test('what is shown is as it is', () => {
    fc.assert(
      fc.property(table, counts => {
        for (const [r, row] of suppress(counts).entries()) {
          for (const [c, count] of row.entries()) expect([null, counts[r]![c]]).toContain(count)
        }
      }),
    )
  })

  test.each([
    [10, undefined, true],
    [9, undefined, false],
    [19, 10, false],
    [20, 10, true],
  ])('%s people, last shown at %s: anew %s', (now, before, may) => expect(mayShowAnew(now, before)).toBe(may))
})
