/**
 * How a table of counts is laid out: cells in a row, the last dimension running fastest. Along a dimension that adds up, its
 * last place holds the sum of the others.
 */

export interface Dimensioned {
  /** Places along it, that of the sum included. */
  readonly size: number
  readonly addsUp: boolean
}

export type Shape = readonly Dimensioned[]

/** Cells that differ in one dimension alone, and their sum. */
export interface TableLine {
  readonly cells: readonly number[]
  readonly sum: number
}

export function cellCount(shape: Shape): number {
  return shape.reduce((all, { size }) => all * size, 1)
}

/** The place of a cell along each dimension. */
export function placeOf(shape: Shape, cell: number): readonly number[] {
  const place: number[] = []
  let rest = cell
  for (const { size } of shape.toReversed()) {
    place.unshift(rest % size)
    rest = Math.floor(rest / size)
  }
  return place
}

export function cellAt(shape: Shape, place: readonly number[]): number {
  return shape.reduce((cell, { size }, dimension) => cell * size + (place[dimension] ?? 0), 0)
}

/** True where the cell is a sum along a dimension. */
export function isSum(shape: Shape, cell: number): boolean {
  return placeOf(shape, cell).some((at, dimension) => isSumAt(shape[dimension], at))
}

function isSumAt(dimension: Dimensioned | undefined, at: number): boolean {
  return dimension?.addsUp === true && at === dimension.size - 1
}

/** Every line that adds up. */
export function linesOf(shape: Shape): readonly TableLine[] {
  const all = Array.from({ length: cellCount(shape) }, (_, cell) => cell)
  return shape.flatMap(({ size, addsUp }, dimension) => {
    if (!addsUp) return []
    const step = cellCount(shape.slice(dimension + 1))
    return all
      .filter(cell => Math.floor(cell / step) % size === size - 1)
      .map(sum => ({ sum, cells: Array.from({ length: size - 1 }, (_, n) => sum - (size - 1 - n) * step) }))
  })
}

/** How far it is to the other places along each dimension that adds up, in cells. */
export function waysFrom(shape: Shape, cell: number): readonly (readonly number[])[] {
  const place = placeOf(shape, cell)
  return shape.flatMap(({ size, addsUp }, dimension) => {
    const step = cellCount(shape.slice(dimension + 1))
    const at = place[dimension]!
    return addsUp ? [Array.from({ length: size }, (_, n) => (n - at) * step).filter(by => by !== 0)] : []
  })
}

/** A table's counts with their sums, from those of its cells. @param inner  Without sums, the last dimension running fastest. */
export function withSums(shape: Shape, inner: (place: readonly number[]) => number): readonly number[] {
  const counts = Array.from({ length: cellCount(shape) }, (_, cell) =>
    isSum(shape, cell) ? 0 : inner(placeOf(shape, cell)),
  )
  // Along one dimension after the other, so that the sums are summed up as well.
  for (const [dimension, { size, addsUp }] of shape.entries()) {
    if (!addsUp) continue
    const step = cellCount(shape.slice(dimension + 1))
    for (const cell of counts.keys()) {
      if (Math.floor(cell / step) % size !== size - 1) continue
      for (let n = 1; n < size; n += 1) counts[cell]! += counts[cell - n * step]!
    }
  }
  return counts
}
