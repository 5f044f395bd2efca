import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CellGroup, type Cells, coarsen } from '../../../src/core/panel/coarsen.ts'
import { FEWEST } from '../../../src/core/panel/suppress.ts'

const ORDER = ['area', 'age', 'language']

function of(people: number, ...values: readonly string[]): CellGroup {
  return { people, cells: Object.fromEntries(values.map((value, n) => [ORDER[n]!, value])) }
}

test.each<[string, readonly CellGroup[], readonly Cells[]]>([
  ['many stay as they are', [of(10, 'North', 'old')], [{ area: 'North', age: 'old' }]],
  [
    'of few, the last goes first',
    [of(4, 'North', 'old'), of(6, 'North', 'young')],
    [{ area: 'North' }, { area: 'North' }],
  ],
  [
    'only of those who need it',
    [of(12, 'North', 'old'), of(4, 'North', 'young'), of(7, 'North')],
    [{ area: 'North', age: 'old' }, { area: 'North' }, { area: 'North' }],
  ],
  ['of fewer than all, nothing is kept', [of(3, 'North'), of(4, 'South')], [{}, {}]],
  [
    'few who are left take the smallest with them',
    [of(30, 'North'), of(12, 'South'), of(2, 'East')],
    [{ area: 'North' }, {}, {}],
  ],
  ['what nobody ordered is never kept', [{ people: 50, cells: { shoe: '43' } }], [{}]],
])('%s', (_, groups, kept) => {
  expect(coarsen(groups, ORDER)).toEqual(kept)
})

const groups = fc.uniqueArray(
  fc.record({
    cells: fc.dictionary(fc.constantFrom(...ORDER, 'other'), fc.constantFrom('a', 'b', 'c')),
    people: fc.integer({ min: 1, max: 25 }),
  }),
  { maxLength: 30, selector: ({ cells }) => JSON.stringify(Object.entries(cells).toSorted()) },
)

test('no combination is of few, whatever there was; nobody gets what was not theirs', () => {
  fc.assert(
    fc.property(groups, all => {
      const kept = coarsen(all, ORDER)
      expect(kept).toHaveLength(all.length)
      const people = new Map<string, number>()
      kept.forEach((cells, n) => {
        expect(all[n]!.cells).toMatchObject(cells)
        const name = JSON.stringify(Object.entries(cells).toSorted())
        people.set(name, (people.get(name) ?? 0) + all[n]!.people)
      })
      if (all.reduce((sum, group) => sum + group.people, 0) < FEWEST)
        expect([...people.keys()].join()).toBe(all.length > 0 ? '[]' : '')
      else for (const count of people.values()) expect(count).toBeGreaterThanOrEqual(FEWEST)
    }),
  )
})
