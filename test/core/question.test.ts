/**
 * Questions with answers to tap: how staff write them down, and what their buttons carry.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HELPED } from '../../src/core/case.ts'
import { helpedToken, readHelpedToken } from '../../src/core/helped.ts'
import { choiceToken, readChoices, readChoiceToken } from '../../src/core/question.ts'

test.each<[string, string, unknown]>([
  ['none', ' \n\n', []],
  ['one on each line', 'Yes\n  No  \n\nNot sure', ['Yes', 'No', 'Not sure']],
  ['as many as there may be', '1\n2\n3\n4\n5\n6\n7\n8', ['1', '2', '3', '4', '5', '6', '7', '8']],
  ['one more', '1\n2\n3\n4\n5\n6\n7\n8\n9', { kind: 'many' }],
  ['too long', `Yes\n${'x'.repeat(81)}`, { kind: 'long', choice: 'x'.repeat(81) }],
  ['alike but for their looks', 'Sí\nno\nSI', { kind: 'alike', choice: 'SI' }],
  ['by which people leave the panel', 'Alta\nBaja', { kind: 'stopWord', choice: 'Baja' }],
])('answers: %s', (_, lines, read) => {
  expect(readChoices(lines, true)).toEqual(read)
})

test('where there is no panel, no word leaves it', () => {
  expect(readChoices('Alta\nBaja', false)).toEqual(['Alta', 'Baja'])
})

test('a button comes back as it was, within what networks carry', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 18n - 1n }), fc.integer({ min: 0, max: 7 }), (id, index) => {
      const token = choiceToken(String(id), index)
      expect(readChoiceToken(token)).toEqual({ replyId: String(id), index })
      expect(token.length).toBeLessThanOrEqual(64)
    }),
  )
  for (const helped of HELPED) expect(readHelpedToken(helpedToken('1042', helped))).toEqual({ caseId: '1042', helped })
})

test.each([
  'ask.',
  'ask.1',
  'ask.1.x',
  'ask.-1.0',
  'ask.1.10',
  'helped.1',
  'helped.1.maybe',
  'helped.x.yes',
  '17.o-a',
  '',
])('no button of these: %s', token => {
  expect(readChoiceToken(token)).toBeUndefined()
  expect(readHelpedToken(token)).toBeUndefined()
})
