/**
 * Makes what is kept beside answers coarser, until nothing of it is true of few people alone.
 */
import { FEWEST } from './suppress.ts'

/** What is kept beside an answer: area, age group, language… */
export type Cells = Readonly<Record<string, string>>

/** So many people of whom exactly this is known. */
export interface CellGroup {
  readonly cells: Cells
  readonly people: number
}

/**
 * For each group, what may still be kept of its people, in their order. Every combination that is left is true of
 * `FEWEST` at least; nothing at all is left of those who cannot be hidden otherwise, and of all where they are fewer than that.
 *
 * What comes last in `order` goes first, and only from those who need it.
 *
 * @param order  Names of cells. One that is not in it is never kept.
 */
export function coarsen(groups: readonly CellGroup[], order: readonly string[]): readonly Cells[] {
  const kept: Cells[] = groups.map(() => ({}))
  let open = groups.map((_, index) => index)
  for (let most = order.length; most > 0 && open.length > 0; most -= 1) {
    const names = order.slice(0, most)
    const together = Map.groupBy(open, index => nameOf(pick(groups[index]!.cells, names)))
    open = []
    for (const indexes of together.values()) {
      const cells = pick(groups[indexes[0]!]!.cells, names)
      if (peopleIn(groups, indexes) < FEWEST) open.push(...indexes)
      else for (const index of indexes) kept[index] = cells
    }
  }
  return hideTheRest(groups, kept)
}

/** Those of whom nothing is kept must not be few either: the smallest group that is left joins them. */
function hideTheRest(groups: readonly CellGroup[], kept: readonly Cells[]): readonly Cells[] {
  const combinations = [...Map.groupBy(groups.keys(), index => nameOf(kept[index]!)).entries()]
    .map(([name, indexes]) => ({ name, indexes, people: peopleIn(groups, indexes) }))
    .toSorted((a, b) => a.people - b.people || (a.name < b.name ? -1 : 1))
  const rest = combinations.find(({ name }) => name === NOTHING)
  if (!rest || rest.people >= FEWEST) return kept
  const joins = new Set(combinations.find(({ name }) => name !== NOTHING)?.indexes)
  return kept.map((cells, index) => (joins.has(index) ? {} : cells))
}

function pick(cells: Cells, names: readonly string[]): Cells {
  return Object.fromEntries(names.flatMap(name => (cells[name] === undefined ? [] : [[name, cells[name]]])))
}

/** Names come in one order from `pick`. */
function nameOf(cells: Cells): string {
  return JSON.stringify(Object.entries(cells))
}

const NOTHING = nameOf({})

function peopleIn(groups: readonly CellGroup[], indexes: readonly number[]): number {
  return indexes.reduce((sum, index) => sum + groups[index]!.people, 0)
}
