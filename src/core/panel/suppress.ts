/**
 * What of a table of counts may be shown, so that nobody can be found in it, nor in what changed since it was last shown.
 *
 * A count of few people says much about each of them. It is hidden, and with it whatever would give it away by the sums
 * that are known: every hidden cell is a corner of a box of hidden cells (a rectangle in a table of two dimensions), whose
 * corners could all be one more and one less in turn without any sum telling. That is the hypercube method (S. Giessing,
 * D. Repsilber: Tools and strategies to protect multiple tables with the GHQUAR cell suppression engine, 2002). The same
 * holds for what came in between two releases of the table: of every part of a line whose count both tell, the difference
 * is nobody or `FEWEST` at least.
 */
import { linesOf, type Shape, type TableLine, waysFrom } from './table-shape.ts'

/** A count below this is of few people. Nobody is a count like any other: of who belongs there, it is known that they chose otherwise. */
export const FEWEST = 10

/**
 * How a cell stands elsewhere: told there, or hidden there, which holds here as well; or of a group in which nobody
 * answered at all, so that its zero tells of no answer.
 */
export type Standing = 'told' | 'hidden' | 'empty'

/** People per cell, its sums among them. */
export interface Table {
  readonly shape: Shape
  readonly counts: readonly number[]
  readonly standing: readonly (Standing | undefined)[]
}

/** A table as it was shown: `null` where a count is hidden. */
export type Release = readonly (number | null)[]

/**
 * Hides every count under `FEWEST`, those that would give one away by the sums of lines, and those that would by what
 * was shown before. Of the cells that could go along, those of the fewest people go: the least is lost.
 *
 * @param earlier  All that was ever shown of this table.
 * @returns Undefined where nothing of it may be shown.
 */
export function suppress(table: Table, earlier: readonly Release[] = []): Release | undefined {
  const { shape, counts, standing } = table
  const lines = linesOf(shape).filter(({ cells, sum }) => [...cells, sum].some(cell => standing[cell] === undefined))
  const hidden = counts.map(
    (count, cell) =>
      standing[cell] === 'hidden' ||
      (standing[cell] === undefined && (count < FEWEST || earlier.some(one => isTelling(count, one[cell])))),
  )
  const boxed = new Set<number>()
  for (let known = -1; known !== hidden.filter(Boolean).length; ) {
    known = hidden.filter(Boolean).length
    for (const cell of hidden.keys()) {
      if (!hidden[cell] || boxed.has(cell)) continue
      const box = cheapestBox(table, hidden, cell)
      if (!box) return undefined
      for (const corner of box) {
        hidden[corner] = true
        boxed.add(corner)
      }
    }
    for (const line of lines) {
      while (givesAway(table, hidden, line, earlier)) {
        const along = nextIn(table, hidden, line)
        if (along === undefined) return undefined
        hidden[along] = true
      }
    }
  }
  return counts.map((count, cell) => (hidden[cell] ? null : count))
}

interface Box {
  readonly corners: readonly number[]
  /** People who are hidden along. */
  readonly cost: number
}

/** Corners of the box around a cell that takes the fewest people along; nothing where there is none. */
function cheapestBox(
  { shape, counts, standing }: Table,
  hidden: readonly boolean[],
  cell: number,
): readonly number[] | undefined {
  let best: Box | undefined
  const look = ({ corners, cost }: Box, [way, ...rest]: readonly (readonly number[])[]): void => {
    if (best && cost >= best.cost) return
    if (!way) {
      best = { corners, cost }
      return
    }
    for (const by of way) {
      const across = corners.map(corner => corner + by)
      const more = across.filter(corner => !hidden[corner])
      if (more.every(corner => standing[corner] === undefined))
        look({ corners: [...corners, ...across], cost: cost + sumOf(counts, more) }, rest)
    }
  }
  look({ corners: [cell], cost: 0 }, waysFrom(shape, cell))
  return best?.corners
}

/** Several that are few together are as telling as one; so is what came to them since. */
function givesAway(
  { counts, standing }: Table,
  hidden: readonly boolean[],
  { cells, sum }: TableLine,
  earlier: readonly Release[],
): boolean {
  const isAll = (some: readonly number[]) => cells.every(cell => standing[cell] === 'empty' || some.includes(cell))
  const behind = cells.filter(cell => hidden[cell])
  // All of a line tell its sum, which is a cell of its own.
  if (!hidden[sum] && behind.length > 0 && !isAll(behind) && sumOf(counts, behind) < FEWEST) return true
  return blocksOf(hidden, { cells, sum }, earlier).some(
    block => !isAll(block.cells) && isTelling(signedSum(counts, block.cells, sum), block.before),
  )
}

/** Cells of which only the sum is known, now or before, and what it was then. The sum of a line counts against its cells. */
interface Block {
  readonly cells: readonly number[]
  readonly before: number
}

/** What of a line can be compared with what earlier releases told of it. */
function blocksOf(
  hidden: readonly boolean[],
  { cells, sum }: TableLine,
  earlier: readonly Release[],
): readonly Block[] {
  const line = [...cells, sum]
  const now = line.filter(cell => hidden[cell])
  return earlier.flatMap(release => {
    const then = line.filter(cell => release[cell] === null)
    const told = (some: readonly number[]) => signedSum(release, some, sum)
    const thenHidden = -told(line)
    const both = [...new Set([...now, ...then])]
    if (now.some(cell => then.includes(cell))) return [{ cells: both, before: told(both) + thenHidden }]
    return [
      { cells: now, before: told(now) },
      { cells: then, before: thenHidden },
    ].filter(block => block.cells.length > 0)
  })
}

/** What goes along in a line: what costs the fewest people. */
function nextIn({ counts, standing }: Table, hidden: readonly boolean[], { cells }: TableLine): number | undefined {
  return cells
    .filter(cell => !hidden[cell] && standing[cell] === undefined)
    .toSorted((a, b) => (counts[a] ?? 0) - (counts[b] ?? 0))[0]
}

function signedSum(counts: readonly (number | null)[], cells: readonly number[], sum: number): number {
  return cells.reduce((all, cell) => all + (cell === sum ? -1 : 1) * (counts[cell] ?? 0), 0)
}

function sumOf(counts: readonly number[], cells: readonly number[]): number {
  return cells.reduce((sum, cell) => sum + (counts[cell] ?? 0), 0)
}

/** True where the difference of the two is of few people. */
function isTelling(now: number, before: number | null | undefined): boolean {
  if (before === null || before === undefined || now === before) return false
  return Math.abs(now - before) < FEWEST
}

/**
 * True where a group's results may be shown anew: what came since they were last shown is of `FEWEST` people at least,
 * so that the difference between the two tells of no few either.
 *
 * @param before  People in the group when it was last shown; undefined where it never was.
 */
export function mayShowAnew(now: number, before: number | undefined): boolean {
  return now - (before ?? 0) >= FEWEST
}
