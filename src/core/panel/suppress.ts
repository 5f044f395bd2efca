/**
 * What of a table of counts may be shown, so that nobody can be found in it, nor in what changed since it was last shown.
 *
 * A count of few people says much about each of them. It is hidden, and with it whatever would give it away: where the
 * sum of a line is known, a single hidden cell is the sum less the others, so that a second one goes with it. The same
 * holds for what came in between two releases of the table: of every group whose count both tell, the difference is
 * nobody or `FEWEST` at least.
 */

/** A count below this is of few people. Nobody is a count like any other: of who belongs there, it is known that they chose otherwise. */
export const FEWEST = 10

/** A table as it was shown. */
export interface Release {
  /** `null` where a count is hidden. */
  readonly cells: readonly (number | null)[]
  /** Of each line, in the order of `linesOf`: taken for known, whether they are shown or not. */
  readonly sums: readonly number[]
}

/**
 * Hides every count under `FEWEST`, those that would give one away by the sums of lines, and those that would by what
 * was shown before. Of the cells that could go along, one in whose other lines something is hidden already goes first, then
 * the smallest: the least is lost.
 *
 * @param counts  People per cell of a table of any number of dimensions, the last one running fastest.
 * @param sizes  Cells along each dimension.
 * @param earlier  All that was ever shown of this table.
 * @param told  People of each part of the first dimension as they were told elsewhere, at another moment: such a part is
 *   not shown whole where its sum differs by few.
 * @param empty  Cells of groups in which nobody answered at all: their zeros tell of no answer.
 * @returns Undefined where nothing new may be shown: what was shown last stands.
 */
export function suppress(
  counts: readonly number[],
  sizes: readonly number[],
  earlier: readonly Release[] = [],
  told: readonly number[] = [],
  empty: readonly boolean[] = [],
): Release | undefined {
  const lines = linesOf(sizes)
  const parts = told.map((_, part) => partOf(counts, told.length, part))
  const hidden = counts.map(
    (count, cell) => (count < FEWEST && !empty[cell]) || earlier.some(one => isTelling(count, one.cells[cell])),
  )
  const crossing = counts.map((_, cell) => lines.filter(line => line.includes(cell)))
  const nextIn = (line: readonly number[]) => {
    const rank = (cell: number) => [
      Number(!earlier.some(({ cells }) => cells[cell] === null)),
      Number(!crossing[cell]?.some(other => other !== line && other.some(one => hidden[one]))),
      counts[cell] ?? 0,
    ]
    return line
      .filter(cell => !hidden[cell] && !empty[cell])
      .map(cell => ({ cell, rank: rank(cell) }))
      .toSorted((a, b) => compare(a.rank, b.rank))[0]?.cell
  }
  for (let changed = true; changed; ) {
    changed = false
    for (const [part, cells] of parts.entries()) {
      if (cells.some(cell => hidden[cell]) || !isTelling(sumOf(counts, cells), told[part])) continue
      const along = nextIn(cells)
      if (along === undefined) continue
      hidden[along] = true
      changed = true
    }
    for (const [n, line] of lines.entries()) {
      if (!givesAway(counts, hidden, line, blocksOf(line, hidden, earlier, n))) continue
      const along = nextIn(line)
      if (along === undefined) continue
      hidden[along] = true
      changed = true
    }
  }
  // A line in which nothing is left to hide still tells what came to it as a whole.
  if (lines.some((line, n) => blocksOf(line, hidden, earlier, n).some(block => tellsChange(counts, block)))) return
  return {
    cells: counts.map((count, cell) => (hidden[cell] ? null : count)),
    sums: lines.map(line => sumOf(counts, line)),
  }
}

/** Cells whose sum is known, or easily found: those that differ in one dimension alone. */
export function linesOf(sizes: readonly number[]): readonly (readonly number[])[] {
  return sizes.flatMap((size, dimension) => {
    const step = product(sizes.slice(dimension + 1))
    const starts = Array.from({ length: product(sizes) }, (_, cell) => cell).filter(
      cell => Math.floor(cell / step) % size === 0,
    )
    return size < 2 ? [] : starts.map(start => Array.from({ length: size }, (_, n) => start + n * step))
  })
}

/** The cells of one part of the first dimension. */
function partOf(counts: readonly number[], parts: number, part: number): readonly number[] {
  const length = counts.length / parts
  return Array.from({ length }, (_, n) => part * length + n)
}

/** Cells of which only the sum is known, now or before, and what it was then. */
interface Block {
  readonly cells: readonly number[]
  readonly before: number
}

/** What of a line can be compared with what an earlier release told of it. */
function blocksOf(
  line: readonly number[],
  hidden: readonly boolean[],
  earlier: readonly Release[],
  n: number,
): readonly Block[] {
  const now = line.filter(cell => hidden[cell])
  return earlier.flatMap(({ cells, sums }) => {
    const then = line.filter(cell => cells[cell] === null)
    const known = (some: readonly number[]) => some.reduce((sum, cell) => sum + (cells[cell] ?? 0), 0)
    const thenHidden = (sums[n] ?? 0) - known(line)
    const both = [...new Set([...now, ...then])]
    if (now.some(cell => then.includes(cell))) return [{ cells: both, before: known(both) + thenHidden }]
    return [
      { cells: now, before: known(now) },
      { cells: then, before: thenHidden },
    ].filter(block => block.cells.length > 0)
  })
}

/** One hidden cell is the sum less the others; several that are few together are as telling; so is what came to them. */
function givesAway(
  counts: readonly number[],
  hidden: readonly boolean[],
  line: readonly number[],
  blocks: readonly Block[],
): boolean {
  if (blocks.some(block => tellsChange(counts, block))) return true
  const behind = line.filter(cell => hidden[cell])
  return behind.length === 1 || (behind.length > 1 && sumOf(counts, behind) < FEWEST)
}

function compare(a: readonly number[], b: readonly number[]): number {
  return a.map((value, n) => value - (b[n] ?? 0)).find(difference => difference !== 0) ?? 0
}

function tellsChange(counts: readonly number[], { cells, before }: Block): boolean {
  return isTelling(sumOf(counts, cells), before)
}

/** True where the difference of the two is of few people. */
function isTelling(now: number, before: number | null | undefined): boolean {
  if (before === null || before === undefined || now === before) return false
  return Math.abs(now - before) < FEWEST
}

function sumOf(counts: readonly number[], cells: readonly number[]): number {
  return cells.reduce((sum, cell) => sum + (counts[cell] ?? 0), 0)
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1)
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
