import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readChoices } from '../../../src/core/panel/read-choices.ts'

describe('several choices', () => {
  const choices = [
    { label: 'Parks' },
    { label: 'Trees and hedges', synonyms: ['greens'] },
    { label: 'Playgrounds' },
    { label: 'Ruhe, Platz' },
  ]
  test.each([
    ['1, 3 and 4', [0, 2, 3]],
    ['1 y 3', [0, 2]],
    ['1 et 3', [0, 2]],
    ['١ و٣', [0, 2]],
    ['١ و ٣', [0, 2]],
    ['1 3 4', [0, 2, 3]],
    ['1, 3 y 4', [0, 2, 3]],
    ['1, 3 et 4', [0, 2, 3]],
    ['١، ٣ و٤', [0, 2, 3]],
    ['۱، ۳ و ۴', [0, 2, 3]],
    ['un, trois et quatre', [0, 2, 3]],
    ['uno, tres y cuatro', [0, 2, 3]],
    ['واحد وثلاثة وأربعة', [0, 2, 3]],
    ['1️⃣ 3️⃣', [0, 2]],
    ['one and three', [0, 2]],
    ['4;1', [0, 3]],
    ['1,1,1', [0]],
    ['parks + playgrounds', [0, 2]],
    ['Trees and hedges', [1]],
    ['greens, parks', [0, 1]],
    ['Ruhe, Platz', [3]],
    ['1 and nonsense', undefined],
    ['5', undefined],
    [', ,', undefined],
    ['', undefined],
  ])('%s → %j', (typed, indexes) => expect(readChoices(typed, choices)).toEqual(indexes))

  test('any set of numbers is read as that set', () => {
    const separator = fc.constantFrom(', ', ' and ', ' y ', ' et ', '; ', ' + ', ' ')
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(3), { minLength: 1 }), separator, (set, sep) => {
        expect(readChoices(set.map(n => n + 1).join(sep), choices)).toEqual(set.toSorted((a, b) => a - b))
      }),
    )
  })
})

describe('names that hold an “and”, a comma, or begin as one', () => {
  const labels = {
    en: ['Parks', 'Trees and hedges', 'Benches, and shade', 'Sand pits', 'Parks and squares', 'Yards'],
    es: ['Parques', 'Parques y jardines', 'Bancos, mesas y sombra', 'Yeseras', 'Escuelas e institutos', 'Y algo más'],
    fr: ['Vélo', 'Bus et tram', 'Étangs', 'Bancs, tables et ombre', 'Places et parcs', 'Et rien d’autre'],
    ar: ['الحدائق', 'وقوف السيارات', 'منطقة وسط المدينة', 'الأشجار والظل', 'ورش، ومتاجر', 'الواجهة'],
  }
  const choices = Object.fromEntries(Object.entries(labels).map(([key, own]) => [key, own.map(label => ({ label }))]))

  test.each<[keyof typeof labels, string, readonly number[] | undefined]>([
    ['en', 'Trees and hedges, Parks', [0, 1]],
    ['en', 'parks and trees and hedges', [0, 1]],
    ['en', 'parks and squares and parks', [0, 4]],
    ['en', 'Parks, and 2', [0, 1]],
    ['en', 'benches and shade and sand pits', [2, 3]],
    ['en', 'trees and parks', undefined],
    ['en', 'trees', undefined],
    ['es', 'Parques y jardines, 3', [1, 2]],
    ['es', 'yeseras y parques', [0, 3]],
    ['fr', 'Bus et tram, Vélo', [0, 1]],
    ['fr', 'vélo et bus et tram', [0, 1]],
    ['ar', 'الحدائق، وقوف السيارات', [0, 1]],
    ['ar', 'الحدائق ووقوف السيارات', [0, 1]],
    ['ar', 'الحدائق، ووقوف السيارات', [0, 1]],
    ['ar', 'الحدائق، منطقة وسط المدينة', [0, 2]],
    ['ar', 'وقوف السيارات والحدائق', [0, 1]],
    ['ar', 'ثلاثة، واحد', [0, 2]],
    ['ar', 'واحد وثلاثة', [0, 2]],
    ['ar', '١و٣', [0, 2]],
    ['ar', '١ و٣ و 4', [0, 2, 3]],
    ['ar', 'السيارات', undefined],
  ])('%s: %s → %j', (language, typed, indexes) => expect(readChoices(typed, choices[language]!)).toEqual(indexes))

  test.each(Object.entries(labels))('%s: any of them, listed, are read as these', (language, own) => {
    const comma = language === 'ar' ? '، ' : ', '
    const some = fc.uniqueArray(fc.nat(own.length - 1), { minLength: 1 })
    fc.assert(
      fc.property(some, fc.constantFrom(comma, '; ', '\n'), (set, between) => {
        const typed = set.map(n => own[n]).join(between)
        expect(readChoices(typed, choices[language]!)).toEqual(set.toSorted((a, b) => a - b))
      }),
    )
  })
})

test('words that nearly are many names, again and again, are not tried in every way', () => {
  const choices = Array.from({ length: 10 }, (_, n) => ({ label: 'a '.repeat(n + 1) }))
  expect(readChoices(`${'a, '.repeat(60)}b`, choices)).toBeUndefined()
})
