import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold } from '../../src/core/fold.ts'
import { matchChoice, readDate, readNumber } from '../../src/core/match-answer.ts'

describe('fold', () => {
  test.each([
    ['  Árbol  CAÍDO! ', 'arbol caido'],
    ['Straße', 'strasse'],
    ['Œuvre', 'oeuvre'],
    ['İstanbul', 'istanbul'],
    ['Full', 'full'],
    ['don’t', 'dont'],
    ['Street-light / lamp', 'street light lamp'],
    ['🕳️ Pothole', 'pothole'],
    ['1️⃣', '1'],
    ['١٢۳', '123'],
    ['حُفْرَة', 'حفره'],
    ['حـــفرة', 'حفره'],
    ['أإآٱا', 'ااااا'],
    ['شارعى', 'شارعي'],
    ['کتاب', 'كتاب'],
    ['हिन्दी', 'हिन्दी'],
    ['が', 'が'],
    ['👍🏽', '👍'],
    ['?', '?'],
    ['', ''],
  ])('%s → %s', (typed, folded) => expect(fold(typed)).toBe(folded))

  test('what is folded stays as it is', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => fold(fold(text)) === fold(text)))
  })
})

const categories = [
  { label: '🕳️ Pothole', synonyms: ['hole in the road'] },
  { label: 'Street light', synonyms: ['lamp'] },
  { label: 'Árbol caído' },
  { label: 'حفرة' },
]
const yesNo = [{ label: 'Yes, I know', synonyms: ['yes'] }, { label: 'No' }]

describe('matchChoice', () => {
  test.each([
    ['the label', 'Street light', 1],
    ['another case', 'STREET LIGHT', 1],
    ['space and marks around', ' “street light”!! ', 1],
    ['a label without its emoji', 'pothole', 0],
    ['with its emoji', '🕳️ Pothole', 0],
    ['with another', 'pothole 🙏', 0],
    ['a synonym', 'Hole in the road.', 0],
    ['without accents', 'arbol caido', 2],
    ['Arabic with points and tatweel', 'حُفـــرة', 3],
    ['Arabic with heh for teh marbuta', 'حفره', 3],
    ['its number', '2', 1],
    ['with a point', '2.', 1],
    ['in brackets', '(2)', 1],
    ['Arabic-Indic', '٢', 1],
    ['Persian', '۴', 3],
    ['keycap', '2️⃣', 1],
    ['number and label', '2. Street light', 1],
    ['number and another label', '2. Pothole', undefined],
    ['a number too high', '5', undefined],
    ['zero', '0', undefined],
    ['negative', '1.5', undefined],
    ['part of a label', 'light', undefined],
    ['more than a label', 'the street light is out', undefined],
    ['nothing', ' ', undefined],
    ['a mark', '?', undefined],
  ])('%s', (_, typed, index) => expect(matchChoice(typed, categories)).toBe(index))

  test('"no" is no, and not part of "yes, I know"', () => {
    expect(matchChoice('no', yesNo)).toBe(1)
    expect(matchChoice('yes, i know', yesNo)).toBe(0)
    expect(matchChoice('know', yesNo)).toBeUndefined()
    expect(matchChoice('no', yesNo.slice(0, 1))).toBeUndefined()
  })

  test('what may mean two is none, unless it is typed exactly', () => {
    const choices = [{ label: 'C' }, { label: 'C++' }, { label: 'D', synonyms: ['c#'] }]
    expect(matchChoice('c', choices)).toBeUndefined()
    expect(matchChoice('C++', choices)).toBe(1)
  })

  test('labels that are numbers win over the place in the list', () => {
    expect(matchChoice('3', [{ label: '3' }, { label: '2' }, { label: '1' }])).toBe(0)
  })

  test('symbols alone are told apart', () => {
    expect(matchChoice('👎🏿', [{ label: '👍' }, { label: '👎' }])).toBe(1)
  })

  test('every label and every number finds its choice', () => {
    const labels = fc.uniqueArray(fc.stringMatching(/^[a-z]{2,8}( [a-z]{1,5})?$/), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(labels, fc.nat(), (names, seed) => {
        const index = seed % names.length
        const choices = names.map(label => ({ label: `📌 ${label}` }))
        expect(matchChoice(`${names[index]?.toUpperCase()}.`, choices)).toBe(index)
        expect(matchChoice(`${index + 1})`, choices)).toBe(index)
      }),
    )
  })
})

describe('readNumber', () => {
  test.each([
    ['3', 3],
    [' 3 ', 3],
    ['-3', -3],
    ['−3', -3],
    ['+3', 3],
    ['1.5', 1.5],
    ['1,5', 1.5],
    ['1,50', 1.5],
    ['0.500', 0.5],
    ['1,500', 1500],
    ['1.500', 1500],
    ['1,234,567.5', 1_234_567.5],
    ['1.234.567,5', 1_234_567.5],
    ['1 234 567', 1_234_567],
    ['1\u202f234,5', 1234.5],
    ['1,234,567', 1_234_567],
    ['1234.5678', 1234.5678],
    ['٣٫٥', 3.5],
    ['١٬٥٠٠', 1500],
    ['۱۲', 12],
    ['about 3', undefined],
    ['3 cm', undefined],
    ['three', undefined],
    ['1,2,3', undefined],
    ['1,234,5', undefined],
    ['1e5', undefined],
    ['0x10', undefined],
    ['NaN', undefined],
    ['', undefined],
    ['9'.repeat(21), undefined],
  ])('%s', (typed, number) => expect(readNumber(typed)).toBe(number))

  test('every whole number is read back', () => {
    fc.assert(
      fc.property(fc.integer(), number => {
        expect(readNumber(String(number))).toBe(number)
        expect(readNumber(number.toLocaleString('en'))).toBe(number)
        expect(readNumber(number.toLocaleString('de'))).toBe(number)
      }),
    )
  })
})

describe('readDate', () => {
  test.each([
    ['2026-12-24', 'en', '2026-12-24'],
    ['24/12/2026', 'en', '2026-12-24'],
    ['24.12.2026', 'en', '2026-12-24'],
    ['24-12-2026', 'en', '2026-12-24'],
    ['4/3/26', 'en', '2026-03-04'],
    ['24 / 12 / 2026', 'en', '2026-12-24'],
    ['٢٤/١٢/٢٠٢٦', 'ar', '2026-12-24'],
    ['29/02/2028', 'en', '2028-02-29'],
    ['29/02/2026', 'en', undefined],
    ['12/24/2026', 'en', undefined],
    ['31/04/2026', 'en', undefined],
    ['0/1/2026', 'en', undefined],
    ['24/12.2026', 'en', undefined],
    ['24/12', 'en', undefined],
    ['on 24/12/2026', 'en', undefined],
    ['Today', 'en', '2026-03-01'],
    ['yesterday!', 'en-GB', '2026-02-28'],
    ['Hoy', 'es', '2026-03-01'],
    ['ayer', 'es-MX', '2026-02-28'],
    ['today', 'es', '2026-03-01'],
    ['aujourd’hui', 'fr', '2026-03-01'],
    ['hier', 'fr', '2026-02-28'],
    ['اليوم', 'ar', '2026-03-01'],
    ['امس', 'ar', '2026-02-28'],
    ['ayer', 'en', undefined],
    ['today or yesterday', 'en', undefined],
    ['', 'en', undefined],
  ])('%s (%s)', (typed, language, date) => expect(readDate(typed, '2026-03-01', language)).toBe(date))

  test('every day is read back from both ways of writing it', () => {
    const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(days, day => {
        const iso = day.toISOString().slice(0, 10)
        expect(readDate(iso, '2026-03-01', 'en')).toBe(iso)
        expect(readDate(iso.split('-').reverse().join('/'), '2026-03-01', 'en')).toBe(iso)
      }),
    )
  })
})
