/**
 * What of a table of counts may be shown, so that nobody can be found in it.
 *
 * A count of few people says much about each of them. It is hidden, and with it whatever would give it away: where the
 * sum of a line is known, a single hidden cell is the sum less the others, so that a second one goes with it.
 */

/** People per row and column. Rows are of one length. */
export type Counts = readonly (readonly number[])[]

/** `null` where a count is hidden. */
export type Shown = readonly (readonly (number | null)[])[]

/** A count below this is of few people. Nobody at all is a count like any other: of them, everybody is known not to be there. */
export const FEWEST = 10

/**
 * Hides every count under `FEWEST`, and those that would give one away by the sums of rows and columns.
 *
 * Of the cells that could go along, the smallest is hidden: the least is lost. Where a line has nothing left to hide
 * along, its one small count stays hidden and the sum of that line must not be shown: `maySumUp` tells.
 */
export function suppress(counts: Counts): Shown {
  const hidden = counts.map(row => row.map(count => count < FEWEST))
  const lines = linesOf(counts)
  for (let changed = true; changed; ) {
    changed = false
    for (const line of lines) {
      if (!givesAway(counts, hidden, line)) continue
      const along = line
        .filter(([row, column]) => !hidden[row]?.[column])
        .toSorted(([r, c], [s, d]) => (counts[r]?.[c] ?? 0) - (counts[s]?.[d] ?? 0))[0]
      const [row, column] = along ?? []
      const cells = row === undefined ? undefined : hidden[row]
      if (!cells || column === undefined) continue
      cells[column] = true
      changed = true
    }
  }
  return counts.map((cells, row) => cells.map((count, column) => (hidden[row]?.[column] ? null : count)))
}

/** True where the sum of a line of `suppress`ed counts may be shown beside it. */
export function maySumUp(counts: readonly number[], shown: readonly (number | null)[]): boolean {
  const hidden = counts.filter((_, index) => shown[index] === null)
  return hidden.length === 0 || (hidden.length > 1 && sum(hidden) >= FEWEST)
}

type Cell = readonly [row: number, column: number]

function linesOf(counts: Counts): readonly (readonly Cell[])[] {
  const rows = counts.map((cells, row) => cells.map((_, column): Cell => [row, column]))
  const columns = (counts[0] ?? []).map((_, column) => counts.map((_, row): Cell => [row, column]))
  return [...rows, ...columns]
}

/** One hidden cell is the sum less the others; several that are few together are as telling. */
function givesAway(counts: Counts, hidden: readonly (readonly boolean[])[], line: readonly Cell[]): boolean {
  const behind = line.filter(([row, column]) => hidden[row]?.[column])
  if (behind.length === 0) return false
  return behind.length === 1 || sum(behind.map(([row, column]) => counts[row]?.[column] ?? 0)) < FEWEST
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
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
