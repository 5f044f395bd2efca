/**
 * Tables of one wave, of the same people and of other moments: put together, they tell of nobody.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutsOf, type Dimension } from '../../../src/core/panel/cut.ts'
import { FEWEST } from '../../../src/core/panel/suppress.ts'
import { type Alike, type CutRelease, type TableQuestion, tablesOf } from '../../../src/core/panel/tables.ts'
import { determined, type Equation } from '../../support/determined.ts'

const DIMENSIONS: readonly Dimension[] = [
  { key: 'area', groups: ['north', 'south', ''] },
  { key: 'age', groups: ['young', 'old'] },
  { key: 'network', groups: ['telegram', 'discord'] },
]
const WHERE: TableQuestion = { key: 'where', chooses: 'one', options: ['park', 'quay', 'lane'] }
const WHICH: TableQuestion = { key: 'which', chooses: 'several', options: ['oak', 'elm'] }
const WAIT: TableQuestion = { key: 'wait', chooses: 'number', options: [] }
const QUESTIONS = [WHERE, WHICH, WAIT]

interface Person {
  readonly cells: Readonly<Record<string, string>>
  readonly answers: Readonly<Record<string, readonly string[]>>
}

/** As the database counts them. */
function counted(people: readonly Person[]): readonly Alike[] {
  return people.flatMap(({ cells, answers }) => {
    const given = Object.entries(answers).flatMap(([question, options]) =>
      ['', ...options].map(option => ({ question, option, cells, people: 1 })),
    )
    return [{ question: '', option: '', cells, people: 1 }, ...given]
  })
}

const told = (people: readonly Person[], earlier: readonly CutRelease[] = [], questions = QUESTIONS) =>
  tablesOf(counted(people), { dimensions: DIMENSIONS, questions }, earlier)

function many(people: number, cells: Person['cells'], where: string): readonly Person[] {
  return Array.from({ length: people }, () => ({ cells, answers: { where: [where] } }))
}

test('where the table by area hides a count, the tables by area and another thing do not tell it', () => {
  const people = [
    ...many(12, { area: 'north', age: 'young', network: 'telegram' }, 'park'),
    ...many(11, { area: 'north', age: 'old', network: 'telegram' }, 'park'),
    ...many(4, { area: 'south', age: 'old', network: 'telegram' }, 'park'),
    ...many(30, { area: 'north', age: 'young', network: 'telegram' }, 'quay'),
    ...many(35, { area: 'south', age: 'old', network: 'telegram' }, 'quay'),
  ]
  const tables = told(people, [], [WHERE])
  const cells = (cut: string) => tables.find(one => one.question === 'where' && one.cut === cut)!.cells
  expect(cells('area').slice(0, 2)).toEqual([null, null])
  const [northYoung, northOld] = cells('area age')
  expect([northYoung, northOld]).toContain(null)
})

test('a table of ten more is not told where one by another thing told of those before', () => {
  const north = { area: 'north', age: 'young', network: 'telegram' }
  const south = { ...north, area: 'south' }
  const quay = [...many(12, north, 'quay'), ...many(14, south, 'quay')]
  const first = [...many(22, north, 'park'), ...many(11, south, 'park'), ...quay]
  const before = told(first, [], [WHERE])
  const later = [
    ...first,
    ...many(1, { ...north, age: 'old' }, 'park'),
    ...many(9, { ...north, area: 'south' }, 'quay'),
  ]
  const after = told(later, before, [WHERE])
  const cell = (tables: readonly CutRelease[], cut: string) =>
    tables.find(one => one.question === 'where' && one.cut === cut)?.cells[0]
  expect(cell(before, 'area')).toBe(22)
  expect([22, null, undefined]).toContain(cell(after, 'area'))
  expect(cell(after, 'area age') ?? null).toBeNull()
})

test('nothing is told anew that tells of no more people', () => {
  const people = many(40, { area: 'north', age: 'young', network: 'telegram' }, 'park')
  const before = told(people, [], [WHERE])
  expect(before.length).toBeGreaterThan(0)
  expect(told(people, before, [WHERE])).toEqual([])
})

test('a group is told of numbers in its middle and its quarters; one of which nobody came keeps them', () => {
  const north = { area: 'north', age: 'young', network: 'telegram' }
  const waits = (cells: Person['cells'], ...numbers: readonly number[]) =>
    numbers.map(number => ({ cells, answers: { wait: [String(number)] } }))
  const tens = (from: number) => Array.from({ length: 12 }, (_, n) => from + n)
  const before = told([...waits(north, ...tens(1)), ...waits({ ...north, area: 'south' }, ...tens(40))], [], [WAIT])
  const byArea = (tables: readonly CutRelease[]) =>
    tables.find(one => one.question === 'wait' && one.cut === 'area')?.middles
  expect(byArea(before)).toEqual([[3, 6, 9], [42, 45, 48], null])
  // Somebody in the north answers otherwise, many come in the south.
  const later = [
    ...waits(north, ...tens(1).slice(1), 60),
    ...waits({ ...north, area: 'south' }, ...tens(40), ...tens(20)),
  ]
  expect(byArea(told(later, before, [WAIT]))).toEqual([[3, 6, 9], [25, 31, 45], null])
})

const person = fc
  .tuple(...DIMENSIONS.map(({ groups }) => fc.nat(groups.length - 1)), fc.nat(9), fc.nat(3), fc.nat(9))
  .map(([area, age, network, where, which, wait]) => ({
    cells: {
      area: DIMENSIONS[0]!.groups[area!]!,
      age: DIMENSIONS[1]!.groups[age!]!,
      network: DIMENSIONS[2]!.groups[network!]!,
    },
    answers: {
      where: [WHERE.options[where! < 6 ? 0 : where! < 9 ? 1 : 2]!],
      ...(which! > 0 && { which: WHICH.options.filter((_, n) => (which! >> n) & 1) }),
      ...(wait! > 2 && { wait: [String(wait)] }),
    },
  }))

/** Names a count by what its people have in common; of a question that everybody answered, all who did are all there are. */
function nameOf(isOfAll: ReadonlySet<string>, question: string, option: string, of: readonly string[]): string {
  return option === '' && isOfAll.has(question) ? `  ${of.join(' ')}` : `${question} ${option} ${of.join(' ')}`
}

/** All that the tables of a moment tell, to who does sums: counts by name. */
function knownFrom(tables: readonly CutRelease[], people: readonly Person[]): ReadonlyMap<string, number> {
  const truth = new Map<string, number>()
  const equations: Equation<string>[] = []
  const known = new Set<string>()
  /** Counts of groups in which nobody answered: they tell of no answer. */
  const empty = new Set<string>()
  const answered = (key: string) => people.filter(({ answers }) => answers[key]).length
  const isOfAll = new Set(QUESTIONS.map(({ key }) => key).filter(key => answered(key) === people.length))
  const count = (question: string, option: string, of: ReadonlyMap<string, string>) => {
    const name = nameOf(isOfAll, question, option, [...of].map(pair => pair.join('=')).toSorted())
    const group = people.filter(
      ({ cells, answers }) =>
        [...of].every(([key, one]) => cells[key] === one) && (question === '' || answers[question]),
    )
    if (group.length === 0) empty.add(name)
    truth.set(name, group.filter(({ answers }) => option === '' || answers[question]?.includes(option)).length)
    // The whole is told elsewhere.
    if (of.size === 0) known.add(name)
    return name
  }
  for (const { question: key, cut: cutName, cells, groups } of tables) {
    const cut = cutsOf(DIMENSIONS).find(one => one.map(({ key: of }) => of).join(' ') === cutName)!
    const question = QUESTIONS.find(one => one.key === key)
    const options = !question || question.chooses === 'number' ? [''] : question.options
    const of = (group: readonly string[]) => new Map(cut.map(({ key: one }, n) => [one, group[n]!]))
    for (const [n, cell] of cells.entries()) {
      const [option, group] = [options[Math.floor(n / groups.length)]!, groups[n % groups.length]!]
      const name = count(key, option, of(group))
      if (cell === null) continue
      expect(cell).toBe(truth.get(name))
      known.add(name)
    }
    for (const option of question?.chooses === 'one' ? [...options, ''] : options) {
      for (const group of groups) {
        for (const left of cut) {
          const sum = new Map([...of(group)].filter(([one]) => one !== left.key))
          const line = left.groups.map(one => count(key, option, new Map([...of(group), [left.key, one]])))
          equations.push(new Map([...line.map(one => [one, 1] as const), [count(key, option, sum), -1]]))
        }
      }
    }
    if (question?.chooses === 'one') {
      for (const group of groups) {
        const line = options.map(option => count(key, option, of(group)))
        equations.push(new Map([...line.map(one => [one, 1] as const), [count(key, '', of(group)), -1]]))
      }
    }
  }
  const unknown = [...truth.keys()].filter(name => !known.has(name))
  for (const name of determined(equations, unknown)) known.add(name)
  return new Map([...known].filter(name => !empty.has(name)).map(name => [name, truth.get(name)!]))
}

/** Of a part of the people, of whom the whole does not tell. */
function isOfFew([name, count]: readonly [string, number]): boolean {
  return !isWhole(name) && count < FEWEST
}

function isWhole(name: string): boolean {
  return name.split(' ').slice(2).join('') === ''
}

test('put together, the tables of a moment tell of no few people', () => {
  let shown = 0
  fc.assert(
    fc.property(fc.array(person, { minLength: 20, maxLength: 400, size: 'max' }), people => {
      const tables = told(people)
      shown += tables.reduce((sum, { cells }) => sum + cells.filter(cell => cell !== null && cell > 0).length, 0)
      expect([...knownFrom(tables, people)].filter(isOfFew)).toEqual([])
    }),
    { numRuns: 20, endOnFailure: true },
  )
  expect(shown).toBeGreaterThan(0)
})

test('put together, the tables of several moments tell of no few people that came in between', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(person, { minLength: 10, maxLength: 150, size: 'max' }), { minLength: 2, maxLength: 5 }),
      came => {
        const all: CutRelease[] = []
        const moments: ReadonlyMap<string, number>[] = []
        const people: Person[] = []
        for (const more of came) {
          people.push(...more)
          const tables = told(people, all)
          all.push(...tables)
          moments.push(knownFrom(tables, people))
        }
        for (const [n, now] of moments.entries()) {
          for (const before of moments.slice(0, n)) {
            const telling = [...now].filter(([name, count]) => {
              const then = before.get(name)
              return then !== undefined && !isWhole(name) && count !== then && Math.abs(count - then) < FEWEST
            })
            expect(telling).toEqual([])
          }
        }
      },
    ),
    { numRuns: 15, endOnFailure: true },
  )
})
