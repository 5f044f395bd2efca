import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FEWEST, linesOf, mayShowAnew, type Release, suppress } from '../../../src/core/panel/suppress.ts'

describe('what of a table may be shown', () => {
  test.each([
    ['nothing small, all shown', [2, 2], [20, 30, 40, 50], [20, 30, 40, 50]],
    [
      'a second cell goes along in row and column',
      [3, 3],
      [3, 30, 40, 20, 30, 40, 20, 31, 40],
      [null, null, 40, null, null, 40, 20, 31, 40],
    ],
    ['one row: the smallest goes along', [1, 3], [4, 30, 12], [null, 30, null]],
    ['two that are few together take a third along', [1, 4], [2, 3, 50, 60], [null, null, null, 60]],
    ['nothing left to go along', [1, 1], [4], [null]],
    ['nobody is a count too', [1, 3], [0, 25, 30], [null, null, 30]],
    [
      'in three dimensions each way is a line',
      [2, 2, 2],
      [3, 20, 30, 40, 50, 60, 70, 80],
      [null, null, null, null, null, null, null, null],
    ],
    ['no cells', [0], [], []],
  ])('%s', (_, sizes, counts, shown) => expect(suppress(counts, sizes)?.cells).toEqual(shown))

  test.each([
    ['a cell that grew by few is hidden, and another with it', [20, 30, 40], [23, 45, 60], [null, null, 60]],
    ['what did not change stays', [20, 30, 40], [20, 45, 40], [20, 45, 40]],
    ['enough came to each', [20, 30, 40], [30, 45, 50], [30, 45, 50]],
    ['few came to all of it', [20, 30, 40], [21, 32, 41], undefined],
    ['a few took their answers back', [20, 30, 40], [17, 30, 50], undefined],
    ['what hid a small one may be told of now, as enough came to both', [5, 30, 40], [16, 40, 40], [16, 40, 40]],
    ['few came to those that were hidden: a third goes with them', [8, 30, 40], [12, 33, 60], [null, null, null]],
  ])('%s', (_, before, now, shown) => {
    const first = suppress(before, [1, before.length])!
    expect(suppress(now, [1, now.length], [first])?.cells).toEqual(shown)
  })

  test.each([
    ['told of as many elsewhere', [90], [20, 30, 40]],
    ['told of ten fewer elsewhere', [80], [20, 30, 40]],
    ['told of few others elsewhere: it is not shown whole', [86], [null, null, 40]],
  ])('%s', (_, told, shown) => expect(suppress([20, 30, 40], [1, 3], [], told)?.cells).toEqual(shown))

  test('a group in which nobody answered hides no other', () => {
    const empty = [false, false, true, false, false, true]
    expect(suppress([20, 30, 0, 40, 50, 0], [2, 3], [], [], empty)?.cells).toEqual([20, 30, 0, 40, 50, 0])
  })

  const sizes = fc.oneof(
    fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 })),
    fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  )
  const cellsOf = (most: number) => (of: readonly number[]) => {
    const length = of.reduce((all, size) => all * size, 1)
    return fc.array(fc.oneof(fc.nat(most), fc.constant(0)), { minLength: length, maxLength: length })
  }
  const table = sizes.chain(of => fc.tuple(fc.constant(of), cellsOf(60)(of)))

  test('no small count is shown, and no line with a sum gives one away', () => {
    fc.assert(
      fc.property(table, ([of, counts]) => {
        const { cells } = suppress(counts, of)!
        for (const [cell, count] of cells.entries()) expect([null, counts[cell]]).toContain(count)
        for (const count of cells) expect(count === null || count >= FEWEST).toBe(true)
        for (const line of linesOf(of)) {
          const hidden = line.filter(cell => cells[cell] === null)
          if (hidden.length === 0 || hidden.length === line.length) continue
          expect(hidden.length).toBeGreaterThan(1)
          expect(hidden.reduce((sum, cell) => sum + counts[cell]!, 0)).toBeGreaterThanOrEqual(FEWEST)
        }
      }),
    )
  })

  /** What is known of a set of cells of a line; undefined where it is not. */
  function known({ cells, sums }: Release, some: readonly number[], line: readonly number[], n: number) {
    const hidden = line.filter(cell => cells[cell] === null)
    const within = some.filter(cell => cells[cell] === null)
    if (within.length > 0 && within.length < hidden.length) return undefined
    const shown = (of: readonly number[]) => of.reduce((sum, cell) => sum + (cells[cell] ?? 0), 0)
    return shown(some) + (within.length > 0 ? sums[n]! - shown(line) : 0)
  }

  function subsets(line: readonly number[]): readonly (readonly number[])[] {
    return Array.from({ length: 2 ** line.length - 1 }, (_, bits) => line.filter((__, at) => ((bits + 1) >> at) & 1))
  }

  test('no two releases differ by few in anything that both tell', () => {
    const waves = sizes.chain(of =>
      fc.tuple(fc.constant(of), fc.array(cellsOf(25)(of), { minLength: 2, maxLength: 6 })),
    )
    fc.assert(
      fc.property(waves, ([of, came]) => {
        const shown: Release[] = []
        let counts = came[0]!.map(() => 0)
        for (const more of came) {
          counts = counts.map((count, cell) => count + more[cell]!)
          const groups = counts.length / of[0]!
          const sum = (group: number) => counts.filter((_, cell) => cell % groups === group).reduce((a, b) => a + b, 0)
          const empty = counts.map((_, cell) => sum(cell % groups) === 0)
          const next = suppress(counts, of, shown, [], empty)
          if (next) shown.push(next)
        }
        for (const [n, line] of linesOf(of).entries()) {
          for (const [late, now] of shown.entries()) {
            for (const before of shown.slice(0, late)) {
              for (const some of subsets(line)) {
                const [a, b] = [known(before, some, line, n), known(now, some, line, n)]
                if (a !== undefined && b !== undefined) expect(b === a || b - a >= FEWEST).toBe(true)
              }
            }
          }
        }
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    [10, undefined, true],
    [9, undefined, false],
    [19, 10, false],
    [20, 10, true],
  ])('%s people, last shown at %s: anew %s', (now, before, may) => expect(mayShowAnew(now, before)).toBe(may))
})
