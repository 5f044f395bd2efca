import { expect, test } from 'vitest'
import { fittingAnswers } from '../../src/core/fitting-answers.ts'
import type { CategoryQuestion } from '../../src/core/place.ts'

const asks = (key: string, kind: CategoryQuestion['kind'], options: readonly string[] = []) => ({
  questions: [
    { key, kind, ask: { en: key }, required: false, options: options.map(o => ({ key: o, name: { en: o } })) },
  ],
})

test.each([
  ['the same question', asks('since', 'text'), asks('since', 'text'), 'May', true],
  ['a question of another key', asks('since', 'text'), asks('depth', 'text'), 'May', false],
  ['another kind of question', asks('since', 'text'), asks('since', 'date'), 'May', false],
  ['an option that both have', asks('depth', 'choice', ['a', 'b']), asks('depth', 'choice', ['b', 'c']), 'b', true],
  [
    'an option that the other has not',
    asks('depth', 'choice', ['a', 'b']),
    asks('depth', 'choice', ['b', 'c']),
    'a',
    false,
  ],
  [
    'several, of which one is not there',
    asks('reach', 'choices', ['a', 'b']),
    asks('reach', 'choices', ['a', 'c']),
    ['a', 'b'],
    false,
  ],
  ['a category that is gone', undefined, asks('since', 'text'), 'May', true],
])('%s', (_, from, to, value, fits) => {
  const answers = [{ key: from?.questions[0]?.key ?? 'since', value }]
  expect(fittingAnswers(answers, from, to)).toEqual(fits ? { fit: answers, rest: [] } : { fit: [], rest: answers })
})
