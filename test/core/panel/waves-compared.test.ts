import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SurveyQuestion } from '../../../src/core/panel/survey.ts'
import { type ComparedWave, overTime, questionsOverTime } from '../../../src/core/panel/waves-compared.ts'
import { aSurvey, option } from '../../support/surveys.ts'

const where = (...names: readonly [string, string][]): SurveyQuestion => ({
  key: 'where',
  kind: 'choice',
  ask: { en: 'Where?' },
  options: names.map(([key, name]) => option(key, name)),
})
const mark: SurveyQuestion = { key: 'mark', kind: 'mark', ask: { en: 'How good?' } }

function wave(number: number, questions: readonly SurveyQuestion[], counts?: Counts): ComparedWave {
  const answered = Object.fromEntries(
    Object.entries(counts ?? {}).map(([key, of]) => [key, Object.values(of).reduce((a, b) => a + b, 0)]),
  )
  return {
    number,
    startsAt: new Date(Date.UTC(2027, 2, number)),
    definition: aSurvey('benches', questions),
    ...(counts && { shown: { answered, counts } }),
  }
}
type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>

test('an option keeps its line whatever it is called; one that is new begins, one that is gone ends', () => {
  const waves = [
    wave(1, [where(['park', 'The park'], ['quay', 'The quay'])], { where: { park: 5, quay: 5 } }),
    wave(2, [where(['park', 'Mill Park'], ['school', 'The school'])], { where: { park: 3, school: 9 } }),
  ]
  const { lines, question } = overTime(waves, 'where')!
  expect(lines.map(({ key, values }) => [key, ...values])).toEqual([
    ['park', 50, 25],
    ['school', null, 75],
    ['quay', 50, null],
  ])
  expect(question).toBe(waves[1]!.definition.questions[0])
  expect(lines.map(({ of }) => of)).toEqual([question, question, waves[0]!.definition.questions[0]])
})

test('a wave that too few answered is left out, and said', () => {
  const two = where(['park', 'The park'], ['quay', 'The quay'])
  const waves = [
    wave(1, [two], { where: { park: 10 } }),
    wave(2, [two]),
    wave(3, [two], { where: { quay: 9 } }),
    wave(4, [two], { where: { park: 6, quay: 6 } }),
  ]
  const told = overTime(waves, 'where')!
  expect(told.waves.map(({ number, people }) => [number, people])).toEqual([
    [1, 10],
    [4, 12],
  ])
  expect(told.tooFew).toEqual([2, 3])
  expect(overTime(waves.slice(0, 3), 'where')).toBeUndefined()
})

test('marks and numbers are means', () => {
  const waves = [wave(1, [mark], { mark: { 5: 5, 4: 5 } }), wave(2, [mark], { mark: { 1: 10 } })]
  expect(overTime(waves, 'mark')).toMatchObject({ told: 'mean', lines: [{ key: '', values: [4.5, 1] }] })
})

test('a question that was once answered in another way is not compared, one that only some waves have is', () => {
  const counts = { mark: { 5: 10 }, where: { park: 10 } }
  const asText: SurveyQuestion = { key: 'mark', kind: 'text', ask: { en: 'How good?' } }
  const place = where(['park', 'The park'], ['quay', 'The quay'])
  const waves = [wave(1, [asText], {}), wave(2, [mark, place], counts), wave(3, [mark, place], counts)]
  expect(questionsOverTime(waves).map(({ key }) => key)).toEqual(['where'])
  expect(questionsOverTime([])).toEqual([])
})

test('either/or that became a choice of three goes on', () => {
  const either: SurveyQuestion = {
    key: 'where',
    kind: 'eitherOr',
    ask: { en: 'Where?' },
    options: [option('park', 'The park'), option('quay', 'The quay')],
  }
  const waves = [
    wave(1, [either], { where: { park: 10 } }),
    wave(2, [where(['park', 'The park'], ['quay', 'The quay'], ['lane', 'The lane'])], { where: { lane: 10 } }),
  ]
  expect(overTime(waves, 'where')?.lines.map(({ values }) => values)).toEqual([
    [100, 0],
    [0, 0],
    [null, 100],
  ])
})

test('only the twelve newest waves are told, and what is before them is not called left out', () => {
  const two = where(['park', 'The park'], ['quay', 'The quay'])
  const waves = [
    wave(1, [two]),
    ...Array.from({ length: 14 }, (_, n) => wave(n + 2, [two], { where: { park: 10, quay: n } })),
  ]
  const told = overTime(waves, 'where')!
  expect(told.waves.map(({ number }) => number)).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
  expect(told.tooFew).toEqual([])
})

test('the shares of a wave add up to 100', () => {
  const keys = ['a', 'b', 'c', 'd']
  const question = where(...keys.map((key): [string, string] => [key, key]))
  fc.assert(
    fc.property(fc.array(fc.array(fc.nat(40), { minLength: 4, maxLength: 4 }), { minLength: 2 }), waves => {
      const told = overTime(
        waves.map((of, n) =>
          wave(n + 1, [question], { where: Object.fromEntries(keys.map((key, k) => [key, of[k]! + 3])) }),
        ),
        'where',
      )!
      for (const n of told.waves.keys()) expect(told.lines.reduce((sum, line) => sum + line.values[n]!, 0)).toBe(100)
    }),
  )
})
