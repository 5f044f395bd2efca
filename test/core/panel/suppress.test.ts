import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FEWEST, mayShowAnew, type Release, type Standing, suppress } from '../../../src/core/panel/suppress.ts'
import { cellAt, isSum, linesOf, type Shape, withSums } from '../../../src/core/panel/table-shape.ts'
import { determined } from '../../support/determined.ts'

/** Counts without sums, as they are read; sums are known. */
function table(sizes: readonly number[], counts: readonly number[], sums: Standing | undefined = 'told') {
  const shape: Shape = sizes.map(size => ({ size: size + 1, addsUp: true }))
  const inner = sizes.map(size => ({ size, addsUp: false }))
  const all = withSums(shape, place => counts[cellAt(inner, place)] ?? 0)
  return { shape, counts: all, standing: all.map((_, cell) => (isSum(shape, cell) ? sums : undefined)) }
}

/** What is shown without sums. */
function shownOf({ shape }: { readonly shape: Shape }, release: Release | undefined) {
  return release?.filter((_, cell) => !isSum(shape, cell))
}

describe('what of a table may be shown', () => {
  test.each([
    ['nothing small, all shown', [2, 2], [20, 30, 40, 50], [20, 30, 40, 50]],
    [
      'a small one hides a rectangle of the fewest people',
      [3, 3],
      [3, 30, 40, 20, 30, 40, 20, 31, 40],
      [null, null, 40, null, null, 40, 20, 31, 40],
    ],
    ['one line: the smallest goes along', [3], [4, 30, 12], [null, 30, null]],
    ['two that are few together take a third along', [4], [2, 3, 50, 60], [null, null, null, 60]],
    ['nothing left to go along: nothing is told', [1], [4], undefined],
    ['nobody is a count too', [3], [0, 25, 30], [null, null, 30]],
    ['in three dimensions it is a box', [2, 2, 2], [3, 20, 30, 40, 50, 60, 70, 80], Array(8).fill(null)],
    [
      'rows and columns that hide two each, and one less the other would tell a small one',
      [4, 4],
      [5, 5, 3, 50, 5, 5, 50, 50, 50, 50, 5, 5, 50, 50, 5, 5],
      [null, null, null, 50, null, null, null, 50, 50, 50, null, null, 50, 50, null, null],
    ],
  ])('%s', (_, sizes, counts, shown) => {
    const one = table(sizes, counts)
    expect(shownOf(one, suppress(one))).toEqual(shown)
  })

  test.each([
    ['a cell that grew by few is hidden, and another with it', [20, 30, 40], [23, 45, 60], [null, null, 60]],
    ['what did not change stays', [20, 30, 40], [20, 45, 40], [20, 45, 40]],
    ['enough came to each', [20, 30, 40], [30, 45, 50], [30, 45, 50]],
    ['few came to all of it, which is told elsewhere', [20, 30, 40], [21, 32, 41], [null, null, null]],
    ['a few took their answers back', [20, 30, 40], [17, 30, 50], [null, null, null]],
    ['what hid a small one may be told of now, as enough came to both', [5, 30, 40], [16, 40, 40], [16, 40, 40]],
    ['few came to those that were hidden: a third goes with them', [8, 30, 40], [12, 33, 60], [null, null, null]],
  ])('%s', (_, before, now, shown) => {
    const first = suppress(table([before.length], before))!
    const second = table([now.length], now)
    expect(shownOf(second, suppress(second, [first]))).toEqual(shown)
  })

  test('a group in which nobody answered hides no other, and is none to hide behind', () => {
    const one = table([2, 3], [20, 30, 0, 40, 50, 0])
    const standing = one.standing.map((is, cell) => (cell % 4 === 2 ? 'empty' : is))
    expect(shownOf(one, suppress({ ...one, standing }))).toEqual([20, 30, 0, 40, 50, 0])
    const few = table([2, 3], [20, 3, 0, 40, 50, 0])
    expect(shownOf(few, suppress({ ...few, standing }))).toEqual([null, null, 0, null, null, 0])
  })

  test('what another table hides is hidden here as well', () => {
    const one = table([2, 2], [20, 30, 40, 50])
    // The sums of both columns: what lies in them must not tell them.
    const standing = one.standing.map((is, cell) => (cell === 6 || cell === 7 ? 'hidden' : is))
    expect(suppress({ ...one, standing })).toEqual([null, null, 50, 40, 50, 90, null, null, 140])
  })

  const sizes = fc.oneof(
    fc.tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 2, max: 6 })),
    fc.tuple(fc.integer({ min: 2, max: 3 }), fc.integer({ min: 2, max: 3 }), fc.integer({ min: 2, max: 3 })),
  )
  const counts = fc.array(fc.oneof(fc.nat(60), fc.nat(9), fc.constant(0)), { minLength: 36, maxLength: 36 })

  test('no small count is shown, none is told by the sums, nor several that are few together', () => {
    fc.assert(
      fc.property(sizes, counts, (of, all) => {
        const one = table(of, all)
        const cells = suppress(one)!
        for (const [cell, count] of cells.entries()) {
          expect([null, one.counts[cell]]).toContain(count)
          if (one.standing[cell] === undefined) expect(count === null || count >= FEWEST).toBe(true)
        }
        const lines = linesOf(one.shape).map(
          line => new Map([...line.cells.map(cell => [cell, 1] as const), [line.sum, -1]]),
        )
        const hidden = [...cells.keys()].filter(cell => cells[cell] === null)
        const told = determined(lines, hidden)
        expect([...told]).toEqual([])
        for (const { cells: line } of linesOf(one.shape)) {
          const behind = line.filter(cell => cells[cell] === null)
          if (behind.length === 0 || behind.length === line.length) continue
          expect(behind.reduce((sum, cell) => sum + one.counts[cell]!, 0)).toBeGreaterThanOrEqual(FEWEST)
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
