/**
 * Ready-made answers: names become what they stand for, once, and everything else is words.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fillIn, TEMPLATE_NAMES, textFor, unknownNames } from '../../src/core/reply-template.ts'

const VALUES = {
  name: 'Ana',
  reference: 'HB-1',
  category: 'Pothole',
  department: 'Highways',
  due: 'Monday 30 November',
}

test.each([
  ['Thank you, {name}. {reference} is with {department}.', 'Thank you, Ana. HB-1 is with Highways.'],
  ['{category}, by {due}', 'Pothole, by Monday 30 November'],
  ['{{name}}', '{Ana}'],
  ['{Name} { name } {} {', '{Name} { name } {} {'],
  ['{constructor} {toString}', '{constructor} {toString}'],
])('%s', (text, filled) => {
  expect(fillIn(text, VALUES)).toBe(filled)
})

test.each([
  ['Thank you, {name}.', 'Thank you.'],
  ['{reference} is done, {name}. Have a look.', 'HB-1 is done. Have a look.'],
  ['{name}, thank you.', 'thank you.'],
  ['شكرًا، {name}. نحن هنا.', 'شكرًا. نحن هنا.'],
  ['Merci {name} !', 'Merci !'],
])('without a name: %s', (text, filled) => {
  expect(fillIn(text, { ...VALUES, name: '' })).toBe(filled)
})

test('what is put in is never read again', () => {
  fc.assert(
    fc.property(fc.constantFrom(...TEMPLATE_NAMES), fc.constantFrom(...TEMPLATE_NAMES), (hole, inside) => {
      const values = { ...VALUES, [hole]: `{${inside}} $& $1` }
      expect(fillIn(`a {${hole}} b`, values)).toBe(`a {${inside}} $& $1 b`)
    }),
  )
})

test('words without braces stay as they are', () => {
  fc.assert(
    fc.property(fc.string(), words => {
      fc.pre(!words.includes('{'))
      expect(fillIn(words, VALUES)).toBe(words)
    }),
  )
})

test('names that stand for nothing are named once', () => {
  expect(unknownNames('{name} {nmae} {ref} {nmae} {__proto__}')).toEqual(['nmae', 'ref', '__proto__'])
})

test.each([
  ['their own', { en: 'Hello', es: 'Hola' }, 'es', 'es'],
  ['the default', { en: 'Hello', es: 'Hola' }, 'fr', 'en'],
  ['the only one', { ar: 'مرحبا' }, 'fr', 'ar'],
  ['none', {}, 'fr', undefined],
])('the language of a template: %s', (_, texts, language, expected) => {
  expect(textFor(texts, language, ['en', 'es', 'fr', 'ar'])?.language).toBe(expected)
})
