/**
 * New texts in the place of those that were sent: in order, none lost, files left alone.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type PartChange, placeTexts, type SentPart } from '../../src/core/sent-parts.ts'

const parts = (...carries: SentPart['carries'][]): SentPart[] =>
  carries.map((each, index) => ({ id: String(index + 1), carries: each }))

const told = (changes: readonly PartChange[]) =>
  changes.map(change => ('part' in change ? `${change.do} ${change.part.id}` : change.do)).join(', ')

test.each<[string, SentPart[], number, string]>([
  ['as many', parts('words', 'words'), 2, 'edit 1, edit 2'],
  ['more', parts('words'), 3, 'edit 1, send, send'],
  ['fewer', parts('words', 'words', 'words'), 1, 'edit 1, delete 2, delete 3'],
  ['below files', parts('files', 'words'), 1, 'keep 1, edit 2'],
  ['files with the last words', parts('words', 'words', 'both', 'files'), 1, 'delete 1, delete 2, edit 3, keep 4'],
  ['files alone', parts('files'), 1, 'keep 1, send'],
  ['what is gone stays gone', parts('words', 'nothing'), 2, 'edit 1, send'],
])('%s', (_, sent, texts, expected) => {
  expect(told(placeTexts(sent, texts))).toBe(expected)
})

test('every text is placed once and in order; no file goes', () => {
  const carries = fc.constantFrom<SentPart['carries']>('words', 'files', 'nothing')
  fc.assert(
    fc.property(fc.array(carries), fc.boolean(), fc.integer({ min: 1, max: 6 }), (some, both, texts) => {
      const sent = parts(...some, ...(both ? (['both'] as const) : []))
      const changes = placeTexts(sent, texts)
      const placed = changes.flatMap(change => ('text' in change ? [change.text] : []))
      expect(placed).toEqual(Array.from({ length: texts }, (__, index) => index))
      const deleted = changes.flatMap(change => (change.do === 'delete' ? [change.part.carries] : []))
      expect(deleted.every(each => each === 'words')).toBe(true)
      const seen = changes.flatMap(change => ('part' in change ? [change.part.id] : []))
      expect(seen).toEqual(sent.filter(part => part.carries !== 'nothing').map(part => part.id))
    }),
  )
})
