/** Questions as labels. */
import { expect, test } from 'vitest'
import { questionLabel } from '../../src/core/question-label.ts'

test.each([
  ['How deep is it?', 'How deep is it'],
  ['Is there a number on the post? Please type it.', 'Is there a number on the post'],
  ['¿Hay un número en el poste? Escríbalo, por favor.', '¿Hay un número en el poste'],
  ['Quelle taille fait-il\u202f?', 'Quelle taille fait-il'],
  ['كم عمقها؟', 'كم عمقها'],
  ['Depth (e.g. 3.5 cm):', 'Depth (e.g. 3.5 cm)'],
  ['Depth in cm', 'Depth in cm'],
])('%s', (question, label) => {
  expect(questionLabel(question)).toBe(label)
})
