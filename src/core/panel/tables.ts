/**
 * All tables of a wave as of one moment: of who came to the end and of each question, by each thing that people are and by
 * each two of them.
 *
 * They are made together, for the sums of one are the cells of another: what a table by one thing hides stays hidden in the
 * tables by two, and what the table of all people hides stays hidden in those of questions that everybody answered. So no
 * table has to be compared with another of another moment: of each moment the smaller ones tell all that the larger do.
 */
import type { Cells } from './coarsen.ts'
import { type Cut, cutKey, cutsOf, type Dimension, groupsOf, NOT_TOLD } from './cut.ts'
import { type Middle, middleOf } from './middle.ts'
import { FEWEST, type Release, type Standing, suppress } from './suppress.ts'
import { cellAt, cellCount, isSum, placeOf, type Shape, withSums } from './table-shape.ts'

/** People who are alike and answered alike. */
export interface Alike {
  /** Its key; empty: that they came to the end. */
  readonly question: string
  /** Its key, or a number; empty: that they answered the question at all. */
  readonly option: string
  readonly cells: Cells
  readonly people: number
}

export interface TableQuestion {
  readonly key: string
  /** How many options somebody may choose; a number has none. */
  readonly chooses: 'one' | 'several' | 'number'
  readonly options: readonly string[]
}

/** A table as it was told. */
export interface CutRelease {
  readonly question: string
  readonly cut: string
  /** Of its moment: who had come to the end. */
  readonly people: number
  readonly groups: readonly (readonly string[])[]
  /** Options by groups; null where a count is hidden. */
  readonly cells: Release
  /** Sums of its lines in their order, likewise. */
  readonly sums: Release
  /** Of numbers, by group; null where the group is not told. */
  readonly middles: readonly (Middle | null)[] | null
}

/** Those who came to the end, as a question that everybody answered in one way. */
const EVERYBODY: TableQuestion = { key: '', chooses: 'number', options: [] }

interface Counted {
  /** People by question. */
  readonly rows: ReadonlyMap<string, readonly Grouped[]>
  readonly people: number
}

/** The place of its people along each dimension. */
interface Grouped extends Alike {
  readonly at: ReadonlyMap<string, number>
}

/**
 * @param questions  Those that may be told anew.
 * @param earlier  All that was ever told of the wave, the last one last.
 * @returns  Those that may be told; nothing where they tell of no more people than those that were told last.
 */
export function tablesOf(
  alike: readonly Alike[],
  {
    dimensions,
    questions,
  }: { readonly dimensions: readonly Dimension[]; readonly questions: readonly TableQuestion[] },
  earlier: readonly CutRelease[],
): readonly CutRelease[] {
  const known = dimensions.filter(one => alike.every(({ cells }) => groupAt(one, cells) !== undefined))
  const counted = countedBy(alike, known)
  const before = Map.groupBy(earlier, nameOf)
  const made = new Map<string, CutRelease>()
  for (const question of [EVERYBODY, ...questions]) {
    for (const cut of cutsOf(known)) {
      const release = tableOf(
        question,
        cut,
        counted,
        made,
        before.get(nameOf({ question: question.key, cut: cutKey(cut) })),
      )
      if (release) made.set(nameOf(release), release)
    }
  }
  const tables = [...made.values()]
  const more = tables.reduce((sum, one) => sum + toldIn(one) - toldIn(before.get(nameOf(one))?.at(-1)), 0)
  return more > 0 ? tables : []
}

function nameOf({ question, cut }: Pick<CutRelease, 'question' | 'cut'>): string {
  return `${question} ${cut}`
}

function toldIn(release: CutRelease | undefined): number {
  return release?.cells.reduce<number>((sum, count) => sum + (count ?? 0), 0) ?? 0
}

function groupAt({ key, groups }: Dimension, cells: Cells): number | undefined {
  const at = groups.indexOf(cells[key] ?? NOT_TOLD)
  const found = at === -1 ? groups.indexOf(NOT_TOLD) : at
  return found === -1 ? undefined : found
}

function countedBy(alike: readonly Alike[], dimensions: readonly Dimension[]): Counted {
  const grouped = alike.map(one => ({
    ...one,
    at: new Map(dimensions.map(dimension => [dimension.key, groupAt(dimension, one.cells)!])),
  }))
  const rows = Map.groupBy(grouped, ({ question }) => question)
  return { rows, people: peopleIn(rows.get('') ?? []) }
}

/** @param earlier  Of this table. */
function tableOf(
  question: TableQuestion,
  cut: Cut,
  { rows, people }: Counted,
  made: ReadonlyMap<string, CutRelease>,
  earlier: readonly CutRelease[] = [],
): CutRelease | undefined {
  const groups = groupsOf(cut)
  const last = earlier.at(-1)
  // The place file has other groups by now: a table of those beside the one before could tell of few.
  if (last && JSON.stringify(last.groups) !== JSON.stringify(groups)) return undefined
  const all = rows.get(question.key) ?? []
  const answered = all.filter(({ option }) => option === '')
  const shape = shapeOf(question, cut)
  const counts = countsOf(shape, cut, question.options, question.chooses === 'number' ? answered : all)
  const groupShape = shapeOf(EVERYBODY, cut)
  const inGroup = countsOf(groupShape, cut, [], answered)
  const isOfAll = question.key !== '' && peopleIn(answered) === people
  const standing = counts.map((_, cell) => {
    const place = placeOf(shape, cell)
    const isEmpty = inGroup[cellAt(groupShape, [0, ...place.slice(1)])] === 0
    return isEmpty ? 'empty' : standingOf(question, cut, place, made, isOfAll)
  })
  if (standing.includes('missing')) return undefined
  const release = suppress(
    { shape, counts, standing: standing.map(one => (one === 'missing' ? undefined : one)) },
    earlier.map(one => wholeOf(shape, one)),
  )
  if (!release) return undefined
  const isInner = (cell: number) => !isSum(shape, cell)
  const cells = release.filter((_, cell) => isInner(cell))
  return {
    ...{ question: question.key, cut: cutKey(cut), people, groups, cells },
    sums: release.filter((_, cell) => !isInner(cell)),
    middles: question.chooses === 'number' && question.key !== '' ? middlesOf(cut, cells, all, last) : null,
  }
}

/** How a cell stands by what is told elsewhere: by the whole, by the table of all people, by tables of one thing. */
function standingOf(
  question: TableQuestion,
  cut: Cut,
  [option = 0, ...place]: readonly number[],
  made: ReadonlyMap<string, CutRelease>,
  isOfAll: boolean,
): Standing | 'missing' | undefined {
  const isSumAlong = (dimension: number) => place[dimension] === cut[dimension]?.groups.length
  const rest = cut.filter((_, dimension) => !isSumAlong(dimension))
  if (rest.length === 0) return 'told'
  const isOfGroup = question.chooses === 'number' || (question.chooses === 'one' && option === question.options.length)
  if (isOfAll && isOfGroup) return standingIn(made, EVERYBODY, cut, [0, ...place])
  if (rest.length === cut.length) return undefined
  return standingIn(made, question, rest, [option, ...place.filter((_, dimension) => !isSumAlong(dimension))])
}

/** How a cell stands in a table of the same moment; `missing` where nothing of that may be told. */
function standingIn(
  made: ReadonlyMap<string, CutRelease>,
  question: TableQuestion,
  cut: Cut,
  place: readonly number[],
): Standing | 'missing' {
  const table = made.get(nameOf({ question: question.key, cut: cutKey(cut) }))
  if (!table) return 'missing'
  const shape = shapeOf(question, cut)
  return wholeOf(shape, table)[cellAt(shape, place)] === null ? 'hidden' : 'told'
}

/** Options, then what people are grouped by, each with its sum. Whoever may choose several counts more than once. */
function shapeOf({ chooses, options }: TableQuestion, cut: Cut): Shape {
  const first = {
    one: { size: options.length + 1, addsUp: true },
    several: { size: options.length, addsUp: false },
    number: { size: 1, addsUp: false },
  }[chooses]
  return [first, ...cut.map(({ groups }) => ({ size: groups.length + 1, addsUp: true }))]
}

/** @param options  None: people are counted whatever they answered. */
function countsOf(shape: Shape, cut: Cut, options: readonly string[], rows: readonly Grouped[]): readonly number[] {
  const people = new Map<number, number>()
  for (const { option, at, people: count } of rows) {
    const first = options.length === 0 ? 0 : options.indexOf(option)
    if (first === -1) continue
    const cell = cellAt(shape, [first, ...cut.map(({ key }) => at.get(key) ?? 0)])
    people.set(cell, (people.get(cell) ?? 0) + count)
  }
  return withSums(shape, place => people.get(cellAt(shape, place)) ?? 0)
}

/** A table with its sums in their places. What an older version kept of sums is not known any more. */
function wholeOf(shape: Shape, { cells, sums }: CutRelease): Release {
  const all = Array.from({ length: cellCount(shape) }, (_, cell) => isSum(shape, cell))
  const isKnown = sums.length === all.filter(Boolean).length
  let [cell, sum] = [0, 0]
  return all.map(isOfLine => {
    if (!isOfLine) return cells[cell++] ?? null
    return isKnown ? (sums[sum++] ?? null) : null
  })
}

/** A group of which nobody came keeps its middle: what changed in it was one person's answer. */
function middlesOf(
  cut: Cut,
  cells: Release,
  rows: readonly Grouped[],
  last: CutRelease | undefined,
): readonly (Middle | null)[] {
  const places = groupsOf(cut).map(group =>
    cut.map(({ groups }, dimension) => groups.indexOf(group[dimension]!)).join(),
  )
  const byPlace = Map.groupBy(
    rows.filter(({ option }) => option !== ''),
    ({ at }) => cut.map(({ key }) => at.get(key)).join(),
  )
  return places.map((place, n) => {
    const count = cells[n]
    if (count === null || count === undefined || count < FEWEST) return null
    return count === last?.cells[n] ? (last.middles?.[n] ?? null) : middleOf(byPlace.get(place) ?? [])
  })
}

function peopleIn(rows: readonly Grouped[]): number {
  return rows.reduce((sum, { option, people }) => sum + (option === '' ? people : 0), 0)
}
